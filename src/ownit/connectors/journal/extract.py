"""How do entries of the journal become canonical tables?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ownit.connectors.base import REJECTS, Extracted, Note, Progress, ReadOptions, silent
from ownit.connectors.errors import NoSuchSource
from ownit.connectors.journal.activities import activities_of, spoken, unnamed
from ownit.connectors.journal.deals import STAGES, Deal, deals_of
from ownit.connectors.journal.names import folded
from ownit.connectors.journal.rows import Row, Unreadable, read
from ownit.facts.schema import TABLES as CANONICAL

KEY = "journal"
"""The key under which the journal's facts are kept."""


def extract(source: Path, options: ReadOptions, scratch: Path, progress: Progress = silent) -> Iterator[Extracted]:  # noqa: ARG001 every connector is called alike
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
    yield _whole("person", [*_people(rows).values()])
    yield _whole("account", _accounts(counted, deals))
    told = {"opportunity": [_deal(d) for d in deals], "activity": [*activities_of(done, deals), *spoken(deals)]}
    unreadable = [line for line in lines if isinstance(line, Unreadable)]
    for table, facts in told.items():
        mine = [r for r in rows if r.table == table]
        yield _table(table, facts, mine, unreadable if table == "activity" else [], source.name)
    progress("reading the journal", 1.0)


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
    table: str, facts: Sequence[dict[str, Any]], rows: Sequence[Row], unreadable: Sequence[Unreadable], file: str
) -> Extracted:
    covered = [r for r in rows if r.covered]
    rejects = [(r.record, r.reason) for r in unreadable] + [(r.record, r.covered) for r in covered]
    read_ = len(rows) + len(unreadable)
    notes: tuple[Note, ...] = ()
    if covered:
        text = f"{len(covered)} entries of the journal are not counted, since the CRM has them too."
        notes = (Note(code="journal_covered", count=len(covered), text=text),)
    return Extracted(
        table=table,
        mode="full",
        read=read_,
        kept=read_ - len(rejects),
        rejected=len(rejects),
        batches=_batches(table, facts),
        rejects=pa.Table.from_pylist(
            [{"file": file, "record": n, "column": "", "reason": why} for n, why in rejects], schema=REJECTS
        ),
        notes=notes,
    )


def _whole(table: str, facts: Sequence[dict[str, Any]]) -> Extracted:
    """A table that the entries name by the way."""
    return Extracted(
        table=table,
        mode="full",
        read=len(facts),
        kept=len(facts),
        rejected=0,
        batches=_batches(table, facts),
        rejects=REJECTS.empty_table(),
    )


def _batches(table: str, facts: Sequence[dict[str, Any]]) -> pa.RecordBatchReader:
    names = [name for name in CANONICAL[table].names if any(name in fact for fact in facts)] or ["id"]
    schema = pa.schema([CANONICAL[table].schema.field(name) for name in names])
    return pa.Table.from_pylist(list(facts), schema=schema).to_reader()
