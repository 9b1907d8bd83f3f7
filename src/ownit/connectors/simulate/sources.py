"""Where does a simulated deal come from?"""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Where a deal truly came from; the first four are the seller's own work."""

    CALL = "own call"
    EMAIL = "own e-mail"
    MEETING = "own meeting"
    REFERRAL = "own referral"
    MARKETING = "marketing"
    SDR = "SDR"
    PARTNER = "partner"
    RFP = "RFP"
    RENEWAL = "renewal"


SOURCES = tuple(Source)


OWN = frozenset({Source.CALL, Source.EMAIL, Source.MEETING, Source.REFERRAL})
