"""Which questions can now be asked, and which column or table do the others need?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock:
    """A question: whether it can be asked, and the columns (``table.column``) it still needs."""

    question: str
    yes: bool
    needs: tuple[str, ...]


QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "standing": ("opportunity.closed_on (won)",),
        "with help": ("opportunity.closed_on (won)", "opportunity.created_on"),
        "alone": (
            "opportunity.closed_on (won)",
            "opportunity.created_on",
            "opportunity.source or activity.account_id",
        ),
        "plan": ("opportunity.closed_on (won)", "opportunity.created_on", "activity.on", "activity.person_id"),
        "week": ("activity.on", "activity.person_id"),
        "backtest": ("opportunity.closed_on (won)", "opportunity.created_on"),
    }
)
"""What each question needs; one that can be asked may still be limited by the quality of what it rests on.

Only what some verb answers is named. Losses are not needed: without them a chance is told as *at best*. Who opened a
deal is needed of some deal: from its source, or from activities and leads by the rules of :mod:`ownit.facts.origin`.
"""


def unlocks(tables: Tables) -> tuple[Unlock, ...]:
    """Every question in the order of ``QUESTIONS``: it is unlocked when at least one row has each thing it needs."""
    there = _there(tables)
    out = []
    for name, needs in QUESTIONS.items():
        missing = tuple(need for need in needs if not there[need])
        out.append(Unlock(question=name, yes=not missing, needs=missing))
    return tuple(out)


def _there(tables: Tables) -> dict[str, bool]:
    """Of each thing some question needs, whether any row has it: one pass per table."""
    (deals,) = _of_deals(deals=tables["opportunity"]).to_pyarrow().to_pylist()
    (activities,) = _of_activities(activities=tables["activity"]).to_pyarrow().to_pylist()
    return {name: bool(there) for name, there in {**deals, **activities}.items()}  # of no rows: None


@query
def _of_deals(deals: ir.Table) -> ir.Table:
    conditions = {
        "opportunity.closed_on (won)": deals["closed_on"].notnull() & (deals["outcome"] == "won"),
        "opportunity.created_on": deals["created_on"].notnull(),
        "opportunity.source or activity.account_id": deals["origin"].isin(("own", "others")),
    }
    return deals.aggregate(**{name: condition.any() for name, condition in conditions.items()})


@query
def _of_activities(activities: ir.Table) -> ir.Table:
    return activities.aggregate(
        **{f"activity.{name}": activities[name].notnull().any() for name in ("on", "person_id")}
    )
