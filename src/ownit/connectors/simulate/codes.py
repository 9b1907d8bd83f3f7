"""What do the numbers stand for by which arrays say of what kind a row is?

An export has a word for each, at the place of its number: see ``words_of``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TypeVar


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


class Forecast(IntEnum):
    """Which forecast a quota is of."""

    BOOKINGS = 0
    MEETINGS_HELD = 1
    NEW_BUSINESS = 2
    EXPANSION = 3
    RENEWALS = 4


Code = TypeVar("Code", bound=IntEnum)


def words_of(codes: type[Code], words: Mapping[Code, str]) -> tuple[str | None, ...]:
    """The words for all codes, each at its code's place; None where there is no word."""
    return tuple(words.get(code) for code in codes)
