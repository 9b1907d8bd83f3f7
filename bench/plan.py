"""How long does a plan take, for one seller, for a thousand, and if something were different?

Sellers by their word (every answer drawn about the six questions' examples) and sellers with a simulated record
(``bench._sellers``), half of each. A plan is made with its ladder, what binds and the milestones of a year's quarters
and months, and told; where it does not fit, every single change is tried. Figures are processor time of one process
after its first plan, which loads what is compiled; the thousand are planned in two processes. Wanted: one plan 0.5 s, a
what-if 1 s, a thousand sellers 3 minutes on two cores.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ownit.flows.planning.ground import Ground
    from ownit.method.plan.book import Seller

SEED = 71_000
START, END = date(2027, 1, 1), date(2027, 12, 31)
AS_OF = date(2026, 12, 31)
PLAN_SECONDS, WHAT_IF_SECONDS, ALL_MINUTES = 0.5, 1.0, 3.0
COMPANY = 25  # sellers of a company with a record
SUPPOSED = ("win +20 %", "deal 30k", "12 hours", "cycle 45 days", "without calls", "goal -20 %", "confidence 0.9")


def by_word(number: int) -> tuple[Seller, float]:
    """A seller by their word, and their number."""
    from ownit.method.deals import Window
    from ownit.method.plan.said import seller
    from ownit.method.plan.word import Word

    rng = np.random.default_rng((SEED, number))
    word = Word(
        amounts=(float(25e3 * np.exp(rng.normal(0, 0.5))),),
        cycle_days=float(rng.uniform(30, 150)),
        win=float(rng.uniform(0.1, 0.4)),
        meetings=float(rng.uniform(2, 6)),
        hours=8.0,
        network=int(rng.integers(0, 40)),
    )
    a_year = 0.5 * word.meetings * word.win * word.amounts[0] * 47
    window = Window(as_of=AS_OF, start=START, end=END)
    return seller(word, won=0.0, window=window, present=0.9), float(a_year * rng.uniform(0.8, 2.2))


def by_record(company: int) -> list[tuple[Seller, float]]:
    """The sellers of one simulated company that have a record to plan by, and their numbers."""
    from bench._sellers import played

    from ownit.method.law import Missing

    cases = played(company, COMPANY).cases
    return [(c.seller, c.goal) for c in cases if not isinstance(c.seller, Missing)]


def ground(seller: Seller, goal: float, number: int) -> Ground:
    """What the verb would plan on."""
    from ownit.flows.planning.breaking import broken
    from ownit.flows.planning.ground import Ground
    from ownit.method.breakdown import SoFar
    from ownit.method.calendar import FiscalCalendar
    from ownit.promises.people.record import Person

    amount = Decimal(round(goal))
    return Ground(
        person=Person(id=number, name=f"Seller {number}"),
        source="word",
        name="2027",
        start=START,
        end=END,
        as_of=AS_OF,
        goal=amount,
        currency="EUR",
        confidence=0.8,
        seller=seller,
        inner=broken(FiscalCalendar(), START, END, amount, SoFar(own=Decimal(0), as_of=AS_OF), frozenset(), {}).inner,
        shown=(8.0,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds of processor of each plan, of telling it, of both where it does not fit, and of each what-if."""

    plans: list[float]
    told: list[float]
    unfit: list[float]
    what_ifs: list[float]


def batch(company: int) -> Took:
    """The sellers of one company with a record, and as many by their word; what-ifs of the first of each."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownit.config.settings")
    django.setup()
    sellers = by_record(company)
    words = [by_word(company * COMPANY + n) for n in range(2 * COMPANY - len(sellers))]
    grounds = [ground(s, goal, n) for n, (s, goal) in enumerate([*sellers, *words])]
    _once(grounds[0])
    took = Took(plans=[], told=[], unfit=[], what_ifs=[])
    for on in grounds:
        _plan(on, took)
    for on in (grounds[0], grounds[-1]):
        _what_ifs(on, took)
    return took


def _once(on: Ground) -> None:
    """What only a first plan pays for."""
    from ownit.flows.planning.drafting import drafted

    drafted(on)


def _plan(on: Ground, took: Took) -> None:
    from ownit.answers.plan import spans
    from ownit.answers.plan.days import runway
    from ownit.flows.planning.answering import in_the_way
    from ownit.flows.planning.drafting import drafted
    from ownit.method.plan.book import Seller

    before = time.process_time()
    made = drafted(on)
    between = time.process_time()
    in_the_way(made)
    assert isinstance(on.seller, Seller), "these are plans of money"
    spans.spans(made.plan, (), runway(on.seller.book.cycle, on.seller.book.evidence), on.name)
    took.plans.append(between - before)
    after = time.process_time()
    took.told.append(after - between)
    if not made.plan.feasible:
        took.unfit.append(after - before)


def _what_ifs(on: Ground, took: Took) -> None:
    from ownit.errors import OwnitError
    from ownit.flows.planning.drafting import drafted
    from ownit.flows.planning.supposing import suppose

    for text in SUPPOSED:
        before = time.process_time()
        try:
            drafted(on, suppose(text, on), milestones=False)
        except OwnitError:  # this seller has no such channel, or would win more than all
            continue
        took.what_ifs.append(time.process_time() - before)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 if a figure is missed."""
    sellers = int(arguments[0]) if arguments else 1000
    batches = -(-sellers // (2 * COMPANY))
    companies = [n for n in range(3 * batches) if n % 3][:batches]  # every third has no history
    started = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        took = list(pool.map(batch, companies))
    clock = (time.perf_counter() - started) / 60
    plans = np.array([x for t in took for x in t.plans])
    told = np.array([x for t in took for x in t.told])
    unfit = np.array([x for t in took for x in t.unfit])
    what_ifs = np.array([x for t in took for x in t.what_ifs])
    minutes = float(plans.sum() + told.sum()) / 2 / 60
    _say("one plan", plans, PLAN_SECONDS)
    _say("telling it, what stands in its way included", told, PLAN_SECONDS)
    _say("one that does not fit, with all that would make it fit", unfit, PLAN_SECONDS)
    _say("one what-if", what_ifs, WHAT_IF_SECONDS)
    print(
        f"{len(plans):,} sellers ({len(plans) - len(unfit):,} plans fit): {minutes:.2f} min of processor on each "
        f"of two cores (wanted {ALL_MINUTES:.0f}); {clock:.2f} min by the clock, making the sellers up included"
    )
    wanted = (plans, PLAN_SECONDS), (unfit, PLAN_SECONDS), (what_ifs, WHAT_IF_SECONDS)
    late = any(np.quantile(seconds, 0.99) > most for seconds, most in wanted)
    return int(late or minutes > ALL_MINUTES)


def _say(what: str, seconds: np.ndarray[tuple[int], np.dtype[np.float64]], wanted: float) -> None:
    middle, most = np.median(seconds), np.quantile(seconds, 0.99)
    print(
        f"{what}: {middle:.3f} s in the middle, {most:.3f} s in 99 of 100, {seconds.max():.3f} s at most "
        f"(wanted {wanted})"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
