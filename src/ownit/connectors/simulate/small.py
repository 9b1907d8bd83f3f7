"""How do estimates fare against a truth that is known? Small companies in memory, split at a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ownit.connectors.simulate.clock import Calendar, calendar_of, day_number, quarter_end, quarter_start
from ownit.connectors.simulate.cycle import cycle_of
from ownit.connectors.simulate.deals import Deals, draw_deals
from ownit.connectors.simulate.parameters import Amounts, Company, Effort, Factor, Help, Integrity, Seller

OPEN, WON, LOST = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DealTable:
    """Deals of several persons; all arrays have shape (n,). ``closed_on`` is NaT while open."""

    person: NDArray[np.int64]  # index into the company's sellers
    own: NDArray[np.bool_]  # opened by that person
    created_on: NDArray[np.datetime64]  # [D]
    closed_on: NDArray[np.datetime64]  # [D]
    outcome: NDArray[np.int64]  # OPEN, WON or LOST
    amount: NDArray[np.float64]
    phantom: NDArray[np.bool_]  # would fail the gate: no conversation, no dated next step

    def known_on(self, day: date) -> DealTable:
        """What a CRM shows at the end of a day: later deals unborn, later outcomes open.

        Amounts are revised in the files only; here each deal has one amount from the start.
        """
        on = np.datetime64(day, "D")
        born = self.created_on <= on
        closed = self.closed_on[born]
        ended = ~np.isnat(closed) & (closed <= on)
        return DealTable(
            person=self.person[born],
            own=self.own[born],
            created_on=self.created_on[born],
            closed_on=np.where(ended, closed, np.datetime64("NaT", "D")),
            outcome=np.where(ended, self.outcome[born], OPEN),
            amount=self.amount[born],
            phantom=self.phantom[born],
        )

    def won(self, first: date, last: date, *, people: int, own: bool = False) -> NDArray[np.float64]:
        """Money won from ``first`` to ``last`` inclusive per person, shape (people,); of own deals only if asked."""
        inside = (
            (self.outcome == WON) & (self.closed_on >= np.datetime64(first)) & (self.closed_on <= np.datetime64(last))
        )
        if own:
            inside &= self.own
        return np.bincount(self.person[inside], weights=self.amount[inside], minlength=people).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SmallCompany:
    """A company in memory: its parameters, what is known on ``as_of``, and what the period came to in the end."""

    company: Company
    as_of: date
    period_start: date
    period_end: date
    deals: DealTable  # all there ever was, to the company's last day
    known: DealTable  # on as_of
    factor: NDArray[np.float64]  # the true common factor per month since ``company.starts_on``
    realised: NDArray[np.float64]  # won in the period, per person
    realised_own: NDArray[np.float64]
    goals: NDArray[np.float64]  # per person, for the period


def deal_table(company: Company, seed: int, *, calendar: Calendar | None = None) -> DealTable:
    """All deals of a company, in memory, with the amount each has in the end; persons are the sellers in order."""
    days = calendar or calendar_of(company, seed)
    books = [draw_deals(company, seller, days, seed) for seller in company.sellers]
    return table_of(books, day_number(company.ends_on))


def table_of(books: list[Deals], last: int) -> DealTable:
    """Books, one per person in order, as one table of what is known on a day number."""
    lengths = [len(b.source) for b in books]
    closed = np.concatenate([b.closed for b in books])
    ended = closed <= last
    won = np.concatenate([b.won for b in books])
    return DealTable(
        person=np.repeat(np.arange(len(books)), lengths),
        own=np.concatenate([b.own for b in books]),
        created_on=np.concatenate([b.created for b in books]).astype("datetime64[D]"),
        closed_on=np.where(ended, closed.clip(max=last).astype("datetime64[D]"), np.datetime64("NaT", "D")),
        outcome=np.where(ended, np.where(won, WON, LOST), OPEN),
        amount=np.concatenate([b.final_amount for b in books]),
        phantom=np.concatenate([b.phantom for b in books]),
    )


def small_companies(
    n: int,
    sellers: int,
    seed: int,
    *,
    as_of: date = date(2026, 8, 12),
    history_days: int = 730,
    period: tuple[date, date] | None = None,
    factor: Factor | None = None,
    days: float = 90.0,
    win_probability: float = 0.30,
    own_per_week: float = 0.35,
    help_per_week: float = 0.15,
    person_sd: float = 0.3,
    phantom_share: float = 0.0,
) -> Iterator[SmallCompany]:
    """Yield ``n`` independent companies of ``sellers`` sellers each; the same arguments give the same companies.

    Sellers differ: the log of own arrivals per week, of the multiplier on the hazard of winning and of the median
    amount are normal with standard deviation ``person_sd``. ``period`` defaults to the quarter of ``as_of``; goals
    are drawn from 0.7 to 1.3 of what a period brings on average. Simulation starts ``history_days`` before ``as_of``
    with no pipeline, and ends with the period.
    """
    first, last = period or (quarter_start(as_of), quarter_end(as_of))
    for i in range(n):
        own_seed = int(np.random.SeedSequence(seed, spawn_key=(i,)).generate_state(1, np.uint64)[0])
        rng = np.random.default_rng(np.random.SeedSequence(own_seed, spawn_key=(9,)))
        company = Company(
            name=f"Small {i}",
            starts_on=as_of - timedelta(days=history_days),
            ends_on=max(last, as_of),
            sellers=tuple(
                _seller(rng, k, days, win_probability, own_per_week, help_per_week, person_sd, phantom_share)
                for k in range(sellers)
            ),
            factor=factor or Factor(),
        )
        yield _split(company, own_seed, rng, as_of, first, last)


def _split(company: Company, seed: int, rng: np.random.Generator, as_of: date, first: date, last: date) -> SmallCompany:
    calendar = calendar_of(company, seed)
    deals = deal_table(company, seed, calendar=calendar)
    people = len(company.sellers)
    usual = np.asarray([mean_per_day(s) for s in company.sellers]) * ((last - first).days + 1)
    return SmallCompany(
        company=company,
        as_of=as_of,
        period_start=first,
        period_end=last,
        deals=deals,
        known=deals.known_on(as_of),
        factor=calendar.factor[np.unique(calendar.month, return_index=True)[1]],
        realised=deals.won(first, last, people=people),
        realised_own=deals.won(first, last, people=people, own=True),
        goals=np.round(usual * rng.uniform(0.7, 1.3, size=people), -3),
    )


def mean_per_day(seller: Seller) -> float:
    """Money won per day in the long run: arrivals x P(win | real) x mean amount."""
    h, a = seller.help, seller.amounts
    arrivals = (seller.own_per_week + h.marketing + h.sdr + h.partner + h.rfp) / 7
    won, lost = seller.cycle.won, seller.cycle.lost
    scaled = replace(seller.cycle, won=tuple(w * seller.win_multiplier for w in won), lost=lost)
    amount = a.median * float(np.exp(a.log_sd**2 / 2))
    return arrivals * (1 - seller.integrity.phantom_share) * scaled.win_probability * amount


def _seller(
    rng: np.random.Generator,
    index: int,
    days: float,
    win_probability: float,
    own_per_week: float,
    help_per_week: float,
    person_sd: float,
    phantom_share: float,
) -> Seller:
    effort, win, amount = np.exp(person_sd * rng.normal(size=3) - person_sd**2 / 2)
    scale = float(effort) * own_per_week / Seller(number=1, name="", leader=0).own_per_week
    usual = Effort()
    return Seller(
        number=index + 1,
        name=f"Seller {index + 1}",
        leader=0,
        effort=Effort(
            dials=usual.dials * scale,
            emails=usual.emails * scale,
            meetings=usual.meetings * scale,
            referral_asks=usual.referral_asks * scale,
        ),
        help=Help(marketing=help_per_week),
        cycle=cycle_of(days, win_probability),
        win_multiplier=float(win),
        amounts=Amounts(median=round(60_000.0 * float(amount), 2), revised_share=0.0),
        integrity=Integrity(phantom_share=phantom_share),
        quotas=(),
    )


__all__ = ["LOST", "OPEN", "WON", "DealTable", "SmallCompany", "deal_table", "small_companies", "table_of"]
