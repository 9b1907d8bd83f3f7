"""Which deals were there on a day, in what state?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.known import history
from ownit.facts.known.joining import Other, beside, sure

if TYPE_CHECKING:
    import ibis.expr.types as ir

ORIGIN = ("opened_by", "origin", "origin_basis", "origin_reason", "source_class")
STATE = ("stage", "amount", "expected_close", "next_step_on")
FIXED = (
    "connector",
    "id",
    "account_id",
    "owner_id",
    "kind",
    "currency",
    "created_on",
    "outcome",
    "closed_on",
    "is_rfp",
)


MISTAKE_DAYS = 7
"""An open deal that goes from the exports within so many days was entered by mistake or twice; later, it was lost."""


def now(deals: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """The deals there on ``as_of`` as exported: created by then (or on no known day), not gone but as lost."""
    import ibis

    there = _narrow(_but_gone(deals, as_of), as_of)
    there = there.filter(there["created_on"].isnull() | (there["created_on"] <= as_of))
    yes = ibis.literal(value=True)
    return there.mutate(owner_known_then=yes, amount_dated=yes, origin_known_then=yes)


def then(deals: ir.Table, stages: ir.Table, owners: ir.Table, as_of: ir.DateValue, older: ir.Table | None) -> ir.Table:
    """The deals there on a past day, as history rows and ``older`` (those of a snapshot of that time) date them.

    ``stages`` and ``owners`` are the canonical tables of changes.

    Adds to what :func:`now` gives: ``amount_dated`` false where the amount could be a later one (it is null then),
    ``owner_known_then`` and ``origin_known_then``.
    """
    there = _narrow(_but_gone(deals, as_of), as_of)
    sources = [*_changes(stages, owners, as_of), _older(deals.limit(0) if older is None else older)]
    told = _before_it_was_reopened(beside(there, *sources), _ends(deals), as_of)
    return _known(_born(told, as_of))


def _but_gone(deals: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Without what is gone, except what was lost: a loss stays one, and a deal deleted while open is one from then on.

    Dead deals that vanish from a record leave it looking as if nearly all deals were won. Won ones that are gone are
    not there: what is counted as won can be shown.
    """
    import ibis

    gone = sure(deals["gone_on"] <= as_of)
    deleted = deleted_open(deals)
    there = deals.filter(~gone | (deals["outcome"] == "lost") | deleted)
    deleted = deleted_open(there)
    return there.mutate(
        outcome=ibis.ifelse(deleted, "lost", there["outcome"]),
        closed_on=ibis.ifelse(deleted, there["gone_on"], there["closed_on"]),
    )


def deleted_open(deals: ir.Table) -> ir.Value:
    """Whether a deal went from the exports while it was open, more than MISTAKE_DAYS after its creation."""
    age = deals["gone_on"].delta(deals["created_on"], unit="day")
    return sure((deals["outcome"] == "open") & (age > MISTAKE_DAYS))


