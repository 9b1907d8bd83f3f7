"""Which blocks make up for one that was missed, and so go when it turns out that it was not?

What makes up for a missed block is the first time of its kind that came into the week after the miss was said, as much
as the block was long; of one version the last in time. What is taken off by now, or was itself missed, makes up for
nothing. What has begun or was moved by hand has made up for it, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from ownit.promises.blocks.record import Block, Week

MISSED = frozenset({"missed", "made_up"})
"""The outcomes of a block whose time is owed again, or was."""


def without_make_up(versions: Sequence[Week], block: Block, at: datetime) -> Week:
    """The last of the versions less what makes up for a block; ``versions`` begin with that which had it missed."""
    last = versions[-1]
    off = _minutes_off(versions, {b.uid: b for b in last.standing}, block, at)
    return replace(last, blocks=tuple(_shorter(b, off[b.uid]) if off[b.uid] else b for b in last.blocks))


def _minutes_off(versions: Sequence[Week], standing: dict[str, Block], block: Block, at: datetime) -> Counter[str]:
    off: Counter[str] = Counter()
    left = block.minutes
    for uid, came in _came(versions, block.kind):
        now = standing.get(uid)
        if now is None or now.outcome in MISSED:
            continue
        minutes = min(left, came, now.minutes - off[uid])
        left -= minutes
        if now.start >= at and now.outcome != "moved":
            off[uid] += minutes
    return off


def _came(versions: Sequence[Week], kind: str) -> Iterator[tuple[str, int]]:
    """Which blocks of a kind are new or longer in a version than in the one before, and by how many minutes."""
    for before, after in pairwise(versions):
        had = {b.uid: b.minutes for b in before.standing}
        for b in reversed(after.standing):
            if b.kind == kind and b.minutes > had.get(b.uid, 0):
                yield b.uid, b.minutes - had.get(b.uid, 0)


def _shorter(block: Block, minutes: int) -> Block:
    """A block less some of its time; taken off where none is left."""
    if minutes == block.minutes:
        return replace(block, cancelled=True, sequence=block.sequence + 1)
    return replace(block, minutes=block.minutes - minutes, sequence=block.sequence + 1)
