"""What does a line of the journal's file say, and which of them cannot be read?

The file has one JSON object a line, an entry each, as :func:`ownit.flows.journal.feed` writes it: what the promises
say, the person, and in ``covered`` why the entry is not counted (a CRM has it too), if it is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

TABLES = ("activity", "opportunity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry; ``record`` is its line in the file."""

    record: int
    id: int
    person: str
    person_name: str
    zone: str
    recorded_at: datetime
    on: date
    what: str
    channel: str
    result: str
    purpose: str
    count: int
    minutes: int
    name: str
    amount: Decimal | None
    currency: str
    source: str
    kind: str
    covered: str

    @property
    def table(self) -> str:
        """The table it becomes a row of."""
        return "activity" if self.what == "did" else "opportunity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A line that is no entry."""

    record: int
    reason: str


def read(file: Path) -> Iterator[Row | Unreadable]:
    """The entries of a file in order."""
    with file.open(encoding="utf-8") as lines:
        for record, line in enumerate(lines, 1):
            try:
                yield _row(record, json.loads(line))
            except (ValueError, KeyError, TypeError, InvalidOperation) as e:
                yield Unreadable(record=record, reason=f"this is no entry of the journal ({type(e).__name__}: {e})")


def _row(record: int, said: dict[str, Any]) -> Row:
    amount = said["amount"]
    return Row(
        record=record,
        id=int(said["id"]),
        person=str(said["person"]),
        person_name=str(said["person_name"]),
        zone=str(said["zone"]),
        recorded_at=datetime.fromisoformat(said["recorded_at"]),
        on=date.fromisoformat(said["on"]),
        what=str(said["what"]),
        amount=None if amount is None else Decimal(amount),
        count=int(said["count"]),
        minutes=int(said["minutes"]),
        **{name: str(said[name]) for name in _TEXTS},
    )


_TEXTS = ("channel", "result", "purpose", "name", "currency", "source", "kind", "covered")