def _narrow(deals: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """The columns that matter, with outcome and close as known on the day: what closed later was open.

    A close on no known day stands as it is (``undated``).
    """
    import ibis

    closed = deals["outcome"] != "open"
    is_open = ~closed | sure(deals["closed_on"] > as_of)
    kept = deals.select(*FIXED, *STATE, *ORIGIN, undated=closed & deals["closed_on"].isnull(), ends=deals["outcome"])
    return kept.mutate(
        outcome=ibis.ifelse(is_open, "open", deals["outcome"]),
        closed_on=ibis.ifelse(is_open, ibis.null("date"), deals["closed_on"]),
    )


def _changes(stage_changes: ir.Table, owner_changes: ir.Table, as_of: ir.DateValue) -> list[Other]:
    """What the histories say of the day."""
    deal = ("connector", ("id", "opportunity_id"))
    stages = history.stages(stage_changes, as_of)
    owners = history.owners(owner_changes, as_of)
    names = ("first_change", "entered", "was_stage", "next_stage", "was_amount", "was_close")
    return [
        Other(table=stages, on=deal, columns={name: name for name in names}),
        Other(table=owners, on=deal, columns={name: name for name in ("was_owner", "next_owner")}),
        Other(
            table=history.reaches_back(owner_changes, as_of),
            on=["connector"],
            columns={"reached": "reached"},
        ),
    ]


def _older(deals: ir.Table) -> Other:
    """What the older snapshot says."""
    import ibis

    said = deals.mutate(there=ibis.literal(value=True))
    return Other(
        table=said,
        on=["connector", "id"],
        columns={"then_there": "there", **{f"then_{name}": name for name in (*STATE, *ORIGIN, "outcome", "closed_on")}},
    )


def _ends(deals: ir.Table) -> ir.Table:
    """The stages in which every deal of their connector has ended, and all in one way: connector, stage, outcome."""
    stages = deals.group_by("connector", "stage").aggregate(
        outcome=deals["outcome"].min(), other=deals["outcome"].max()
    )
    alike = (stages["outcome"] == stages["other"]) & (stages["outcome"] != "open")
    return stages.filter(alike).drop("other")


def _before_it_was_reopened(there: ir.Table, ends: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """With what had ended by the day, and is open again or ended anew later, as it had ended.

    The older snapshot says so, unless history has since moved the deal; of a deal that is open now also its stage on
    the day. Where no day of that end is known, it cannot be placed in the past (``undated``).
    """
    import ibis

    staged = there.mutate(staged=ibis.coalesce(there["was_stage"], there["next_stage"]))
    by_stage = Other(table=ends, on=["connector", ("staged", "stage")], columns={"ended": "outcome"})
    full = beside(staged, by_stage)
    stood = full["was_stage"].isnull() | (full["was_stage"] == full["then_stage"])
    older = sure(stood & (full["then_outcome"] != "open") & (full["then_closed_on"] <= as_of))
    reopened = (full["outcome"] == "open") & (older | (sure(full["ended"].notnull()) & (full["ends"] == "open")))
    on = ibis.cases((older, full["then_closed_on"]), (full["was_stage"].notnull(), full["entered"]))
    return full.mutate(
        outcome=ibis.ifelse(reopened, ibis.ifelse(older, full["then_outcome"], full["ended"]), full["outcome"]),
        closed_on=ibis.ifelse(reopened, on, full["closed_on"]),
        undated=full["undated"] | (reopened & on.isnull()),
        reopened=reopened,
    )


def _born(there: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Those created by the day, else changed or closed by it; a close on no known day cannot be placed before it."""
    import ibis

    born = ibis.coalesce(there["created_on"], there["first_change"], there["closed_on"])
    return there.filter(~there["undated"], born <= as_of)


def _known(there: ir.Table) -> ir.Table:
    """The open deals as dated, and those that were reopened; what stayed closed keeps what it closed with."""
    import ibis

    closed, dated = (there["outcome"] != "open") & ~there["reopened"], sure(there["then_there"])
    amount = ibis.coalesce(there["was_amount"], there["then_amount"])
    said_owner = ibis.coalesce(there["was_owner"], there["next_owner"])
    open_state = {
        "stage": ibis.coalesce(there["was_stage"], there["next_stage"], there["then_stage"]),
        "amount": amount,
        "expected_close": ibis.coalesce(there["was_close"], there["then_expected_close"]),
    }
    shown = closed | sure(there["origin_basis"] == "shown")
    nothing = {"origin": "unknown", "origin_basis": "none", "origin_reason": "unknown_then"}
    origin = {}
    for name in ORIGIN:
        otherwise = ibis.literal(nothing[name]) if name in nothing else ibis.null("string")
        origin[name] = ibis.cases((shown, there[name]), (dated, there[f"then_{name}"]), else_=otherwise)
    fixed = {name: there[name] for name in FIXED if name != "owner_id"}
    return there.select(
        **fixed,
        **{name: ibis.ifelse(closed, there[name], value) for name, value in open_state.items()},
        # Of a closed deal too: what it said at its close would make a connector look as if it had kept steps then.
        next_step_on=there["then_next_step_on"],
        **origin,
        owner_id=ibis.coalesce(said_owner, there["owner_id"]),
        owner_known_then=said_owner.notnull() | sure(there["reached"]),
        amount_dated=closed | dated | amount.notnull(),
        origin_known_then=shown | dated,
    )
