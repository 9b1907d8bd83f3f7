"""What do others learn of the journal?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ownit.promises.journal.grammar.record import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing a person said, still standing: ``id`` is its own, ``line`` its line's."""

    id: int
    line: int
    person: int
    recorded_at: datetime
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that stands: what was written, and when."""

    id: int
    person: int
    recorded_at: datetime
    text: str
