"""What is true of a simulated company, to hold answers against?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from ownit.connectors.simulate import text
from ownit.connectors.simulate.clock import Calendar, day_number, day_of, quarter_end, quarter_start
from ownit.connectors.simulate.futures import KINDS, Futures, Window, futures_of
from ownit.connectors.simulate.parameters import Company, Leader, Pledge, Quota, Seller
from ownit.connectors.simulate.rows import Floats
from ownit.connectors.simulate.tally import Tally

LISTED = 200  # sellers; above, they stand in sellers.parquet only


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """P(quota is reached) in a window, lived on from ``as_of`` as the person has been going."""

    period: str  # quarter, next_quarter, year
    start: date
    end: date
    measure: str
    kinds: tuple[str, ...]
    quota: float
    so_far: float
    so_far_alone: float
    p_alone: float
    p_with_help: float
    mean_alone: float
    mean_with_help: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTruth:
    """One seller: the parameters that matter, what the exports hold, and the chances."""

    number: int
    id: str
    name: str
    role: str
    leader: int
    own_per_week: float
    help_per_week: float
    win_probability: float
    median_days_to_win: float
    median_amount: float
    hours: Mapping[str, float]
    last_own_opening: date | None
    counts: Mapping[str, float]
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderTruth:
    """One leader: the tree below, what they did about it, and the chances of the team."""

    number: int
    id: str
    name: str
    sellers: tuple[int, ...]
    exempts: tuple[int, ...]
    checkins_due: int
    checkins_held: int
    findings_waiting_days: tuple[int, ...]
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth of one export."""

    company: str
    seed: int
    as_of: date
    currency: str
    continuations: int
    rows: Mapping[str, int]  # per object
    factor: tuple[float, ...]  # the common factor per month from the first
    pledges: tuple[Pledge, ...]
    leaders: tuple[LeaderTruth, ...]
    sellers: tuple[SellerTruth, ...]

    def seller(self, name: str) -> SellerTruth:
        """The seller of that name."""
        return next(s for s in self.sellers if s.name == name)

    def leader(self, name: str) -> LeaderTruth:
        """The leader of that name."""
        return next(s for s in self.leaders if s.name == name)


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
    h, m, e = seller.help, seller.minutes, seller.effort
    last = tally.last_opening(seller.number)
    counts = tally.of(seller.number)
    return SellerTruth(
        number=seller.number,
        id=_user(seller.number),
        name=seller.name,
        role=seller.role,
        leader=seller.leader,
        own_per_week=seller.own_per_week,
        help_per_week=h.marketing + h.sdr + h.partner + h.rfp,
        win_probability=seller.cycle.win_probability if seller.win_multiplier == 1.0 else float("nan"),
        median_days_to_win=seller.cycle.median_days_to_win,
        median_amount=seller.amounts.median,
        hours={
            **asdict(seller.hours),
            "by_call_per_week": e.dials * m.dial / 60,
            "by_email_per_week": e.emails * m.email / 60,
            "by_call_this_quarter": counts["dials"] * m.dial / 60,
            "by_email_this_quarter": counts["emails"] * m.email / 60,
        },
        last_own_opening=day_of(last) if last else None,
        counts=counts,
        chances=()
        if futures is None or seller.left_on
        else _chances(seller.quotas, seller, (seller.number,), futures, counts),
    )


def _leader(company: Company, leader: Leader, futures: Futures | None) -> LeaderTruth:
    below = tree(company, leader.number)
    return LeaderTruth(
        number=leader.number,
        id=_user(leader.number),
        name=leader.name,
        sellers=below,
        exempts=leader.exempts,
        checkins_due=leader.checkins_due,
        checkins_held=leader.checkins_held,
        findings_waiting_days=leader.findings_waiting_days,
        chances=() if futures is None else _chances(leader.quotas, None, below, futures, {}),
    )


