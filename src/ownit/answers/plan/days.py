"""By which day must a deal be opened for each part of the period, and by which must prospecting for it begin?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ownit.answers.words import chance, share
from ownit.method import runway as method
from ownit.method.ages import Ages, from_cycle, from_word
from ownit.method.cycle import Cycle
from ownit.method.law import Missing
from ownit.method.lead_times import NEEDED, NOTHING, LeadTime
from ownit.method.plan import typical
from ownit.method.rates import Evidence
from ownit.method.runway import LastDay, Runway, last_day, safe_days


def runway(cycle: Cycle, evidence: Evidence, leads: LeadTime | None = None) -> Runway:
    """Of a seller's own cycle, and of ``leads``; a published time from first touch to opening where there are none."""
    if evidence is Evidence.RECORD:
        ages = from_cycle(cycle, multiplier=float(cycle.person_mean[0]))
    else:
        ages = from_word(max(typical.days(cycle), 1.0))
    known = leads or NOTHING
    return method.runway(ages, known.ages, known.by_source)


def touched(leads: LeadTime | None) -> str:
    """How long it takes from the first touch to opening, whose evidence that is, and of how many deals it is known."""
    if leads is None:
        return "How long it takes from first touch to opening is a published figure: no record of touches is here."
    if leads.ages.evidence is Evidence.PUBLISHED and not leads.by_source:
        return (
            f"How long it takes from first touch to opening is a published figure: of {leads.known} own deals on "
            f"record the first touch is known, and {NEEDED} with their whole time are needed."
        )
    safe = safe_days(leads.ages)
    sources = [f"{name.replace('_', ' ')} {safe_days(ages).days:.0f}" for name, ages in leads.by_source]
    by_source = f" By source: {', '.join(sources)}." if len(sources) > 1 else ""
    return (
        f"From first touch to opening it is {safe.days:.0f} days or fewer 8 times in 10 ({safe.low:.0f} to "
        f"{safe.high:.0f}; {safe.evidence}, {safe.n} deals).{by_source} A first touch is known of "
        f"{share(leads.known / leads.opened)} of {leads.opened} own deals; the others are not in it."
    )


def last_days(ends: Sequence[date], ages: Ages | Missing) -> list[LastDay | None]:
    """The last day for each end of a period; None where nobody can say."""
    if isinstance(ages, Missing):
        return [None for _ in ends]
    safe = safe_days(ages)
    return [last_day(end, safe) for end in ends]


def from_today(
    last: Sequence[LastDay | None], ends: Sequence[date], ages: Ages | Missing, today: date
) -> list[float | None]:
    """Of what begins today and is won at all, the share won by each end: where its last day is behind; else None."""
    if isinstance(ages, Missing):
        return [None for _ in ends]
    return [
        ages.within(max((end - today).days, 0)) if day is not None and day.on < today else None
        for day, end in zip(last, ends, strict=True)
    ]


def in_time(share: float) -> str:
    """What a day that is behind leaves: ``now 2 in 3``; ``too late`` where next to nothing would be in time."""
    said = chance(share)
    return "too late" if said == chance(0.0) else f"now {said}"


def meaning(*, range_below: bool = False, evidence: str = "", behind: bool = False) -> str:
    """What the days to open and to start by stand for; ``evidence`` is what they rest on; ``behind``: some are."""
    rests = f" ({evidence})" if evidence else ""
    below = " Under it stands the 80 % range of that day." if range_below else ""
    now = " Now: that day is behind; of what begins today and is won at all, so many are won in time."
    return (
        f"Open by: of the deals opened by that day and won at all, 8 in 10 are won in time{rests}.{below} "
        f"Start by: the day to begin looking for them.{now if behind else ''}"
    )
