"""By which day must a deal be opened for each part of the period, and by which must prospecting for it begin?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.method.cycle import Cycle
from ownit.method.law import Missing
from ownit.method.plan import typical
from ownit.method.rates import Evidence
from ownit.method.runway import (
    Ages,
    SafeDays,
    from_cycle,
    from_word,
    leads_published,
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


def runway(cycle: Cycle, evidence: Evidence) -> Runway:
    """Of a seller's own cycle. Times from first touch to opening are published ones: nobody's record has them yet."""
    if evidence is Evidence.RECORD:
        ages = from_cycle(cycle, multiplier=float(cycle.person_mean[0]))
    else:
        ages = from_word(max(typical.days(cycle), 1.0))
    if isinstance(ages, Missing):
        return Runway(cycle=ages, whole=ages)
    return Runway(cycle=ages, whole=one_after_the_other(leads_published(), ages))


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
