"""Which questions can now be asked, and which column or table do the others need?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

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
        "with help": ("opportunity.closed_on (won)", "opportunity.closed_on (lost)", "opportunity.created_on"),
        "alone": (
            "opportunity.closed_on (won)",
            "opportunity.closed_on (lost)",
            "opportunity.created_on",
            "opportunity.source or activity.account_id",
        ),
        "pipeline": ("opportunity (open)", "activity.result", "opportunity.next_step_on"),
        "plan": ("opportunity.closed_on (won)", "opportunity.created_on", "activity.on", "activity.person_id"),
        "week": ("activity.on", "activity.person_id"),
        "audit": ("activity.on", "activity.person_id", "activity.result", "opportunity.created_on"),
        "why": ("activity.on", "activity.person_id", "activity.result", "stage_change.at"),
        "leads": ("opportunity.source or lead.source", "opportunity.closed_on (won)"),
        "team": ("position.manager_id",),
        "trust": ("opportunity.closed_on (won)", "opportunity.closed_on (lost)", "stage_change.amount"),
    }
)
"""What each question needs; one that can be asked may still be limited by the quality of what it rests on."""


def unlocks(tables: Tables) -> tuple[Unlock, ...]:
    """Every question in the order of ``QUESTIONS``: it is unlocked when at least one row has each thing it needs."""
    there = _there(tables)
    out = []
    for question, needs in QUESTIONS.items():
        missing = tuple(need for need in needs if not there[need])
        out.append(Unlock(question=question, yes=not missing, needs=missing))
    return tuple(out)


def _there(tables: Tables) -> dict[str, bool]:
    """Of each thing some question needs, whether any row has it: one pass per table."""
    deals, lead = tables["opportunity"], tables["lead"]
    closed = deals["closed_on"].notnull()
    found = _any(
        deals,
        {
            "opportunity.closed_on (won)": closed & (deals["outcome"] == "won"),
            "opportunity.closed_on (lost)": closed & (deals["outcome"] == "lost"),
            "opportunity (open)": deals["outcome"] == "open",
            "opportunity.created_on": deals["created_on"].notnull(),
            "opportunity.next_step_on": deals["next_step_on"].notnull(),
            "source": deals["source_class"].notnull(),
        },
    )
    for table, columns in {
        "activity": ("on", "person_id", "result", "account_id"),
        "stage_change": ("at", "amount"),
        "position": ("manager_id",),
    }.items():
        found |= _any(tables[table], {f"{table}.{c}": tables[table][c].notnull() for c in columns})
    found |= _any(lead, {"lead.source": lead["source_class"].notnull()})
    source = found.pop("source")
    found["opportunity.source or activity.account_id"] = source or found.pop("activity.account_id")
    found["opportunity.source or lead.source"] = source or found.pop("lead.source")
    return found


def _any(table: ir.Table, conditions: dict[str, ir.Value]) -> dict[str, bool]:
    counts = table.aggregate(**{f"c{i}": table.count(where=c) for i, c in enumerate(conditions.values())})
    row = counts.to_pyarrow().to_pylist()[0]
    return {name: row[f"c{i}"] > 0 for i, name in enumerate(conditions)}
