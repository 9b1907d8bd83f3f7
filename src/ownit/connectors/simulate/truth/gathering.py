"""How do a company's parameters, the counts of its exports and the chances become one truth?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

import numpy as np

from ownit.connectors.simulate import text
from ownit.connectors.simulate.clock import Calendar, day_of
from ownit.connectors.simulate.futures import Futures, futures_of
from ownit.connectors.simulate.parameters import Company, Leader, Seller
from ownit.connectors.simulate.tally import Tally
from ownit.connectors.simulate.truth.chances import chances_of
from ownit.connectors.simulate.truth.record import Chance, LeaderTruth, SellerTruth, Truth


def truth_of(
    company: Company,
    calendar: Calendar,
    tally: Tally,
    *,
    seed: int,
    as_of: date,
    continuations: int,
    rows: Mapping[str, int],
) -> Truth:
    """Put the parameters, the counts and, if asked for, the simulated chances together."""
    futures = None
    if continuations:
        futures = futures_of(company, calendar, seed=seed, as_of=as_of, continuations=continuations)
    months = np.unique(calendar.month, return_index=True)[1]
    return Truth(
        company=company.name,
        seed=seed,
        as_of=as_of,
        currency=company.currency,
        continuations=continuations,
        rows=dict(rows),
        factor=tuple(round(float(f), 6) for f in calendar.factor[months]),
        pledges=company.pledges,
        leaders=tuple(_leader(company, leader, futures) for leader in company.leaders),
        sellers=tuple(_seller(seller, tally, futures) for seller in company.sellers),
    )


def _seller(seller: Seller, tally: Tally, futures: Futures | None) -> SellerTruth:
    last, counts, helped = tally.last_opening(seller.number), tally.of(seller.number), seller.help
    return SellerTruth(
        number=seller.number,
        id=_user(seller.number),
        name=seller.name,
        role=seller.role,
        leader=seller.leader,
        own_per_week=seller.own_per_week,
        help_per_week=helped.marketing + helped.sdr + helped.partner + helped.rfp,
        win_probability=seller.cycle.win_probability if seller.win_multiplier == 1.0 else float("nan"),
        median_days_to_win=seller.cycle.median_days_to_win,
        median_amount=seller.amounts.median,
        hours=_hours(seller, counts),
        last_own_opening=day_of(last) if last else None,
        counts=counts,
        chances=_chances(seller, counts, futures),
    )


def _hours(seller: Seller, counts: Mapping[str, float]) -> dict[str, float]:
    """Hours per week by purpose and by channel, and those of the quarter's touches; minutes per touch make hours."""
    effort, minutes = seller.effort, seller.minutes
    return {
        **asdict(seller.hours),
        "by_call_per_week": effort.dials * minutes.dial / 60,
        "by_email_per_week": effort.emails * minutes.email / 60,
        "by_call_this_quarter": counts["dials"] * minutes.dial / 60,
        "by_email_this_quarter": counts["emails"] * minutes.email / 60,
    }


def _chances(seller: Seller, counts: Mapping[str, float], futures: Futures | None) -> tuple[Chance, ...]:
    """Who has left has none."""
    if futures is None or seller.left_on:
        return ()
    held = counts["meetings_held"]
    return chances_of(seller.quotas, (seller.number,), futures, hired_on=seller.hired_on, held=held)


def _leader(company: Company, leader: Leader, futures: Futures | None) -> LeaderTruth:
    below = _below(company, leader.number)
    return LeaderTruth(
        number=leader.number,
        id=_user(leader.number),
        name=leader.name,
        sellers=below,
        exempts=leader.exempts,
        checkins_due=leader.checkins_due,
        checkins_held=leader.checkins_held,
        findings_waiting_days=leader.findings_waiting_days,
        chances=() if futures is None else chances_of(leader.quotas, below, futures),
    )


def _below(company: Company, number: int) -> tuple[int, ...]:
    """The numbers of all sellers below a leader, however many leaders are between."""
    leaders, grown = {number}, True
    while grown:
        more = {x.number for x in company.leaders if x.above in leaders} - leaders
        leaders, grown = leaders | more, bool(more)
    return tuple(s.number for s in company.sellers if s.leader in leaders)


def _user(number: int) -> str:
    return str(text.user_ids(np.asarray([number], dtype=np.int64))[0])
