"""For which sellers are plans tried, and what comes of it if a plan is carried out?

Two hundred companies of twenty-five sellers, from the population of ``bench._population``: openings per seller and week
0.2 to 2.5 (even on the log scale, a third brought by others), chance of winning 0.2 to 0.4, cycle 60 to 120 days,
sellers differing by a log-sd of 0.3 in effort, winning and amounts, one market with a monthly AR(1). Their channels
yield what ``connectors.simulate.parameters`` says, the same per activity up to half as many again as the most that is
usual for anybody in the company, and beyond that as the power 0.34 of activities, which is what more selling effort
brings on average of what is published; channels that nobody there uses yield what is published, off by a log-sd of 0.5
in each company. A company has no history, one year of it, or two. Where it has none, each seller's word is off by a
log-sd of 0.25 in winning, 0.25 in meetings, 0.15 in amounts and 0.15 in the cycle. Who has no history on record has
business all the same: in every other such company each seller says what is open, off by a log-sd of 0.15; in the others
everybody begins with nothing open. A goal is 0.8 to 1.6 times what a usual year of their own brings the sellers of the
company on average: quotas are not set by what one is able to. The method reads nothing of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from bench._given import by_record, by_word, effort_cells, word
from bench._population import BENCH_SEED, OWN_SHARE
from bench._usual import (
    AS_OF,
    BEYOND,
    CHANNELS,
    YEAR,
    differing,
    grown,
    minutes_of,
    true_yield,
    usual_effort,
    usual_year,
)
from numpy.typing import NDArray

from ownit.connectors.simulate.clock import Calendar, calendar_of, climate, day_number, prospecting
from ownit.connectors.simulate.deals import Deals, draw_deals, leave
from ownit.connectors.simulate.parameters import Company
from ownit.connectors.simulate.parameters import Seller as True_
from ownit.connectors.simulate.small import small_companies, table_of
from ownit.method.blocks.kinds import Kind
from ownit.method.law import Missing
from ownit.method.plan.book import Seller
from ownit.method.plan.logged import CHANNELS as COLUMNS
from ownit.method.plan.logged import EffortCells
from ownit.method.plan.published import published_yields
from ownit.method.plan.usual import DIALS_AN_HOUR
from ownit.method.plan.word import Word

PLAN = 17  # what a random stream is for: what the plan's own effort opens
NOTHING_OPEN = 6  # every so many companies, which have no history, everybody begins with nothing open
UNSEEN = 365  # days of business before the year of those who have no record of it
OPEN_LOG_SD = 0.15  # by which a word is off of what is open, as of amounts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One seller: the truth, what the method is given, and what the year holds beside the plan."""

    number: int  # of the company
    history: int  # years of it
    true: True_
    goal: float
    seller: Seller | Missing
    going_on: float  # own money won in the year from deals open at its beginning
    word: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Played:
    """A company and its sellers."""

    company: Company
    calendar: Calendar
    seed: int
    cases: tuple[Case, ...]
    books: list[Deals]
    logged: EffortCells  # of the year before the plan
    other: Mapping[Kind, float]  # what channels that nobody uses would yield

    def opened(self, case: Case, activities: Mapping[Kind, float]) -> float:
        """Deals a week that an effort truly opens; who gave a word did all channels in their usual proportions."""
        if case.history == 0:
            usual = usual_effort(case.true)
            hours = sum(usual[k] * minutes_of(case.true)[k] for k in CHANNELS) / 60.0
            times = activities.get(Kind.CALLS, 0.0) / DIALS_AN_HOUR / hours
            activities = {k: times * n for k, n in usual.items()}
        return sum(self._opened_by(case.true, kind, n) for kind, n in activities.items())

    def _opened_by(self, true: True_, kind: Kind, activities: float) -> float:
        if kind not in CHANNELS:
            return activities * self.other[kind]
        most = BEYOND * max(usual_effort(s)[kind] for s in self.company.sellers)
        return true_yield(true, kind) * grown(activities, most)

    def brings(self, case: Case, activities: Mapping[Kind, float], draw: int = 0) -> float:
        """Own money of the year if so many activities a week are done in it: the same luck for whatever effort."""
        rng = np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(case.true.number, PLAN, draw)))
        rate = self.opened(case, activities)
        per_day = rate * prospecting(case.true, self.calendar) * climate(self.company, self.calendar)
        per_day = np.where(self.calendar.numbers() > day_number(AS_OF), per_day, 0.0)
        at = np.repeat(np.arange(self.calendar.days), rng.poisson(per_day))
        none = np.zeros(len(at), dtype=np.int64)
        closed, won = leave(rng, case.true, self.calendar, at + 1, none, none.astype(np.bool_))
        worth = case.true.amounts.median * np.exp(case.true.amounts.log_sd * rng.normal(size=len(at)))
        return case.going_on + float(worth[won & (closed <= day_number(YEAR.end))].sum())


