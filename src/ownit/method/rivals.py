"""What would the ways people forecast today have said?

Each gives equally likely samples of a subject's total, (draws,); one sample is a point forecast. They are told as they
are used, and given every advantage that costs them nothing: they see the same facts, known on the same day.
"""

from __future__ import annotations

import numpy as np

from ownit.method.amounts import Amounts
from ownit.method.arrivals import LATELY, RECENT_DAYS, Arrivals
from ownit.method.cycle import Cycle, CycleCells, new_win_probability, win_probability
from ownit.method.cycle.abandoned import living
from ownit.method.cycle.market import AGED
from ownit.method.deals import Floats, Gate, Ints, OpenDeals, Window
from ownit.method.law import Missing

OWN_ERRORS = 8  # past errors of one's own that stand for themselves; with fewer, everybody's do, scaled
DRAWS = 1000


def last_period(history: Floats) -> tuple[Floats, ...]:
    """The period before, plus the errors that saying so made in the past; ``history`` (subjects, periods), in order.

    With OWN_ERRORS of one's own these; else everybody's, each over the mean of its subject and times one's own mean.
    Without any past error it is a point.
    """
    if history.shape[1] == 0:
        return tuple(np.zeros(0) for _ in history)
    last, errors, size = history[:, -1], np.diff(history, axis=1), history.mean(axis=1)
    known = size > 0
    scaled = np.ravel(errors[known] / size[known, None])
    if errors.shape[1] >= OWN_ERRORS:
        return tuple(value + own for value, own in zip(last, errors, strict=True))
    if not len(scaled):
        return tuple(np.array([value]) for value in last)
    return tuple(value + scaled * of for value, of in zip(last, size, strict=True))


def weighted_pipeline(won: Floats, open_amount: Floats, without_amount: Floats, rate: Floats, typical: float) -> Floats:
    """Won so far (subjects,) plus each stage's win rate (stages,) times what is open in it and said to close in time.

    ``open_amount`` and the deals ``without_amount``, each worth ``typical``, the mean won amount: (subjects, stages).
    """
    return np.asarray(won + (open_amount + typical * without_amount) @ rate)


def plug_in(
    deals: OpenDeals,
    *,
    cycle: Cycle,
    multiplier: Floats,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    window: Window,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> Floats:
    """Totals still to come with every estimate taken as known, (people, draws).

    The shared hazards at their means, each person's ``multiplier`` (people,) and openings as observed, amounts from the
    empirical law; no pooling, no uncertainty of any parameter, no common factor.
    """
    out = np.zeros((len(multiplier), draws))
    for i in range(len(multiplier)):
        rows = (deals.person == i) & (deals.gate != Gate.NOT_COUNTED) & (deals.age >= 0)
        mine = deals.take(rows)
        m = np.array([multiplier[i]])
        chance = win_probability(
            cycle,
            age=mine.age,
            band=cycle.bands(mine.amount),
            stage=mine.stage,
            multiplier=m,
            lead=window.lead,
            horizon=window.horizon,
        )[:, 0] * cycle.alive(i, mine.age)
        out[i] += _known(mine.amount, chance, rng, draws)
        count = rng.binomial(1, chance[np.isnan(mine.amount)][:, None], size=(int(np.isnan(mine.amount).sum()), draws))
        number = count.sum(axis=0) + _new(cycle, arrivals, i, m, window, rng, draws)
        out[i] += _drawn(amounts, number, rng)
    return out


def as_observed(cycle: Cycle, cells: CycleCells, people: int) -> Floats:
    """Observed over expected wins of each person, (people,); 1 where nothing was expected."""
    exposure = cells.exposure if cycle.entry_delayed else cells.exposure + cells.exposure_before
    exposure = living(cycle.abandoned, cells, exposure)
    hazard = (cycle.won_shape / cycle.won_rate)[cells.band, cells.bin]
    if cycle.market is not None:
        hazard = hazard * cycle.market.past[AGED[cells.bin], cells.slice]
    size = people + 1
    expected = np.bincount(cells.person, weights=exposure * hazard, minlength=size)[:people]
    observed = np.bincount(cells.person, weights=cells.won, minlength=size)[:people]
    return np.divide(observed, expected, out=np.ones(people), where=expected > 0)


def _known(amount: Floats, chance: Floats, rng: np.random.Generator, draws: int) -> Floats:
    known = ~np.isnan(amount)
    return np.asarray(amount[known] @ rng.binomial(1, chance[known][:, None], size=(int(known.sum()), draws)))


def _new(
    cycle: Cycle,
    arrivals: Arrivals | Missing,
    person: int,
    m: Floats,
    window: Window,
    rng: np.random.Generator,
    draws: int,
) -> Ints:
    if isinstance(arrivals, Missing):
        return np.zeros(draws, dtype=np.int64)
    won = float(new_win_probability(cycle, multiplier=m, lead=window.lead, horizon=window.horizon)[0])
    per_day = cycle.kept_up(person) * float(arrivals.opened[person]) / RECENT_DAYS[LATELY - 1]
    return rng.poisson(per_day * window.horizon * won, size=draws)


def _drawn(amounts: Amounts | Missing, number: Ints, rng: np.random.Generator) -> Floats:
    if isinstance(amounts, Missing):
        return np.zeros(len(number))
    drawn = rng.choice(amounts.value, size=int(number.sum()), p=amounts.weight)
    ends = np.cumsum(number)
    sums = np.concatenate([[0.0], np.cumsum(drawn)])
    return np.asarray(sums[ends] - sums[ends - number])
