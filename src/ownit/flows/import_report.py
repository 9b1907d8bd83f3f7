"""What does an import say of itself?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ownit.connectors.base import Extracted, Note

if TYPE_CHECKING:
    from ownit.facts.store import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What became of one table's records; ``read == kept + rejected``."""

    read: int = 0
    kept: int = 0
    rejected: int = 0
    unchanged: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import says; ``changed`` is false when the same facts were there already."""

    snapshot: str
    changed: bool
    tables: Mapping[str, TableReport]
    mapped: Mapping[str, str]
    unmapped: tuple[str, ...]
    unlocks: tuple[Mapping[str, Any], ...]
    warnings: tuple[Note, ...]
    rejects: tuple[Mapping[str, Any], ...]
    rejects_in_all: int
    rejects_file: str | None

    def to_json(self) -> dict[str, Any]:
        """The documented, stable shape of ``ownit import --json``."""
        return {
            "snapshot": self.snapshot,
            "changed": self.changed,
            "tables": {name: asdict(table) for name, table in self.tables.items()},
            "columns": {"mapped": dict(self.mapped), "unmapped": list(self.unmapped)},
            "unlocks": [dict(u) for u in self.unlocks],
            "warnings": [asdict(w) for w in self.warnings],
            "rejects": [dict(r) for r in self.rejects],
            "rejects_in_all": self.rejects_in_all,
            "rejects_file": self.rejects_file,
        }


def left_alone(counts: Mapping[str, Counts]) -> Iterator[Note]:
    """What was said earlier and not this time, table by table: it stands, and that is told."""
    for name, table in counts.items():
        for code, whose, columns in (
            ("left_alone", "This export has", table.left_alone.wholly),
            ("left_alone_in_part", "A file of this export has", _of_a_crm(table.left_alone.partly)),
        ):
            if columns:
                plain = ", ".join(dict.fromkeys(_plain(column) for column in columns))
                text = (
                    f"{whose} no column for {plain} of {_MANY.get(name, name)}: what an earlier one said of it "
                    "stands. Where it should not: ownit facts undo, and import an export that has it."
                )
                yield Note(code=f"{code}.{name}", count=len(columns), text=text)
        if records := table.left_alone.records:
            text = (
                f"This export has no file of {' or '.join(records)}: the {_MANY.get(name, name)} of that kind that an "
                "earlier one had stand. Where they should not: ownit facts undo, and import an export that has it."
            )
            yield Note(code=f"left_alone_records.{name}", count=len(records), text=text)


_MANY = {"opportunity": "deals", "person": "people", "activity": "activities"} | {
    name: f"{name}s" for name in ("account", "contact", "product", "lead", "quota", "rate", "position", "credit")
}


_WORKED_OUT = frozenset({"purpose", "measure"})
"""No columns of a CRM: they stand where those that they are worked out of do, or are guessed alike each time."""


def _of_a_crm(columns: Iterable[str]) -> tuple[str, ...]:
    """Those that somebody can export. What an export says nothing of at all was no guess of it: a map had it."""
    return tuple(column for column in columns if column not in _WORKED_OUT)


def _plain(column: str) -> str:
    """A column as one speaks of it: created, owner, source."""
    if column == "is_rfp":
        return "RFP"
    return column.removesuffix("_id").removesuffix("_class").removesuffix("_at").removesuffix("_on").replace("_", " ")


@dataclass(slots=True)
class Reading:
    """What is gathered while the tables of one input go by."""

    tables: dict[str, TableReport] = field(default_factory=lambda: defaultdict(TableReport))
    mapped: dict[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rejects: list[Any] = field(default_factory=list)  # pyarrow tables

    def add(self, extracted: Extracted) -> None:
        """Count one table in."""
        so_far = self.tables[extracted.table]
        self.tables[extracted.table] = replace(
            so_far,
            read=so_far.read + extracted.read,
            kept=so_far.kept + extracted.kept,
            rejected=so_far.rejected + extracted.rejected,
        )
        self.mapped.update(extracted.columns.mapped)
        self.unmapped.extend(c for c in extracted.columns.unmapped if c not in self.unmapped)
        self.notes.extend(n for n in extracted.notes if n not in self.notes)
        if extracted.rejects.num_rows:
            self.rejects.append(extracted.rejects)