def tree(company: Company, number: int) -> tuple[int, ...]:
    """The numbers of all sellers below a leader."""
    leaders, grown = {number}, True
    while grown:
        more = {x.number for x in company.leaders if x.above in leaders} - leaders
        leaders, grown = leaders | more, bool(more)
    return tuple(s.number for s in company.sellers if s.leader in leaders)


def _chances(
    quotas: Iterable[Quota],
    seller: Seller | None,
    people: tuple[int, ...],
    futures: Futures,
    counts: Mapping[str, float],
) -> tuple[Chance, ...]:
    return tuple(
        _meetings(quota, people[0], futures, counts)
        if quota.measure == "meetings_held"
        else _bookings(quota, seller, people, futures, w)
        for quota in quotas
        for w in range(1 if quota.measure == "meetings_held" else len(futures.windows))
    )


def _bookings(quota: Quota, seller: Seller | None, people: tuple[int, ...], futures: Futures, w: int) -> Chance:
    """Alone is what anyone of ``people`` opened and owns; with help is all they own."""
    window = futures.windows[w]
    kinds = [KINDS.index(k) for k in quota.kinds or KINDS]
    asked = _asked(quota, window, seller)
    size = next(iter(futures.totals.values())).shape[0]
    ahead, alone = np.zeros(size), np.zeros(size)
    past, past_alone = 0.0, 0.0
    for (owner, opener), total in futures.totals.items():
        if owner in people:
            more = total[:, w, kinds].sum(axis=1)
            ahead += more
            alone += more if opener in people else 0.0
    for (owner, opener), won in futures.won.items():
        if owner in people:
            past += float(won[w, kinds].sum())
            past_alone += float(won[w, kinds].sum()) if opener in people else 0.0
    return _chance(quota, window, asked, (past, past_alone), (past + ahead, past_alone + alone))


def _meetings(quota: Quota, number: int, futures: Futures, counts: Mapping[str, float]) -> Chance:
    window, held = futures.windows[0], counts["meetings_held"]
    total = held + futures.meetings[number].astype(np.float64)
    return _chance(quota, window, quota.of(window.start), (held, held), (total, total))


def _chance(
    quota: Quota, window: Window, asked: float, so_far: tuple[float, float], totals: tuple[Floats, Floats]
) -> Chance:
    return Chance(
        period=window.name,
        start=window.start,
        end=window.end,
        measure=quota.measure,
        kinds=quota.kinds,
        quota=asked,
        so_far=so_far[0],
        so_far_alone=so_far[1],
        p_with_help=round(float((totals[0] >= asked).mean()), 4),
        p_alone=round(float((totals[1] >= asked).mean()), 4),
        mean_with_help=round(float(totals[0].mean()), 2),
        mean_alone=round(float(totals[1].mean()), 2),
    )


def _asked(quota: Quota, window: Window, seller: Seller | None) -> float:
    """The sum of the quarters' quotas in a window, from the quarter of hire on."""
    start, total = window.start, 0.0
    while start <= window.end:
        if seller is None or start >= quarter_start(seller.hired_on):
            total += quota.of(start)
        start = quarter_end(start) + timedelta(days=1)
    return total


def _user(number: int) -> str:
    return str(text.user_ids(np.asarray([number], dtype=np.int64))[0])


def write_truth(truth: Truth, folder: Path) -> None:
    """``truth.json`` and ``sellers.parquet``; the sellers of a large company stand in the second only."""
    plain = asdict(truth)
    sellers = plain["sellers"]
    if len(sellers) > LISTED:
        plain["sellers"] = []
    (folder / "truth.json").write_text(json.dumps(plain, indent=1, default=_plain) + "\n", encoding="utf-8")
    flat = [
        {k: v for k, v in s.items() if k not in ("hours", "counts", "chances", "last_own_opening")} | s["counts"]
        for s in sellers
    ]
    pyarrow.parquet.write_table(pa.Table.from_pylist(flat), folder / "sellers.parquet")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in truth.json")


__all__ = ["Chance", "LeaderTruth", "SellerTruth", "Truth", "day_number", "tree", "truth_of", "write_truth"]
