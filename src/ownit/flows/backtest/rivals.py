"""What would last period, a weighted pipeline and a plug-in model have said on the same day?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ownit.flows.backtest.origins import Origin
from ownit.method.law import Law, Missing
from ownit.method.scores import step_law

if TYPE_CHECKING:
    from ownit.facts.bound import Relation
    from ownit.flows.reckoning.day import Day
    from ownit.method.deals import Floats

Said = Iterator[tuple[str, str, Law]]  # method, subject, law

SEED = 20170401
"""The plug-in model draws; the draws of an origin are the same in every run."""


def last_period(subjects: Sequence[str], past: Sequence[Mapping[str, float]]) -> Said:
    """Last period repeated: as a point, and with the errors that saying so made in the past; none without a past."""
    from ownit.method.rivals import last_period as repeated

    if not past:
        return
    for level in (_people(subjects), _teams(subjects), [s for s in subjects if s == "company"]):
        history = np.array([[period.get(s, 0.0) for period in past] for s in level])
        for subject, samples in zip(level, repeated(history) if len(level) else (), strict=True):
            yield "last_period", subject, step_law(samples)
            yield "last_period_point", subject, step_law(np.array([past[-1].get(subject, 0.0)]))


def weighted_pipeline(
    day: Day, known: Relation, origin: Origin, won: Mapping[str, float], stage_changes: Relation
) -> Said:
    """A point for each subject: won so far and the stage's win rate times what is open and said to close in time."""
    from ownit.facts.measures.pipeline import weighted
    from ownit.method.rivals import weighted_pipeline as weigh

    of = weighted(known, day.folk.roster(), origin.as_of, origin.period.end, stage_changes)
    nothing = np.zeros(len(day.folk.ids))
    to_come = weigh(nothing, of.amount, of.without_amount, of.rate, of.typical)
    for subject, sums in _summed(day, to_come[:, None]):
        yield "weighted_pipeline", subject, step_law(won[subject] + sums)


def plug_in_hazard(day: Day, origin: Origin, won: Mapping[str, float]) -> Said:
    """The same cycle with every estimate taken as known: no pooling, no uncertainty, no common factor."""
    from ownit.method.rivals import as_observed, plug_in

    if isinstance(day.cycle, Missing):
        return
    rng = np.random.default_rng([SEED, origin.as_of.toordinal(), origin.period.end.toordinal()])
    to_come = plug_in(
        day.book.deals,
        cycle=day.cycle,
        multiplier=as_observed(day.cycle, day.cells, len(day.folk.ids)),
        amounts=day.amounts,
        arrivals=day.arrivals(),
        window=origin.window,
        rng=rng,
    )
    for subject, sums in _summed(day, to_come):
        yield "plug_in_hazard", subject, step_law(won[subject] + sums)


def _summed(day: Day, to_come: Floats) -> Iterator[tuple[str, Floats]]:
    """Each person's samples, and those of every group added up."""
    for n, person in enumerate(day.folk.ids):
        yield str(person), to_come[n]
    for name, members in day.groups.items():
        yield name, to_come[members].sum(axis=0)


def _people(subjects: Sequence[str]) -> list[str]:
    return [s for s in subjects if s.isdigit()]


def _teams(subjects: Sequence[str]) -> list[str]:
    return [s for s in subjects if s.startswith("team:")]
