"""For which sellers are plans tried, and what comes of it if a plan is carried out?

Two hundred companies of twenty-five sellers, from the population of ``bench._population``: openings per seller and week
0.2 to 2.5 (even on the log scale, a third brought by others), chance of winning 0.2 to 0.4, cycle 60 to 120 days,
sellers differing by a log-sd of 0.3 in effort, winning and amounts, one market with a monthly AR(1). Their channels
yield what ``connectors.simulate.parameters`` says, the same per activity up to half as many again as the most that is
usual for anybody in the company, and beyond that as the power 0.6 of activities; channels that nobody there uses yield
what is published, off by a log-sd of 0.5 in each company. A company has no history, one year of it, or two. Where it
has none, each seller's word is off by a log-sd of 0.25 in winning, 0.25 in meetings, 0.15 in amounts and 0.15 in the
cycle. A goal is 0.8 to 1.6 times what a usual year of their own brings the sellers of the company on average: quotas
are not set by what one is able to. The method reads nothing of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from bench._population import BENCH_SEED, OWN_SHARE

from ownit.connectors.simulate.clock import Calendar, calendar_of, climate, day_number, prospecting
from ownit.connectors.simulate.deals import SOURCE_CODE, Deals, draw_deals, leave
from ownit.connectors.simulate.parameters import Company
from ownit.connectors.simulate.parameters import Seller as True_
from ownit.connectors.simulate.small import DealTable, mean_per_day, small_companies, table_of
from ownit.connectors.simulate.sources import Source
from ownit.connectors.simulate.statistics import amount_cells, arrival_cells, cycle_cells, open_deals
from ownit.method import amounts, arrivals, cycle
from ownit.method.arrivals import Arrivals
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Origin, Window, Won
from ownit.method.law import Missing
from ownit.method.plan import one, said, week, yields
from ownit.method.plan.book import Seller
from ownit.method.plan.logged import CHANNELS as COLUMNS
from ownit.method.plan.logged import EffortCells
from ownit.method.plan.published import published_yields
from ownit.method.plan.usual import DIALS_AN_HOUR, MEETINGS_THAT_COUNT
from ownit.method.plan.ways import ways as ways_of
from ownit.method.plan.word import Word
from ownit.method.tilt import NO_TILT

AS_OF = date(2026, 12, 31)
YEAR = Window(as_of=AS_OF, start=date(2027, 1, 1), end=date(2027, 12, 31))
CHANNELS = {
    Kind.CALLS: Source.CALL,
    Kind.EMAILS: Source.EMAIL,
    Kind.MEETINGS: Source.MEETING,
    Kind.REFERRALS: Source.REFERRAL,
}
PLAN = 17  # what a random stream is for: what the plan's own effort opens
BEYOND, POWER = 1.5, 0.6  # of usual activities; the power of them that what is opened grows by from there


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
        straight = min(activities, most)
        beyond = (activities / straight) ** POWER if straight > 0 else 1.0
        return true_yield(true, kind) * straight * beyond

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


def usual_effort(true: True_) -> Mapping[Kind, float]:
    """Activities of a usual week by channel."""
    e = true.effort
    return {Kind.CALLS: e.dials, Kind.EMAILS: e.emails, Kind.MEETINGS: e.meetings, Kind.REFERRALS: e.referral_asks}


def true_yield(true: True_, kind: Kind) -> float:
    """Deals that one activity opens, up to BEYOND times the usual number of them."""
    y = true.yields
    chain = {Kind.CALLS: y.dials, Kind.EMAILS: y.emails, Kind.MEETINGS: y.meetings, Kind.REFERRALS: y.referral_asks}
    return chain[kind].per_touch


def minutes_of(true: True_) -> Mapping[Kind, float]:
    """Minutes of one activity."""
    m = true.minutes
    return {Kind.CALLS: m.dial, Kind.EMAILS: m.email, Kind.MEETINGS: m.meeting, Kind.REFERRALS: m.referral_ask}


def played(number: int, sellers: int) -> Played:
    """The company of this number; its history is ``number`` modulo 3 years long."""
    history = number % 3
    rng = np.random.default_rng(np.random.SeedSequence(BENCH_SEED, spawn_key=(number, PLAN)))
    rate = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5))))
    one_ = next(
        small_companies(
            1,
            sellers,
            BENCH_SEED + 31 * number,
            as_of=AS_OF,
            history_days=max(365 * history, 1),
            period=(YEAR.start, YEAR.end),
            days=float(rng.uniform(60.0, 120.0)),
            win_probability=float(rng.uniform(0.2, 0.4)),
            own_per_week=rate * OWN_SHARE,
            help_per_week=rate * (1 - OWN_SHARE),
        )
    )
    seed = BENCH_SEED + 7919 * number
    calendar = calendar_of(one_.company, seed)
    books = [draw_deals(one_.company, true, calendar, seed) for true in one_.company.sellers]
    words = [word(true, rng) for true in one_.company.sellers]
    logged = effort_cells(one_.company.sellers, books, rng)
    known = table_of(books, day_number(one_.company.ends_on)).known_on(AS_OF)
    given = by_word(words) if history == 0 else by_record(known, len(books), AS_OF, YEAR, logged)
    quota = float(np.mean([usual_year(true) for true in one_.company.sellers]))
    cases = tuple(
        Case(
            number=number,
            history=history,
            true=true,
            goal=float(np.round(quota * rng.uniform(0.8, 1.6), -3)),
            seller=seller,
            going_on=0.0 if history == 0 else _going_on(book),
            word=said_ if history == 0 else None,
        )
        for true, seller, book, said_ in zip(one_.company.sellers, given, books, words, strict=True)
    )
    other = published_yields() * np.exp(0.5 * rng.normal(size=len(COLUMNS)))
    unused = {kind: float(y) for kind, y in zip(COLUMNS, other, strict=True) if kind not in CHANNELS}
    return Played(
        company=one_.company, calendar=calendar, seed=seed, cases=cases, books=books, logged=logged, other=unused
    )


def usual_year(true: True_) -> float:
    """Own money that a year of usual effort brings in the long run."""
    own = replace(true, help=replace(true.help, marketing=0.0))
    return 365.0 * mean_per_day(own)


def _going_on(book: Deals) -> float:
    """Own money won in the year of deals open when it begins."""
    open_then = book.own & (book.created <= day_number(AS_OF)) & (book.closed > day_number(AS_OF))
    return float(book.final_amount[open_then & book.won & (book.closed <= day_number(YEAR.end))].sum())


def by_word(words: list[Word]) -> list[Seller | Missing]:
    """What the method makes of each seller's word."""
    return [said.seller(one_, won=0.0, window=YEAR) for one_ in words]


def word(true: True_, rng: np.random.Generator) -> Word:
    """A seller's word about themselves."""
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
