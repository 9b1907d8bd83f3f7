"""How do entries of the journal become canonical tables?"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ownit.connectors.base import REJECTS, Extracted, Note, Progress, ReadOptions, silent
from ownit.connectors.errors import NoSuchSource
from ownit.connectors.journal import JOURNAL
from ownit.connectors.journal.activities import activities_of, spoken, unnamed
from ownit.connectors.journal.deals import STAGES, Deal, deals_of
from ownit.connectors.journal.names import folded
from ownit.connectors.journal.rows import Row, Unreadable, read
from ownit.connectors.reading import open_scratch
from ownit.connectors.reading.columns import sql_type
from ownit.connectors.reading.sql import literal
from ownit.facts.schema import TABLES as CANONICAL
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

KEY = JOURNAL
"""The key under which the journal's facts are kept."""


def extract(
    source: Path, options: ReadOptions, scratch: Path, progress: Progress = silent
) -> Generator[Extracted, None, None]:
    """Yield person, account, opportunity and activity out of a file of entries.

    An entry is counted as read and kept (or, if a CRM has it too, rejected with that as its reason) in the one table it
    is about; the rows of a table may be fewer (a win ends a deal) or more (each account is a row too). Errors:
    :class:`NoSuchSource`.
    """
    if not source.is_file():
        raise NoSuchSource(source)
    lines = list(read(source))
    rows = [line for line in lines if isinstance(line, Row)]
    counted = [row for row in rows if not row.covered]
    deals = deals_of(r for r in counted if r.table == "opportunity")
    done = [r for r in counted if r.table == "activity"]
    # Not closed here: batches may be read after the last table was yielded, and keep the database until then.
    told = _Telling(open_scratch(scratch, options), scratch)
    yield _whole(told, "person", [*_people(rows).values()])
    yield _whole(told, "account", _accounts(counted, deals))
    facts_of = {"opportunity": [_deal(d) for d in deals], "activity": [*activities_of(done, deals), *spoken(deals)]}
    unreadable = [line for line in lines if isinstance(line, Unreadable)]
    for table, facts in facts_of.items():
        mine = [r for r in rows if r.table == table]
        yield _table(told, table, facts, mine, unreadable if table == "activity" else [], source.name)
    progress("reading the journal", 1.0)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Turns rows into Arrow by way of JSON: PyArrow, given Python's own values, would import pandas for a second."""

    con: duckdb.DuckDBPyConnection
    scratch: Path

    def arrow(self, rows: Sequence[dict[str, Any]], types: Mapping[str, pa.DataType]) -> pa.Table:
        """Rows as a table of these columns."""
        schema = pa.schema(list(types.items()))
        if not rows:
            return pa.Table.from_batches([], schema=schema)
        file = self.scratch / f"journal-{next(_numbers)}.json"
        file.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
        columns = ", ".join(f"{literal(name)}: {literal(sql_type(type_))}" for name, type_ in types.items())
        query = f"SELECT * FROM read_json({literal(str(file))}, format = 'newline_delimited', columns = {{{columns}}})"
        found: pa.Table = self.con.sql(query).to_arrow_table().cast(schema)
        return found


_numbers = count()


def _people(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    return {r.person: {"id": r.person, "name": r.person_name or None, "timezone": r.zone or None} for r in rows}


def _accounts(rows: Iterable[Row], deals: Iterable[Deal]) -> list[dict[str, Any]]:
    """Every account named, by its first name written; and for each person one of customers not named."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        id_ = folded(row.name) if row.name else unnamed(row.person)
        found.setdefault(id_, {"id": id_, "name": row.name or None, "owner_id": None})
    for deal in deals:
        if deal.account:
            found[deal.account]["owner_id"] = deal.person  # whoever opened or closed something there last
    return [found[id_] for id_ in sorted(found)]


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "id": deal.id,
        "account_id": deal.account or unnamed(deal.person),
        "owner_id": deal.person,
        "created_by_id": deal.person,
        "name": deal.name or None,
        "amount": deal.amount,
        "currency": deal.currency or None,
        "stage": STAGES[deal.outcome],
        "source": deal.source or None,
        "source_class": deal.source_class,
        "kind": deal.kind or None,
        "created_on": deal.opened,
        "outcome": deal.outcome,
        "closed_on": deal.closed,
    }


def _table(
    told: _Telling,
    table: str,
    facts: Sequence[dict[str, Any]],
    rows: Sequence[Row],
    unreadable: Sequence[Unreadable],
    file: str,
) -> Extracted:
    covered = [r for r in rows if r.covered]
    rejects = [(r.record, r.reason) for r in unreadable] + [(r.record, r.covered) for r in covered]
    read_ = len(rows) + len(unreadable)
    notes: tuple[Note, ...] = ()
    if covered:
        these = counted(len(covered), "entry of the journal is", "entries of the journal are")
        text = f"{these} not counted, since the CRM has {'it' if len(covered) == 1 else 'them'} too."
        notes = (Note(code="journal_covered", count=len(covered), text=text, limits=False),)
    return Extracted(
        table=table,
        mode="full",
        read=read_,
        kept=read_ - len(rejects),
        rejected=len(rejects),
        batches=_batches(told, table, facts),
        rejects=told.arrow(
            [{"file": file, "record": n, "column": "", "reason": why} for n, why in rejects],
            {field.name: field.type for field in REJECTS},
        ),
        notes=notes,
    )


def _whole(told: _Telling, table: str, facts: Sequence[dict[str, Any]]) -> Extracted:
    """A table that the entries name by the way."""
    return Extracted(
        table=table,
        mode="full",
        read=len(facts),
        kept=len(facts),
        rejected=0,
        batches=_batches(told, table, facts),
        rejects=pa.Table.from_batches([], schema=REJECTS),
    )


def _batches(told: _Telling, table: str, facts: Sequence[dict[str, Any]]) -> pa.RecordBatchReader:
    canonical = CANONICAL[table].schema
    names = [name for name in CANONICAL[table].names if any(name in fact for fact in facts)] or ["id"]
    return told.arrow(facts, {name: canonical.field(name).type for name in names}).to_reader()
