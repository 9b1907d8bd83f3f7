"""Which deals of unknown origin move the answer most?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.known import deals
from ownit.facts.measures.called import called
from ownit.facts.queries import Form, query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownOrigin:
    """A deal of which nobody knows who opened it; ``amount`` is the person's share in the reporting currency."""

    connector: str
    id: str
    name: str | None
    account: str | None
    person_id: str
    amount: float | None
    outcome: str  # open | won
    created_on: date | None
    closed_on: date | None
    source: str | None
    reason: str  # the code of the rule that left it unknown: see facts.origin.RULES


def origins_that_move_most(
    tables: Tables,
    as_of: date,
    *,
    currency: str,
    since: date,
    person: tuple[str, str] | None = None,
    opened: pa.Table | ir.Table | None = None,
    limit: int = 50,
) -> tuple[UnknownOrigin, ...]:
    """The deals of unknown origin that are open or were won from ``since`` (the fiscal year's start), largest first.

    ``person`` is a (connector, id); ``opened`` as for :func:`ownit.facts.known.deals`: what was answered is not asked
    again, not even where the answer was "unknown". Deals without an amount come last, the newest first.
    """
    connector, person_id = person or (None, None)
    known = deals(tables, as_of, currency=currency, opened=opened)
    asked = _unknown(
        deals=known, answered=opened, since=since, connector=connector, person_id=person_id, limit=Form(limit)
    )
    rows = asked.to_pyarrow().to_pylist()
    tables.drop(known)
    names = called(tables, {(row["connector"], row["id"]) for row in rows})
    return tuple(UnknownOrigin(**row, **asdict(names[row["connector"], row["id"]])) for row in rows)


@query
def _unknown(
    deals: ir.Table,
    answered: ir.Table | None,
    since: ir.DateValue,
    connector: ir.StringValue | None,
    person_id: ir.StringValue | None,
    limit: int,
) -> ir.Table:
    import ibis

    wanted = deals.filter(
        deals["origin_to_person"] == "unknown",
        deals["credit_kind"] == "revenue",
        (deals["outcome"] == "open") | ((deals["outcome"] == "won") & (deals["closed_on"] >= since)),
    )
    if person_id is not None:
        wanted = wanted.filter(wanted["connector"] == connector, wanted["person_id"] == person_id)
    if answered is not None:
        wanted = wanted.anti_join(answered.select("connector", "id", "person_id"), ["connector", "id", "person_id"])
    largest = wanted.order_by(
        ibis.desc(wanted["amount"].abs(), nulls_first=False),
        ibis.desc(wanted["created_on"], nulls_first=False),
        "connector",
        "id",
        "person_id",
    ).limit(limit)
    said = ("connector", "id", "person_id", "amount", "outcome", "created_on", "closed_on")
    return largest.select(*said, reason=largest["origin_reason"].nullif("").fill_null("no_evidence"))
