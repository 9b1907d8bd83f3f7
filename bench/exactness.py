"""How exact is P(hit), where lattices are known to err, and a company's law, where a few factor nodes leave a comb?

A person's is set beside a lattice of 32,768 nodes anchored at the goal with what is beyond it absorbed, or, where all
amounts are whole cents and their sums few, every attainable sum. A company's beside the binomial law of very many equal
deals given the factor, integrated over 4,001 of its values. Wanted: within 0.005 everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import bdtrc

from ownit.method.deals import Floats
from ownit.method.law import Law
from ownit.method.mixture import REACH, STEP, Mixture, mixture, weights
from ownit.method.solo import solo_laws
from ownit.method.subject import ORIGINS, Subject
from ownit.method.team import team_laws

WANTED = 0.005
NODES = 32_768
CENT = 0.01
NINE = np.exp(np.linspace(-0.6, 0.6, 9))


def parts(amount: Floats, p: Floats, mix: Mixture | None = None) -> Subject:
    """One person's open deals of known amount, each won with chance p times the multiplier, at most 0.95."""
    even = np.full(9, 1 / 9)
    mix = mix or Mixture(given=even[None, :], weight=even, multiplier=NINE)
    order = np.argsort(amount, kind="stable")
    q, n = len(mix.weight), len(amount)
    return Subject(
        mixture=mix,
        amount=amount[order],
        chance=np.minimum(np.outer(p[order], mix.multiplier), 0.95),
        origin=np.zeros(n, dtype=np.int64),
        floor=np.zeros(ORIGINS),
        drawn_chance=np.zeros((0, q)),
        drawn_origin=np.zeros(0, dtype=np.int64),
        new_mean=np.zeros((ORIGINS, q)),
        new_shape=np.zeros(ORIGINS),
        value=np.zeros((1, 0)),
        weight=np.zeros(0),
        scale_weight=np.ones(1),
        ratio=np.ones(1),
        ratio_weight=np.ones(1),
    )


def cents(amount: Floats) -> Floats:
    """Rounded to whole cents."""
    return np.asarray(np.rint(amount * 100.0) / 100.0, dtype=np.float64)


def enumerated(of: Subject, goal: float) -> float:
    """P(hit) over every attainable sum, told apart to the cent; sums that reach the goal are taken together."""
    sums = {0: np.ones(len(of.mixture.weight))}
    least = round(goal * 100)
    for price, p in zip(np.rint(of.amount * 100).astype(np.int64).tolist(), of.chance, strict=True):
        more: dict[int, Floats] = {}
        for x, mass in sums.items():
            for at, share in ((x, mass * (1 - p)), (min(x + price, least), mass * p)):
                more[at] = more.get(at, 0.0) + share
        sums = more
    return float(of.mixture.weight @ sums.get(least, np.zeros(len(of.mixture.weight))))


def anchored(of: Subject, goal: float) -> float:
    """P(hit) on a lattice of NODES of which the last is the goal, mass beyond it absorbed."""
    mass = np.zeros((len(of.mixture.weight), NODES))
    mass[:, 0] = 1.0
    for amount, p in zip(of.amount, of.chance, strict=True):
        at = amount / goal * NODES
        low, part = int(at), at - int(at)
        moved = np.zeros_like(mass)
        for s, share in ((low, 1 - part), (low + 1, part)):
            if s < NODES:
                moved[:, s:] += share * mass[:, : NODES - s]
        mass = mass * (1 - p)[:, None] + moved * p[:, None]
    return float(of.mixture.weight @ (1.0 - mass.sum(axis=1)))


