"""Which companies are there to try things on, of any size?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.book import book_of
from ownit.connectors.simulate.clock import calendar_of, day_number, prospecting, stream
from ownit.connectors.simulate.cycle import cycle_of
from ownit.connectors.simulate.deals import rates
from ownit.connectors.simulate.parameters import (
    Amounts,
    Company,
    Effort,
    Help,
    Integrity,
    Leader,
    Pattern,
    Quota,
    Seller,
    Split,
    Yield,
    Yields,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    """What differs by the size of the customers."""

    name: str
    days: float  # to win, median
    win_probability: float
    amount: float  # median
    quota: float  # per quarter


_SEGMENTS = (
    _Segment(name="small business", days=45.0, win_probability=0.28, amount=12e3, quota=90e3),
    _Segment(name="mid-market", days=90.0, win_probability=0.25, amount=45e3, quota=200e3),
    _Segment(name="enterprise", days=150.0, win_probability=0.2, amount=160e3, quota=450e3),
)
_PATTERNS = (*[Pattern.STEADY] * 3, Pattern.BURSTS, Pattern.LATE)  # one seller in five each
_TRAITS = 99  # what the stream is for from which a seller is drawn; see the uses in clock
SPAN = 9  # sellers per leader
_SEASON = (0.95, 1.0, 1.1, 1.0, 1.05, 1.1, 0.9, 0.8, 1.1, 1.1, 1.05, 0.85)


def scaled(*, sellers: int, seed: int, as_of: date = date(2026, 8, 12), years: float = 2.5) -> Company:
    """A plausible company of ``sellers`` sellers in teams of nine, with one SDR in ten and one in twenty who left.

    Each seller is drawn from a stream of their own, so that seller 7 is the same in a company of ten and of ten
    thousand, apart from the leader. It is simulated from ``years`` before ``as_of`` to the end of that year.
    """
    starts = as_of - timedelta(days=round(365.25 * years))
    teams = -(-sellers // SPAN)
    head = sellers + teams + 1
    return Company(
        name=f"Scaled {sellers}",
        starts_on=starts,
        ends_on=date(as_of.year, 12, 31),
        sellers=tuple(_seller(n, seed, starts, as_of, sellers) for n in range(1, sellers + 1)),
        leaders=(
            Leader(number=head, name="Head of Sales"),
            *(Leader(number=sellers + 1 + t, name=f"Leader {t + 1}", above=head) for t in range(teams)),
        ),
        season=_SEASON,
    )


def _seller(number: int, seed: int, starts: date, as_of: date, sellers: int) -> Seller:
    rng = stream(seed, number, _TRAITS)
    effort, win, amount, yields = np.exp(np.asarray([0.35, 0.3, 0.3, 0.3]) * rng.normal(size=4))
    segment = _SEGMENTS[int(rng.integers(0, len(_SEGMENTS)))]
    leaving, tenure, old, hiring, pattern, phantoms = rng.random(6).tolist()
    heir = number % sellers + 1
    left = as_of - timedelta(days=int(60 + 500 * tenure))
    leaves = leaving < 0.05 and heir != number and not _is_sdr(number)
    hired = starts - timedelta(days=400) if old < 0.7 else starts + timedelta(days=int(700 * hiring))
    made = Seller(
        number=number,
        name=f"Seller {number:05d}",
        leader=sellers + 1 + (number - 1) // SPAN,
        segment=segment.name,
        hired_on=min(hired, left - timedelta(days=90)) if leaves else hired,
        left_on=left if leaves else None,
        heir=heir if leaves else None,
        effort=Effort(dials=6 * float(effort), emails=3 * float(effort), meetings=0.2, referral_asks=0.2),
        yields=_yields(float(yields)),
        pattern=_PATTERNS[int(len(_PATTERNS) * pattern)],
        help=Help(marketing=0.08, sdr=0.06, partner=0.03, rfp=0.01),
        sdr=_sdr_of(number, sellers),
        cycle=cycle_of(segment.days, segment.win_probability),
        win_multiplier=float(win),
        amounts=Amounts(median=float(round(segment.amount * float(amount), -2))),
        integrity=Integrity(phantom_share=0.3 if phantoms < 0.1 else 0.05),
        quotas=(Quota(amount=segment.quota),),
        accounts=60,
        split=Split(to=heir, share_of_deals=0.05, percent=30.0) if heir != number else None,
        unlogged_share=0.05,
    )
    return _as_sdr(made) if _is_sdr(number) else made


def _is_sdr(number: int) -> bool:
    return number % 10 == 0


def _sdr_of(number: int, sellers: int) -> int | None:
    """The next SDR by number, if there is one."""
    sdr = number - number % 10 + 10
    return sdr if sdr <= sellers else None


def _as_sdr(seller: Seller) -> Seller:
    """Sets meetings and opens nothing of their own; nobody helps."""
    return replace(
        seller,
        role="SDR",
        yields=_yields(0.0),
        help=Help(),
        sdr=None,
        quotas=(Quota(amount=40.0, measure="meetings_held"),),
    )


def _yields(scale: float) -> Yields:
    """Shares per touch of someone who logs little: few touches, each worth much."""
    last = min(0.5 * scale, 1.0)
    return Yields(
        dials=Yield(connect=0.35, conversation=0.7, meeting=0.3, held=0.85, opportunity=last),
        emails=Yield(connect=0.15, conversation=0.6, meeting=0.4, held=0.85, opportunity=last),
        meetings=Yield(connect=1.0, conversation=1.0, meeting=1.0, held=0.9, opportunity=min(0.25 * scale, 1.0)),
        referral_asks=Yield(connect=0.3, conversation=0.8, meeting=0.6, held=0.9, opportunity=last),
    )


def bench_company(
    opportunities: int = 1_000_000,
    activities: int = 5_000_000,
    *,
    sellers: int | None = None,
    as_of: date = date(2026, 8, 12),
    seed: int = 1,
) -> Company:
    """A company whose export holds about so many opportunities and activities (within a few percent) on ``as_of``.

    Scaled sellers, each with about 250 deals unless it is said how many sellers there are. Rates are raised until the
    expected number of openings fits, then unanswered e-mails are added until the activities of a sample of sellers
    fit. Nothing is simulated beyond ``as_of``.
    """
    company = scaled(sellers=sellers or max(10, round(opportunities / 250)), seed=seed, as_of=as_of)
    company = replace(company, ends_on=as_of, sellers=tuple(map(_brisk, company.sellers)))
    calendar = calendar_of(company, seed)
    expected = sum(float(rates(company, s, calendar).sum()) for s in company.sellers)
    company = _with(company, lambda s: _faster(s, opportunities / expected))
    sample = [book_of(company, s, calendar, seed, day_number(as_of)) for s in company.sellers[:200]]
    per_seller = sum(len(b.touches.id) for b in sample) / len(sample)
    weeks = sum(float(prospecting(s, calendar).sum()) for s in company.sellers[:200]) / len(sample)
    missing = activities / len(company.sellers) - per_seller
    return _with(company, lambda s: replace(s, effort=replace(s.effort, emails=max(missing, 0.0) / weeks)))


def _with(company: Company, change: Callable[[Seller], Seller]) -> Company:
    return replace(company, sellers=tuple(map(change, company.sellers)))


def _brisk(seller: Seller) -> Seller:
    """Logs what opens a deal and little else, so that the number of activities can be set; e-mails open nothing."""
    sure = Yield(
        connect=0.8, conversation=0.9, meeting=0.9, held=0.9, opportunity=0.0 if seller.role == "SDR" else 0.85
    )
    never = Yield(connect=0.0, conversation=0.0, meeting=0.0, held=0.0, opportunity=0.0)
    return replace(
        seller,
        hours=replace(seller.hours, serve=0.0, other=0.0),
        effort=Effort(dials=0.4, emails=0.0, meetings=0.0, referral_asks=0.1),
        yields=Yields(dials=sure, emails=never, meetings=never, referral_asks=sure),
        days_between_touches=90.0,
    )


def _faster(seller: Seller, times: float) -> Seller:
    e, h = seller.effort, seller.help
    return replace(
        seller,
        effort=replace(e, dials=e.dials * times, referral_asks=e.referral_asks * times),
        help=replace(
            h,
            marketing=h.marketing * times,
            sdr=h.sdr * times,
            partner=h.partner * times,
            rfp=h.rfp * times,
            lead_conversion=0.5,
        ),
    )
