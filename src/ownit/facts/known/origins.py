"""Whose own was a deal, as far as it was known on a day?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ownit.facts.known.joining import beside, sure
from ownit.facts.origin import CHANGED, NEVER_OWN_REASONS

if TYPE_CHECKING:
    import ibis.expr.types as ir

ORIGIN = ("opened_by", "origin", "origin_basis", "origin_reason", "source_class")


def at(there: ir.Table, *, past: bool) -> ir.Table:
    """The origin columns as known on the day, and ``origin_known_then``.

    In the past an origin stands if activities dated before the deal was created show it, if the deal was closed by
    then, or (as it said) if an older snapshot dates it. Otherwise a field that may have been written later is all there
    is: unknown then, basis none, no source class.
    """
    import ibis

    if not past:
        return there.mutate(origin_known_then=ibis.literal(value=True))
    fixed = sure(there["origin_basis"] == "shown") | (there["outcome"] != "open")
    unknown = {"origin": "unknown", "origin_basis": "none", "origin_reason": "unknown_then"}
    new = {}
    for name in ORIGIN:
        nothing = ibis.literal(unknown[name]) if name in unknown else ibis.null("string")
        older = ibis.ifelse(there["then_there"], there[f"then_{name}"], nothing)
        new[name] = ibis.ifelse(fixed, there[name], older)
    return there.mutate(**new, origin_known_then=fixed | there["then_there"])


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
    there = beside(there, openers, ["connector", "id"], openers="n", opener="who")
    there = beside(there, opened, ["connector", "id", "person_id"], my_answer="answer")
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
