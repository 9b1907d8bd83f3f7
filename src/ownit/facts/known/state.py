"""Which deals were there on a day, in what state?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.known import history
from ownit.facts.known.joining import beside, sure
from ownit.facts.tables import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.store.layout import Snapshot

OPPORTUNITY = ("connector", ("id", "opportunity_id"))


def at(tables: Tables, as_of: date, *, past: bool, then: Snapshot | None) -> ir.Table:
    """The deals there on ``as_of``, with their state of that day in the opportunity's own columns.

    Adds ``owner_known_then``, ``amount_dated`` (false: the amount could be a later one, and is null here) and, where
    an older snapshot dates them, ``then_*`` columns of what it said.
    """
    import ibis

    day = ibis.literal(as_of)
    there = tables["opportunity"]
    there = there.filter(there["gone_on"].isnull() | (there["gone_on"] > day))
    if not past:
        there = there.filter(there["created_on"].isnull() | (there["created_on"] <= day))
        there = there.mutate(owner_known_then=ibis.literal(value=True), amount_dated=ibis.literal(value=True))
        return _closed_by(there, as_of)
    there = _born_by(there, tables["stage_change"], as_of)
    there = _closed_by(there, as_of)
    there = _as_older_said(there, None if then is None else tables.earlier(then, "opportunity"))
    return _owned_by(_in_stage(there, tables["stage_change"], as_of), tables["owner_change"], as_of)


def _closed_by(there: ir.Table, as_of: date) -> ir.Table:
    """Outcome and close as known on the day: what closed later was open. An undated close stands as it is."""
    import ibis

    closed = there["outcome"] != "open"
    later = there["closed_on"].notnull() & (there["closed_on"] > ibis.literal(as_of))
    is_open = ~closed | later
    return there.mutate(
        outcome=ibis.ifelse(is_open, "open", there["outcome"]),
        closed_on=ibis.ifelse(is_open, ibis.null("date"), there["closed_on"]),
    )


def _born_by(there: ir.Table, changes: ir.Table, as_of: date) -> ir.Table:
    """Those created by the day, else changed or closed by it; a close on no known day cannot be placed before it."""
    import ibis

    closed = there["outcome"] != "open"
    there = there.filter(~closed | there["closed_on"].notnull())
    there = beside(there, history.first_day(changes), OPPORTUNITY, first_change="on")
    closed_on = ibis.ifelse(there["outcome"] != "open", there["closed_on"], ibis.null("date"))
    born = ibis.coalesce(there["created_on"], there["first_change"], closed_on)
    return there.filter(born <= ibis.literal(as_of)).drop("first_change")


DATED_BY_OLDER = (
    "stage",
    "amount",
    "expected_close",
    "next_step_on",
    "opened_by",
    "origin",
    "origin_basis",
    "origin_reason",
    "source_class",
)


def _as_older_said(there: ir.Table, older: ir.Table | None) -> ir.Table:
    import ibis

    if older is None:
        types = {name: there[name].type() for name in DATED_BY_OLDER}
        return there.mutate(then_there=False, **{f"then_{name}": ibis.null(kind) for name, kind in types.items()})
    older = older.mutate(there=ibis.literal(value=True))
    new = {f"then_{name}": name for name in DATED_BY_OLDER}
    there = beside(there, older, ["connector", "id"], then_there="there", **new)
    return there.mutate(then_there=sure(there["then_there"]))


def _in_stage(there: ir.Table, changes: ir.Table, as_of: date) -> ir.Table:
    """Stage, amount, expected close, next step of deals open on the day; the closed keep what they closed with."""
    import ibis

    there = beside(there, history.last(changes, "to_stage", as_of), OPPORTUNITY, was_stage="to_stage")
    there = beside(there, history.next_from(changes, "from_stage", as_of), OPPORTUNITY, next_stage="from_stage")
    there = beside(there, history.last(changes, "amount", as_of), OPPORTUNITY, was_amount="amount")
    there = beside(there, history.last(changes, "expected_close", as_of), OPPORTUNITY, was_close="expected_close")
    closed = there["outcome"] != "open"
    amount = ibis.coalesce(there["was_amount"], there["then_amount"])
    return there.mutate(
        stage=ibis.ifelse(
            closed, there["stage"], ibis.coalesce(there["was_stage"], there["next_stage"], there["then_stage"])
        ),
        amount=ibis.ifelse(closed, there["amount"], amount),
        amount_dated=closed | there["then_there"] | amount.notnull(),
        expected_close=ibis.ifelse(
            closed, there["expected_close"], ibis.coalesce(there["was_close"], there["then_expected_close"])
        ),
        next_step_on=ibis.ifelse(closed, there["next_step_on"], there["then_next_step_on"]),
    ).drop("was_stage", "next_stage", "was_amount", "was_close")


def _owned_by(there: ir.Table, changes: ir.Table, as_of: date) -> ir.Table:
    import ibis

    there = beside(there, history.last(changes, "to_owner", as_of), OPPORTUNITY, was_owner="to_owner")
    there = beside(there, history.next_from(changes, "from_owner", as_of), OPPORTUNITY, next_owner="from_owner")
    there = beside(there, history.reaches_back(changes, as_of), ["connector"], reached="reached")
    said = ibis.coalesce(there["was_owner"], there["next_owner"])
    return there.mutate(
        owner_id=ibis.coalesce(said, there["owner_id"]),
        owner_known_then=said.notnull() | sure(there["reached"]),
    ).drop("was_owner", "next_owner", "reached")
