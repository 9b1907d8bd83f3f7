"""What is the method given of a seller of ``bench._sellers``: a word, or a record of deals and activities?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from bench._usual import AS_OF, CHANNELS, YEAR, minutes_of, usual_effort

from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.deals import SOURCE_CODE, Deals
from ownit.connectors.simulate.parameters import Seller as True_
from ownit.connectors.simulate.small import DealTable
from ownit.connectors.simulate.statistics import amount_cells, arrival_cells, cycle_cells, open_deals
from ownit.method import amounts, arrivals, cycle
from ownit.method.arrivals import Arrivals
from ownit.method.deals import Origin, Window, Won
from ownit.method.law import Missing
from ownit.method.plan import one, said, week, yields
from ownit.method.plan.book import Seller
from ownit.method.plan.logged import CHANNELS as COLUMNS
from ownit.method.plan.logged import EffortCells
from ownit.method.plan.usual import MEETINGS_THAT_COUNT
from ownit.method.plan.ways import ways as ways_of
from ownit.method.plan.word import Word
from ownit.method.tilt import NO_TILT


def by_word(words: list[Word]) -> list[Seller | Missing]:
    """What the method makes of each seller's word."""
    return [said.seller(one_, won=0.0, window=YEAR) for one_ in words]


def word(true: True_, rng: np.random.Generator) -> Word:
    """A seller's word about themselves; of what is open it says nothing yet."""
    off = np.exp(np.array([0.25, 0.25, 0.15, 0.15]) * rng.normal(size=4))
    hours = sum(usual_effort(true)[k] * minutes_of(true)[k] for k in CHANNELS) / 60.0
    scaled = replace(true.cycle, won=tuple(w * true.win_multiplier for w in true.cycle.won))
    worth = true.amounts.median * float(np.exp(true.amounts.log_sd**2 / 2))
    return Word(
        amounts=(worth * float(off[2]),),
        cycle_days=scaled.median_days_to_win * float(off[3]),
        win=float(np.clip(scaled.win_probability * off[0], 0.02, 0.95)),
        meetings=true.own_per_week / MEETINGS_THAT_COUNT * float(off[1]),
        hours=hours,
        network=0,
        winning_hours=2.0,
    )


def by_record(known: DealTable, people: int, on: date, window: Window, logged: EffortCells) -> list[Seller | Missing]:
    """What the method reads in a company's record on a day; effort is as it was logged before the plan."""
    fitted, worth = cycle.fit(cycle_cells(known, people, on)), amounts.fit(amount_cells(known, people, on))
    lately = arrivals.fit(arrival_cells(known, people, on))
    for lack in (fitted, worth, lately):
        if isinstance(lack, Missing):
            return [lack] * people
    assert isinstance(fitted, cycle.Cycle)
    assert isinstance(worth, amounts.Amounts)
    assert isinstance(lately, Arrivals)
    own = 7.0 * lately.shape[:, Origin.OWN] / lately.rate[:, Origin.OWN]
    spread = np.sqrt(np.maximum(np.log1p(1 / np.maximum(lately.shape[:, Origin.OWN], 1e-9)) - lately.drift, 0.0))
    found = yields.fit(logged, own, spread)
    worth = replace(worth, ratio=np.ones(1), ratio_weight=np.ones(1))
    so_far = np.zeros((people, len(Origin)))
    so_far[:, Origin.OWN] = known.won(YEAR.start, on, people=people, own=True)
    so_far[:, Origin.OTHERS] = known.won(YEAR.start, on, people=people) - so_far[:, Origin.OWN]
    won = Won(amount=so_far, deals=np.zeros((people, 3), np.int64), without_amount=np.zeros(people, np.int64))
    spent = week.Spent(
        creating=np.zeros(people),
        winning=np.full(people, 8.0),
        serving=np.full(people, 4.0),
        won_hours=np.full(people, 200.0),
        closed=np.full(people, 100.0),
    )
    out: list[Seller | Missing] = []
    for n in range(people):
        ways = ways_of(found, n)
        if isinstance(ways, Missing):
            out.append(ways)
            continue
        book = one.book(
            n,
            deals=open_deals(known, on),
            cycle=fitted,
            amounts=worth,
            arrivals=lately,
            won=won,
            window=window,
            tilt=NO_TILT,
        )
        out.append(Seller(book=book, ways=ways, limits=week.limits(spent, n, week=60.0)))
    return out


def effort_cells(sellers: tuple[True_, ...], books: list[Deals], rng: np.random.Generator) -> EffortCells:
    """What a log of the last year's activities shows: their numbers are Poisson about each seller's usual effort."""
    people, width = len(sellers), len(COLUMNS)
    done, lately, minutes, best, opened_ = (np.zeros((people, width)) for _ in range(5))
    recent = np.zeros(people)
    first = day_number(AS_OF - timedelta(days=364))
    for n, (true, book) in enumerate(zip(sellers, books, strict=True)):
        inside = (book.created <= day_number(AS_OF)) & (book.created >= first)
        recent[n] = np.sum(book.own & inside & (book.created > day_number(AS_OF - timedelta(days=91))))
        for kind, source in CHANNELS.items():
            c, usual = COLUMNS.index(kind), usual_effort(true)[kind]
            weeks = rng.poisson(usual, 52)
            done[n, c], lately[n, c] = weeks.sum(), weeks[-13:].sum()
            minutes[n, c] = done[n, c] * minutes_of(true)[kind]
            best[n, c] = np.quantile(weeks, 0.9)
            opened_[n, c] = np.sum(inside & (book.source == SOURCE_CODE[source]))
    return EffortCells(
        done=done,
        lately=lately,
        minutes=minutes,
        best=best,
        opened=opened_,
        unexplained=np.zeros(people),
        opened_lately=recent,
        customers=np.full(people, 40.0),
        weeks_lately=np.full(people, 13.0),
        group=np.zeros(people, dtype=np.int64),
    )
