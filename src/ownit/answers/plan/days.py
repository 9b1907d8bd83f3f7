"""By which day must a deal be opened for each part of the period, and by which must prospecting for it begin?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.answers.words import share
from ownit.method.cycle import Cycle
from ownit.method.law import Missing
from ownit.method.lead_times import NEEDED, NOTHING, LeadTime
from ownit.method.plan import typical
from ownit.method.rates import Evidence
from ownit.method.runway import (
    Ages,
    SafeDays,
    from_cycle,
    from_word,
    one_after_the_other,
    safe_days,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """A last day that is safe at 80 %, the 80 % range of that day itself, and whose evidence it rests on."""

    on: date
    earliest: date
    latest: date
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runway:
    """How long opening to winning takes, and first touch to winning; a named lack where the record cannot say."""

    cycle: Ages | Missing
    whole: Ages | Missing


def runway(cycle: Cycle, evidence: Evidence, leads: LeadTime | None = None) -> Runway:
    """Of a seller's own cycle, and of ``leads``; a published time from first touch to opening where there are none."""
    if evidence is Evidence.RECORD:
        ages = from_cycle(cycle, multiplier=float(cycle.person_mean[0]))
    else:
        ages = from_word(max(typical.days(cycle), 1.0))
    if isinstance(ages, Missing):
        return Runway(cycle=ages, whole=ages)
    return Runway(cycle=ages, whole=one_after_the_other((leads or NOTHING).ages, ages))


def touched(leads: LeadTime | None) -> str:
    """How long it takes from the first touch to opening, whose evidence that is, and of how many deals it is known."""
    if leads is None:
        return "From first touch to opening by a published time: no record of touches is here."
    if leads.ages.evidence is Evidence.PUBLISHED and not leads.by_source:
        return (
            f"From first touch to opening by a published time: of {leads.known} own deals on record the first touch is "
            f"known, and {NEEDED} with their whole time are needed."
        )
    safe = safe_days(leads.ages)
    sources = [f"{name.replace('_', ' ')} {safe_days(ages).days:.0f}" for name, ages in leads.by_source]
    by_source = f" By source: {', '.join(sources)}." if len(sources) > 1 else ""
    return (
        f"From first touch to opening it is {safe.days:.0f} days or fewer 8 times in 10 ({safe.low:.0f} to "
        f"{safe.high:.0f}; {safe.evidence}, {safe.n} deals).{by_source} A first touch is known of "
        f"{share(leads.known / leads.opened)} of {leads.opened} own deals; the others are not in it."
    )


def last_days(ends: Sequence[date], ages: Ages | Missing) -> list[Last | Missing]:
    """The last day for each end of a period."""
    if isinstance(ages, Missing):
        return [ages for _ in ends]
    safe = safe_days(ages)
    return [_last(end, safe) for end in ends]


def _last(end: date, safe: SafeDays) -> Last:
    def before(days: float) -> date:
        return end - timedelta(days=int(np.ceil(days)))

    return Last(on=before(safe.days), earliest=before(safe.high), latest=before(safe.low), evidence=safe.evidence)