def played(number: int, sellers: int) -> Played:
    """The company of this number; its history is ``number`` modulo 3 years long."""
    history = number % 3
    past = 365 * history if history else 0 if number % NOTHING_OPEN == 0 else UNSEEN
    rng = np.random.default_rng(np.random.SeedSequence(BENCH_SEED, spawn_key=(number, PLAN)))
    rate = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5))))
    one_ = next(
        small_companies(
            1,
            sellers,
            BENCH_SEED + 31 * number,
            as_of=AS_OF,
            history_days=max(past, 1),
            period=(YEAR.start, YEAR.end),
            days=float(rng.uniform(60.0, 120.0)),
            win_probability=float(rng.uniform(0.2, 0.4)),
            own_per_week=rate * OWN_SHARE,
            help_per_week=rate * (1 - OWN_SHARE),
        )
    )
    seed = BENCH_SEED + 7919 * number
    company = differing(one_.company, np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(PLAN,))))
    calendar = calendar_of(company, seed)
    books = [draw_deals(company, true, calendar, seed) for true in company.sellers]
    words = _with_open(number, [word(true, rng) for true in company.sellers], books)
    logged = effort_cells(company.sellers, books, rng)
    known = table_of(books, day_number(company.ends_on)).known_on(AS_OF)
    given = by_word(words) if history == 0 else by_record(known, len(books), AS_OF, YEAR, logged)
    quota = float(np.mean([usual_year(true) for true in company.sellers]))
    cases = tuple(
        Case(
            number=number,
            history=history,
            true=true,
            goal=float(np.round(quota * rng.uniform(0.8, 1.6), -3)),
            seller=seller,
            going_on=money(book, own_open(book) & book.won & (book.closed <= day_number(YEAR.end))),
            word=said_ if history == 0 else None,
        )
        for true, seller, book, said_ in zip(company.sellers, given, books, words, strict=True)
    )
    other = published_yields() * np.exp(0.5 * rng.normal(size=len(COLUMNS)))
    unused = {kind: float(y) for kind, y in zip(COLUMNS, other, strict=True) if kind not in CHANNELS}
    return Played(company=company, calendar=calendar, seed=seed, cases=cases, books=books, logged=logged, other=unused)


def own_open(book: Deals) -> NDArray[np.bool_]:
    """Own deals open when the year begins."""
    own: NDArray[np.bool_] = book.own & (book.created <= day_number(AS_OF)) & (book.closed > day_number(AS_OF))
    return own


def _with_open(number: int, words: list[Word], books: list[Deals]) -> list[Word]:
    """The words of a company's sellers with what each says is open."""
    rng = np.random.default_rng(np.random.SeedSequence(BENCH_SEED, spawn_key=(number, PLAN, len(words))))
    off = np.exp(OPEN_LOG_SD * rng.normal(size=len(words)))
    each = [money(book, own_open(book)) * float(o) for book, o in zip(books, off, strict=True)]
    return [replace(said, open_amount=amount) for said, amount in zip(words, each, strict=True)]


def money(book: Deals, which: NDArray[np.bool_]) -> float:
    """What some of the deals come to, as their amounts turn out."""
    return float(book.final_amount[which].sum())
