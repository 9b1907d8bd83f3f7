"""Which deals were there on a day, whose, at what amount, and opened by whom?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ownit.facts.known import amounts, credited, gate, origins, state
from ownit.facts.known.joining import beside
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables

COLUMNS = (
    "connector",
    "id",
    "person_id",  # who is credited: a revenue split, an overlay, or the owner where nothing is split
    "share",  # 0-1 of the amount; the shares of a deal's revenue rows need not sum to 1 (a quality warning says so)
    "credit_kind",  # revenue | overlay
    "account_id",
    "owner_id",
    "owner_known_then",  # false: no owner history reaches back to the day, so the owner is the exported one
    "opened_by",
    "origin",  # with respect to the first owner; for a team: origin_to(deals, everyone in the tree)
    "origin_to_person",  # own | others | unknown
    "origin_basis",  # shown | claimed | none
    "origin_reason",
    "origin_known_then",  # false: it could have been written after the day, so it is unknown here
    "source_class",
    "kind",
    "stage",  # null: unknown then
    "amount",  # float64 in the reporting currency, times share; null: see amount_state
    "amount_state",  # known | missing | unknown_then | no_rate
    "created_on",
    "expected_close",
    "outcome",  # open | won | lost, as known then
    "closed_on",  # null unless closed on or before the day
    "is_rfp",
    "next_step_on",
    "conversation",  # a two-way conversation was held; null: cannot check
    "counted",  # the gate of R13 for an open deal; null: cannot check, or not open
)


def deals(tables: Tables, as_of: date, *, currency: str, opened: pa.Table | ir.Table | None = None) -> ir.Table:
    """One row per deal known on ``as_of`` and person credited with it: the columns of :data:`COLUMNS`.

    On or after ``tables.current_from`` the values as exported are what is known. Before it: stage, amount and
    expected close are those of the last stage change on or before the day, else of the newest older snapshot, else
    null; the owner that of the owner changes, else as exported (``owner_known_then`` says which); a deal closed by then
    has the values it closed with; an origin stands if activities from before the deal show it, if the deal was closed
    by then or, as it said, if an older snapshot dates it, and is unknown otherwise: its field may have been written
    later. A deal is there from its creation (else its first stage change, else its close) until it is gone.

    ``currency`` is the reporting currency; a null currency means it. Amounts are converted at the rate on the day of
    closing, else the latest before it; open ones at the latest on or before ``as_of``. ``opened`` are answers of
    people about who opened a deal: columns connector, id, person_id (the external id), answer
    (``opened | given | unknown``).

    It is worked out at once and kept by ``tables`` until ``tables.drop`` or its close: measures of it are cheap.
    """
    talked = tables.talks(lambda: gate.talks(activity=tables["activity"]))
    recorded = tables.once("results", lambda: gate.results(activity=tables["activity"]))
    others = {"rates": tables["rate"], "talked": talked, "recorded": recorded, "shares": tables["credit"]}
    if as_of >= tables.current_from:
        found = _now(deals=tables["opportunity"], **others, opened=opened, as_of=as_of, currency=currency)
    else:
        older = tables.then(as_of)
        found = _then(
            deals=tables["opportunity"],
            stages=tables["stage_change"],
            owners=tables["owner_change"],
            older=None if older is None else tables.earlier(older, "opportunity"),
            **others,
            opened=opened,
            as_of=as_of,
            currency=currency,
        )
    return tables.keep(found)


@query
def _now(deals: ir.Table, *, as_of: ir.DateValue, **others: Any) -> ir.Table:
    return _told(state.now(deals, as_of), as_of=as_of, **others)


@query
def _then(
    deals: ir.Table, stages: ir.Table, owners: ir.Table, older: ir.Table | None, *, as_of: ir.DateValue, **others: Any
) -> ir.Table:
    return _told(state.then(deals, stages, owners, as_of, older), as_of=as_of, **others)


def _told(
    there: ir.Table,
    *,
    rates: ir.Table,
    talked: ir.Table,
    recorded: ir.Table,
    shares: ir.Table,
    opened: ir.Table | None,
    as_of: ir.DateValue,
    currency: ir.StringValue,
) -> ir.Table:
    """The deals there with everything that is said of them."""
    import ibis

    there = there.mutate(day=ibis.coalesce(there["closed_on"], as_of))
    evidence = gate.evidence_beside(there, talked, recorded, as_of)
    full = beside(there, *amounts.rates_beside(rates, as_of), *evidence)
    whole = full.mutate(**amounts.converted(full, currency), **gate.applied(full))
    kept = whole.select(*(name for name in (*COLUMNS, "day") if name in whole.columns))
    return origins.to_person(credited.split(kept, shares), opened).select(*COLUMNS)
