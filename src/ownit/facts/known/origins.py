"""Whose own was a deal, as far as it was known on a day?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ownit.facts.known.joining import Other, beside, sure
from ownit.facts.origin import CHANGED, NEVER_OWN_REASONS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def to_person(there: ir.Table, opened: ir.Table | None) -> ir.Table:
    """Adds ``origin_to_person`` for each row's ``person_id``, after the people's own answers.

    An answer never moves what activities show, nor makes a renewal or an unasked RFP own. Two people who both say
    they opened a deal leave it unknown.
    """
    import ibis

    if opened is None:
        return there.mutate(origin_to_person=origin_to(there, [there["person_id"]]))
    there = _answered(there, opened)
    mine = origin_to(there, [there["person_id"]])
    moved = ibis.cases(
        ((there["my_answer"] == "given") & there["movable"], "others"),
        ((there["my_answer"] == "unknown") & there["movable"] & (mine == "own"), "unknown"),
        else_=mine,
    )
    return there.mutate(origin_to_person=moved)


def _answered(there: ir.Table, opened: ir.Table) -> ir.Table:
    import ibis

    says = opened.filter(opened["answer"] == "opened")
    openers = says.group_by("connector", "id").aggregate(n=says["person_id"].nunique(), who=says["person_id"].max())
    deal = ["connector", "id"]
    there = beside(
        there,
        Other(table=openers, on=deal, columns={"openers": "n", "opener": "who"}),
        Other(table=opened, on=[*deal, "person_id"], columns={"my_answer": "answer"}),
    )
    movable = ~sure(there["origin_basis"] == "shown") & ~_never_own(there)
    one = movable & sure(there["openers"] == 1)
    several = movable & sure(there["openers"] > 1)

    def answered(column: str, one_says: ir.Value, several_say: str | None) -> ir.Value:
        nothing = ibis.null("string") if several_say is None else ibis.literal(several_say)
        return ibis.cases((one, one_says), (several, nothing), else_=there[column])

    return there.mutate(
        movable=movable,
        opened_by=answered("opened_by", there["opener"], None),
        origin=answered("origin", ibis.literal("own"), "unknown"),
        origin_basis=answered("origin_basis", ibis.literal("claimed"), "none"),
        origin_reason=answered("origin_reason", ibis.literal("said_so"), "two_say_so"),
    )


def origin_to(there: ir.Table, people: Collection[str] | Collection[ir.Value]) -> ir.Value:
    """``own | others | unknown`` of each row with respect to a person or a team (everyone in the tree).

    Own: one of ``people`` opened it, and it is not of a kind that is nobody's own. Unknown: nobody knows who opened it.
    """
    import ibis

    theirs = sure(there["opened_by"].isin(list(people)))
    nobody = there["opened_by"].isnull()
    return ibis.cases(
        (theirs & ~_never_own(there), "own"),
        (nobody & sure(there["origin"] == "others"), "others"),
        (nobody, "unknown"),
        else_="others",
    )


def _never_own(there: ir.Table) -> ir.Value:
    """Whether the rule that decided is one of those that leave a deal nobody's own."""
    reason = there["origin_reason"].fill_null("").replace(CHANGED, "")
    return reason.isin(NEVER_OWN_REASONS)
