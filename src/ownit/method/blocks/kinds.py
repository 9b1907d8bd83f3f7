"""What is time blocked for?"""

from __future__ import annotations

from enum import StrEnum

NEUTRAL = (1.0,) * 24
"""The fit of a kind for which no hour of the day is known to be better than another."""


class Kind(StrEnum):
    """A channel that creates business, or one of the other two motions (R11, R12, R14)."""

    CALLS = "calls"
    EMAILS = "emails"
    MEETINGS = "meetings"
    REFERRALS = "referrals"
    TOUCH = "touch"
    TARGETS = "targets"
    EVENTS = "events"
    WIN = "win"
    SERVE = "serve"


KINDS: dict[Kind, str] = {
    Kind.CALLS: "Calls",
    Kind.EMAILS: "E-mails",
    Kind.MEETINGS: "Meetings and visits",
    Kind.REFERRALS: "Ask for referrals",
    Kind.TOUCH: "Keep in touch",
    Kind.TARGETS: "Target accounts",
    Kind.EVENTS: "Events",
    Kind.WIN: "Win open deals",
    Kind.SERVE: "Serve customers",
}
"""How each kind is called in a calendar."""


def titled(kind: str) -> str:
    """How a kind is called; a kind of an older version that is none any more by its own name."""
    return KINDS[Kind(kind)] if kind in set(Kind) else kind


CREATING = frozenset(Kind) - {Kind.WIN, Kind.SERVE}
"""The kinds that open business, and so carry the next names."""
