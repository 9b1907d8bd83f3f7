"""Whom is a plan of meetings held, or of opportunities opened, for, by the record of a CRM?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownit.answers.measure import base_of, kinds_of
from ownit.facts.origin import SDR_ROLES
from ownit.flows.planning.promised import roles_of, said_of, targets_listed, week_of
from ownit.flows.planning.sellers import NO_RECORD
from ownit.method.law import Missing

if TYPE_CHECKING:
    from ownit.facts.measures.effort_counts import CountEffort
    from ownit.facts.measures.rfps import Rfp
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.flows.reckoning.bookings import Ground
    from ownit.method.plan.counted import Counter

NOUNS: Mapping[str, str] = {"meetings_held": "meetings", "opportunities_opened": "opportunities"}

NOTES: Mapping[str, tuple[str, ...]] = {
    "meetings_held": (
        "Which of these meetings become deals, and what winning those costs, is not in this plan.",
        "From a first touch to a meeting no time is read from a record yet, so no last day to start is told.",
    ),
    "opportunities_opened": (
        "An opportunity counts as it is registered: whether it earns it (a conversation held, a dated next step) is "
        "not asked here.",
    ),
}
"""What a plan of a count cannot tell."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountRead:
    """Everybody's effort for a count, of which each counter is a part; ``people`` are their ids by index."""

    people: tuple[int, ...]
    roles: tuple[str, ...]
    measure: str
    found: CountEffort
    rfps: tuple[Rfp, ...]  # that are open, whatever their kind

    def counter(self, person: int, asked: ReckoningRequest) -> Counter | Missing:
        """One of them, by id."""
        if person not in self.people:
            return NO_RECORD
        n = self.people.index(person)
        return _of(self.found, n, person, asked, self.measure, wins=not re.search(SDR_ROLES, self.roles[n]))


def read(tables: Tables, ground: Ground, key: str) -> CountRead:
    """Everybody's effort for a count; ``key`` is the measure with its kinds."""
    from ownit.facts.measures.effort_counts import count_effort
    from ownit.facts.measures.kinds import of_kinds
    from ownit.facts.measures.rfps import open_rfps
    from ownit.flows.rfps import unworked

    roles, rfps = roles_of(ground.folk), open_rfps(tables, ground.deals)
    found = count_effort(
        tables,
        of_kinds(ground.deals, kinds_of(key)),
        ground.folk.roster(),
        ground.window.start,
        ground.window.as_of,
        measure=base_of(key),
        said=said_of(roles, targets_listed(), unworked(rfps, ground.window.as_of)),
    )
    return CountRead(people=ground.folk.ids, roles=roles, measure=base_of(key), found=found, rfps=rfps)


def _of(
    found: CountEffort, n: int, person: int, asked: ReckoningRequest, measure: str, *, wins: bool
) -> Counter | Missing:
    """``wins``: whether the person wins what they open themselves."""
    from dataclasses import replace

    import numpy as np

    from ownit.method.counts import NEEDED
    from ownit.method.deals import Window
    from ownit.method.plan.counted import Counter, Stream
    from ownit.method.plan.published import published_meetings
    from ownit.method.plan.ways import ways
    from ownit.method.plan.week import limits
    from ownit.method.plan.yields import fit

    effort = found.recent - found.beside
    told = found.recent >= NEEDED  # as standing needs them for a pace
    weeks = found.days / 7.0
    own_a_week = np.where(told, (effort + 0.5) / weeks, 0.0)
    sure = np.sqrt(np.log1p(1.0 / (effort + 0.5)))
    prior = published_meetings() if measure == "meetings_held" else None
    yields = fit(found.cells, own_a_week, sure, prior)
    open_to = ways(yields, n)
    if isinstance(open_to, Missing):
        return _lack(open_to, measure)
    allowed = limits(found.spent, n, week=week_of(person, asked.as_of))
    if measure == "meetings_held" or not wins:
        allowed = replace(allowed, per_deal=0.0)
    beside = float(found.beside[n])
    idle = found.cells.lately[n].sum() <= 0
    return Counter(
        ways=open_to,
        limits=allowed,
        measure=measure,
        so_far=round(float(found.so_far[n])),
        window=Window(as_of=asked.as_of, start=asked.period.start, end=asked.period.end),
        lately=Stream(per_week=float(own_a_week[n]), variance=float(sure[n] ** 2)) if told[n] and not idle else None,
        beside=Stream(per_week=beside / float(weeks[n]), variance=float(np.log1p(1.0 / beside)) if beside else 0.0),
    )


def _lack(found: Missing, measure: str) -> Missing:
    """In the words of what is counted."""
    if found.code != "effort_unrecorded":
        return found
    text = (
        f"Most of what brought this person's {NOUNS[measure]} is not on record: {found.n} activities of the last "
        "quarter are. Log them, or say what a normal week is."
    )
    return Missing(code=found.code, n=found.n, needed=found.needed, text=text)
