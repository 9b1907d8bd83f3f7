"""What do the numbers stand for by which arrays say of what kind a row is?

A code is its place in the words an export has for it: see :mod:`.objects`.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What an activity is."""

    CALL = 0
    EMAIL = 1
    REPLY = 2  # mail that came in
    MEETING = 3
    ASK = 4  # for a referral
    BLAST = 5  # marketing's automated mail
    INTERNAL = 6


class Result(IntEnum):
    """What came of it."""

    NONE = 0
    NO_ANSWER = 1
    HUNG_UP = 2
    CONVERSATION = 3
    MEETING_SET = 4
    HELD = 5
    NO_SHOW = 6
    ASKED = 7
    GIVEN = 8


class Channel(IntEnum):
    """By which way a seller prospects, in the order of the sources that are a seller's own work."""

    DIALS = 0
    EMAILS = 1
    MEETINGS = 2
    REFERRAL_ASKS = 3


class Reached(IntEnum):
    """How far an outbound touch got; each is more than the one before."""

    NOTHING = 0
    ANSWERED = 1  # a call taken, a mail replied to, a referral given
    CONVERSATION = 2
    MEETING_SET = 3
    HELD = 4
    OPENED = 5  # an opportunity


class DealKind(IntEnum):
    """What is sold to whom."""

    NEW = 0
    EXPANSION = 1
    RENEWAL = 2
