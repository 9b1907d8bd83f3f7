"""What is a program told of a plan? Kept stable, and described in docs/guide/commands.md."""

from __future__ import annotations

from dataclasses import asdict

from ownit.answers.plan.difference import Difference
from ownit.answers.plan.spans import Span
from ownit.answers.plan.told import Told
from ownit.method.ages import Ages
from ownit.method.lead_times import LeadTime
from ownit.method.plan.made import Plan
from ownit.method.runway import safe_days


def to_json(told: Told) -> dict[str, object]:
    """Plain values, dates and dataclasses."""
    plan = told.plan
    return {
        "person": {"id": told.id, "name": told.name},
        "period": {"name": told.period, "start": plan.start, "end": plan.end},
        "as_of": told.as_of,
        "source": told.source,
        "goal": plan.goal,
        "currency": told.currency,
        "unit": told.unit.amount,
        "confidence": plan.confidence,
        "feasible": plan.feasible,
        "chance": plan.chance,
        "with_help": plan.with_help,
        "nothing_more": plan.nothing_more,
        "as_going": plan.as_going,
        "total": {"p10": plan.low, "mean": plan.mean, "p90": plan.high},
        "hours": asdict(plan.hours),
        "opened": plan.opened,
        "lines": [asdict(row) for row in told.rows if row.kind != "week"],
        "ladder": [asdict(step) for step in told.ladder],
        "by_mean": None if plan.by_mean is None else asdict(plan.by_mean),
        "binds": [asdict(bind) for bind in plan.binds],
        "way_costs": plan.way_costs,
        "parts": [_span(span) for span in told.spans],
        "lead_time": _leads(told.leads),
        "sentence": told.sentence,
        "icing": told.icing,
        "why": told.why,
        "earnings": told.earnings,
        "holds": told.holds,
        "next_step": told.next_step,
        "notes": list(told.notes),
    }


def supposed_json(text: str, plan: Plan) -> dict[str, object]:
    """A plan under a supposition; an empty text is the plan as it is."""
    return {
        "text": text,
        "feasible": plan.feasible,
        "goal": plan.goal,
        "confidence": plan.confidence,
        "hours": asdict(plan.hours),
        "opened": plan.opened,
        "chance": plan.chance,
        "with_help": plan.with_help,
        "total": {"p10": plan.low, "mean": plan.mean, "p90": plan.high},
    }


def difference_json(changed: Difference | None) -> dict[str, str] | None:
    """What changes, clause by clause; None where no plan holds. The words of its unit are for telling alone."""
    if changed is None:
        return None
    kinds = ("work", "deals", "goal", "chance", "holds")
    return {kind: getattr(changed, kind) for kind in kinds}


def _span(span: Span) -> dict[str, object]:
    by_source = [{"source": source, **asdict(day)} for source, day in span.start_by_source]
    return asdict(span) | {"start_by_source": by_source}


def _leads(leads: LeadTime | None) -> dict[str, object] | None:
    """Days from first touch to opening that are enough 8 times in 10, in all and by source."""
    if leads is None:
        return None
    return {
        **_safe(leads.ages),
        "known": leads.known,
        "opened": leads.opened,
        "by_source": [{"source": name, **_safe(ages)} for name, ages in leads.by_source],
    }


def _safe(ages: Ages) -> dict[str, object]:
    safe = safe_days(ages)
    return {"days": safe.days, "low": safe.low, "high": safe.high, "evidence": safe.evidence, "n": safe.n}
