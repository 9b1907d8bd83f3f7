"""What is one thing that a line of the journal says?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class What(StrEnum):
    """What sort of thing it is: something done a number of times, or what became of one deal."""

    DID = "did"
    OPENED = "opened"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing said, on a day. Texts are empty and ``amount`` None where nothing was said.

    Of what was done: ``channel`` is call, e-mail, meeting, visit, message, event or other; ``result`` conversation,
    meeting set, held, no-show, referral asked, referral given; ``purpose`` create, win, serve or other. A count of 0
    with minutes is time alone. Of a deal: ``name`` (empty: not named), ``amount``, ``currency``, ``source`` (of a lost
    one: why) in the person's own words and ``kind`` (new, expansion, renewal). ``since``: the first of the days it
    stands for, up to ``on``; None where it is of that day alone.
    """

    what: What
    on: date
    channel: str = ""
    result: str = ""
    purpose: str = ""
    count: int = 0
    minutes: int = 0
    name: str = ""
    amount: Decimal | None = None
    currency: str = ""
    source: str = ""
    kind: str = ""
    since: date | None = None
