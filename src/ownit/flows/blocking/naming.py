"""Which block of a week does a person mean: by its number, or by its day and time?

Blocks are numbered as they follow each other in time. ``2``, ``tue``, ``tue 9``, ``tue 9:30``, ``2026-11-24 9``,
``today 14``, ``9:30`` (today's), several of them in a row, with commas or without, and ``all``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.errors import OwnitError
from ownit.flows.blocking.words import when
from ownit.method.blocks.kinds import titled

if TYPE_CHECKING:
    from ownit.promises.blocks.record import Block

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")


class BlockNotFoundError(OwnitError):
    """No block, or more than one, is what was said."""

    def __init__(self, text: str, blocks: Sequence[Block], problem: str = "is no block of that week") -> None:
        there = "; ".join(f"{n} {when(b.start, ZoneInfo(b.zone))} {titled(b.kind)}" for n, b in enumerate(blocks, 1))
        told = f"There is: {there}." if blocks else "No blocks are planned in it: ownit week plans them."
        super().__init__(f"{text!r} {problem}. {told}")


def named(blocks: Sequence[Block], text: str, today: date, now: datetime) -> tuple[Block, ...]:
    """The blocks that a text means, each once, in order of time; ``all`` are those begun of which nothing is said.

    Raises BlockNotFoundError.
    """
    words = [w for w in re.split(r"[,;\s]+", text.casefold()) if w]
    if words == ["all"]:
        return tuple(b for b in blocks if b.start <= now and not b.outcome)
    found: set[str] = set()
    while words:
        word = words.pop(0)
        day = _day(word, blocks, today)
        if day is None and ":" not in word:
            found.add(_numbered(word, blocks).uid)
            continue
        at = word if day is None else words.pop(0) if words and _TIME.fullmatch(words[0]) else None
        said = " ".join(part for part in (word, at) if part) if day else word
        found.add(_on(day or today, at, said, blocks).uid)
    if not found:
        raise BlockNotFoundError(text, blocks)
    return tuple(b for b in blocks if b.uid in found)


def moved(blocks: Sequence[Block], text: str, today: date, now: datetime) -> tuple[Block, ...]:
    """Of blocks that were moved, which they were: as :func:`named`, and never the time at which one is done now.

    ``2 thu 10`` may be either, so that a day or a time behind a block is asked about. Raises BlockNotFoundError.
    """
    for part in re.split(r"[,;]", text.casefold()):
        first, *behind = part.split() or [""]
        if behind and _day(first, blocks, today) is not None and _TIME.fullmatch(behind[0]):
            behind = behind[1:]
        if any(word == "to" or ":" in word or _day(word, blocks, today) is not None for word in behind):
            raise BlockNotFoundError(part.strip(), blocks, _WHERE_TO)
    return named(blocks, text, today, now)


_WHERE_TO = (
    "may be several blocks, or one and the time you moved it to: that is not kept, so say which it was; between blocks "
    "write a comma"
)


def _numbered(word: str, blocks: Sequence[Block]) -> Block:
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= len(blocks)):
        raise BlockNotFoundError(word, blocks)
    return blocks[int(word) - 1]


def _day(word: str, blocks: Sequence[Block], today: date) -> date | None:
    """The day a word names: of a weekday the one in the week of the blocks."""
    if word in {"today", "yesterday"}:
        return today - timedelta(days=word == "yesterday")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        try:
            return date.fromisoformat(word)
        except ValueError as e:
            raise BlockNotFoundError(word, blocks, "is no day") from e
    if len(word) >= 3 and word.isalpha() and word[:3] in _DAYS:
        first = _local(blocks[0]).date() if blocks else today
        return first - timedelta(days=first.weekday()) + timedelta(days=_DAYS.index(word[:3]))
    return None


def _on(day: date, at: str | None, said: str, blocks: Sequence[Block]) -> Block:
    """The one block on a day, at a time where one is said: that begins then, else that is under way."""
    that_day = [b for b in blocks if _local(b).date() == day]
    there = that_day
    if at is not None:
        moment = _time(at, said, blocks)
        there = [b for b in that_day if _holds(b, moment, exactly=True)] or [
            b for b in that_day if _holds(b, moment, exactly=False)
        ]
    if len(there) != 1:
        raise BlockNotFoundError(said, blocks, "may be several blocks" if there else "is no block of that week")
    return there[0]


def _holds(block: Block, moment: time, *, exactly: bool) -> bool:
    start = _local(block)
    asked = start.replace(hour=moment.hour, minute=moment.minute)
    return asked == start if exactly else start <= asked < start + timedelta(minutes=block.minutes)


def _time(text: str, said: str, blocks: Sequence[Block]) -> time:
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise BlockNotFoundError(said, blocks, "is no time of a day")
    return time(int(found[1]), int(found[2] or 0))


def _local(block: Block) -> datetime:
    return block.start.astimezone(ZoneInfo(block.zone))