def cases() -> Iterator[tuple[str, Sequence[tuple[Subject, float]], bool]]:
    """Name, people with goals, and whether every sum is written out."""
    rng = np.random.default_rng(2026)
    for n, sd in ((11, 1.2), (40, 0.9), (100, 0.9), (100, 1.6)):
        amount, p = cents(np.exp(rng.normal(9.5, sd, n))), rng.uniform(0.02, 0.5, n)
        of, expected = parts(amount, p), float(amount @ p)
        yield f"{n} lognormal amounts, log-sd {sd}", [(of, expected * f) for f in (0.4, 1.0, 1.6)], False
    for n in (10, 60):
        amount, p = cents(np.exp(rng.normal(9.2, 0.8, n))), rng.uniform(0.02, 0.5, n)
        goal = float(amount @ p) * 1.2
        giants = [(parts(np.append(amount, g * goal), np.append(p, 0.08)), goal) for g in (3, 20, 200)]
        yield f"{n} deals and one of 3, 20, 200 times the goal", giants, False
        near = [(parts(np.append(amount, goal * f), np.append(p, 0.4)), goal) for f in (0.9, 0.98, 1.0, 1.02)]
        yield f"{n} deals and one of nearly the goal", near, False
    for prices in ((4821.0,), (4821.0, 5482.0), (55.0, 550.0, 1096.0, 3393.0, 4821.0, 5482.0, 26768.0)):
        for each in (2, 7, 14):
            n = each * len(prices)
            of = parts(np.repeat(prices, each), rng.uniform(0.05, 0.4, n))
            sums = [float(np.sum(rng.choice(of.amount, k, replace=False))) for k in (1, n // 3, n // 2) if k]
            goals = [(of, round(s + c, 2)) for s in sums for c in (-CENT, 0.0, CENT)]
            yield f"{len(prices)} list prices, {each} deals each, a cent either side", goals, True
    of = parts(np.full(100, 10_000.0), rng.uniform(0.05, 0.4, 100))
    yield (
        "100 deals of one amount, a cent either side",
        [(of, 10_000.0 * k + c) for k in (15, 22) for c in (-CENT, 0.0, CENT)],
        True,
    )
    round_ = np.asarray(rng.choice([5, 10, 15, 20, 25, 40, 50, 75, 100], 60) * 1000.0, dtype=np.float64)
    round_parts = parts(round_, rng.uniform(0.02, 0.3, 60))
    yield (
        "60 deals of nine round amounts, a cent either side",
        [(round_parts, g + c) for g in (1e5, 4e5) for c in (-CENT, 0.0, CENT)],
        True,
    )
    yield "no deals", [(parts(np.zeros(0), np.zeros(0)), 1000.0)], True


def company(cv: float) -> float:
    """The largest error of P(total >= x) of people alike whose total given the factor has this variation."""
    p, sd = 0.2, 0.29
    common = weights(sd)
    mix = mixture(common, 0.0, 1.0)
    n = max(2, round((1 - p) / (p * cv**2)))
    people = max(2, min(n // 25, 400))
    each = n // people
    person = parts(np.full(each, 1000.0), np.full(each, p), mix)
    law = team_laws([person] * people, common, [0.0] * ORIGINS, np.nan)[0][0]
    assert isinstance(law, Law)
    place = (np.arange(len(common)) - len(common) // 2) * STEP
    spread = float(np.sqrt(common @ place**2))  # that of the nodes, which reach to three times it
    f = np.linspace(-REACH * spread, REACH * spread, 4001)
    w = np.exp(-0.5 * (f / spread) ** 2)
    chance = p * np.exp(f) / float(np.exp(place) @ common)
    won = np.rint(np.quantile(law.support, np.linspace(0.02, 0.98, 200)) / 1000.0)
    told = np.array([law.p_hit(float(1000.0 * k + 500.0)) for k in won])  # between attainable sums
    exact = bdtrc(won[:, None], people * each, chance) @ (w / w.sum())
    return float(np.abs(told - exact).max())


def main() -> int:
    """Print the largest error of each case; 1 if any is more than wanted."""
    worst = 0.0
    print(f"{'case':<58} {'goals':>5} {'largest error':>14}   wanted: at most {WANTED}")
    for name, people, written_out in cases():
        exact = enumerated if written_out else anchored
        errors = [abs(solo_laws(of, [0.0] * ORIGINS, g)[0][0].p_hit(g) - exact(of, g)) for of, g in people]
        worst = max(worst, *errors)
        print(f"{name:<58} {len(errors):>5} {max(errors):>14.5f}", flush=True)
    for cv in (0.01, 0.02, 0.05, 0.1, 0.2, 0.3):
        error = company(cv)
        worst = max(worst, error)
        print(f"{f'a company, coefficient of variation {cv} given the factor':<58} {'':>5} {error:>14.5f}", flush=True)
    print(f"largest: {worst:.5f}; wanted: at most {WANTED}")
    return int(worst > WANTED)
