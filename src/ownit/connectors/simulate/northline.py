"""Who works at Northline Instruments, and what is true of each on 12 August 2026?

A maker of lab equipment with a 90-day cycle and two teams. The counts in the story hold exactly for the default day,
whatever the seed; the chances are near the story's for ``NORTHLINE_SEED``, and the truth says what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ownit.connectors.simulate.clock import quarter_start
from ownit.connectors.simulate.cycle import cycle_of
from ownit.connectors.simulate.northline_scripts import aisha, carlos, jonas, mei, priya, ruth, tom, viktor
from ownit.connectors.simulate.parameters import (
    Amounts,
    Company,
    Effort,
    Factor,
    Help,
    Hours,
    Integrity,
    Leader,
    Minutes,
    Pattern,
    Pledge,
    Quota,
    Renewals,
    Seller,
    Split,
    Yield,
    Yields,
)
from ownit.connectors.simulate.script import Counted, Exact, Step

NORTHLINE_SEED = 20260812
HELEN, DANA, BEN = 1, 2, 3
VIKTOR, PRIYA, TOM, MEI, CARLOS, JONAS, SAM, OMAR, INGRID = 11, 12, 13, 14, 15, 16, 17, 18, 19
AISHA, LEA, RUTH, NADIA, GREG = 21, 22, 23, 24, 25

_YIELDS = Yields(
    dials=Yield(connect=0.40, conversation=0.60, meeting=0.30, held=0.85, opportunity=0.55),
    emails=Yield(connect=0.12, conversation=0.60, meeting=0.30, held=0.85, opportunity=0.45),
    meetings=Yield(connect=1.0, conversation=1.0, meeting=1.0, held=0.90, opportunity=0.25),
    referral_asks=Yield(connect=0.35, conversation=0.80, meeting=0.65, held=0.90, opportunity=0.60),
)
_EFFORT = Effort(dials=13.0, emails=5.0, meetings=0.3, referral_asks=0.4)
_CYCLE = cycle_of(90.0, 0.33)
_AMOUNTS = Amounts(median=150_000.0, log_sd=0.6)
_REAL = Integrity(phantom_share=0.04)
_MINUTES = Minutes(dial=10.0, email=15.0, meeting=60.0, referral_ask=15.0)


def northline(as_of: date = date(2026, 8, 12)) -> Company:
    """Northline Instruments; its people's scripts are told relative to ``as_of`` and its quarter."""
    quarter = quarter_start(as_of)
    return Company(
        name="Northline Instruments",
        starts_on=date(as_of.year - 2, 7, 1),
        ends_on=date(as_of.year, 12, 31),
        sellers=(*_danas(as_of, quarter), *_bens(as_of, quarter)),
        leaders=_leaders(as_of.year),
        pledges=(Pledge(by="Marketing", to=PRIYA, what="leads", first=quarter, last=as_of, pledged=60, delivered=34),),
        factor=Factor(sd=0.15, rho=0.8),
        season=(0.95, 1.0, 1.1, 1.0, 1.05, 1.1, 0.9, 0.85, 1.1, 1.1, 1.05, 0.8),
        quarter_end_pull=1.3,
        zone="America/New_York",
    )


def _leaders(year: int) -> tuple[Leader, ...]:
    bens = ((date(year, 1, 1), 930_000.0), (date(year, 4, 1), 905_000.0), (date(year, 7, 1), 545_000.0))
    return (
        Leader(number=HELEN, name="Helen Marsh", quotas=(Quota(amount=3_100_000.0),)),
        Leader(
            number=DANA,
            name="Dana Okafor",
            above=HELEN,
            quotas=(Quota(amount=2_400_000.0),),
            exempts=(VIKTOR,),
            checkins_due=12,
            checkins_held=5,
            findings_waiting_days=(41, 27, 16, 6),
        ),
        Leader(number=BEN, name="Ben Carver", above=HELEN, quotas=(Quota(amount=630_000.0, exceptions=bens),)),
    )


def _seller(number: int, name: str, leader: int, quota: float, **changes: object) -> Seller:
    """A healthy Northline seller, changed."""
    usual: dict[str, object] = {
        "effort": _EFFORT,
        "yields": _YIELDS,
        "minutes": _MINUTES,
        "cycle": _CYCLE,
        "amounts": _AMOUNTS,
        "integrity": _REAL,
        "help": Help(marketing=0.08, partner=0.03),
        "quotas": (Quota(amount=quota),),
        "hours": Hours(create=8.0, win=14.0, serve=2.0, other=12.0),
        "accounts": 100,
    }
    return Seller(number=number, name=name, leader=leader, **(usual | changes))  # type: ignore[arg-type]  # by field name


def _within(first: date, last: date) -> Callable[[Counted, Step, int], Exact]:
    """Exactly so many of a channel's step between two days."""
    return lambda channel, step, count: Exact(channel=channel, step=step, first=first, last=last, count=count)


def _danas(as_of: date, quarter: date) -> tuple[Seller, ...]:
    exact = _within(quarter, as_of)
    mailing = Yields(
        dials=Yield(connect=0.50, conversation=0.60, meeting=0.45, held=0.85, opportunity=0.55),
        emails=Yield(connect=0.10, conversation=0.60, meeting=0.38, held=0.85, opportunity=0.55),
        meetings=_YIELDS.meetings,
        referral_asks=_YIELDS.referral_asks,
    )
    blunt = Yield(connect=0.48, conversation=0.60, meeting=0.20, held=0.80, opportunity=0.30)
    booking = Yield(connect=0.55, conversation=0.65, meeting=0.60, held=0.85, opportunity=0.0)
    return (
        _seller(
            VIKTOR,
            "Viktor Hale",
            DANA,
            400_000.0,
            segment="enterprise",
            win_multiplier=1.4,
            prospects_until=as_of - timedelta(days=163),
            script=viktor(as_of, quarter),
        ),
        _seller(
            PRIYA,
            "Priya Raman",
            DANA,
            400_000.0,
            effort=Effort(dials=4.0, emails=2.0, meetings=0.1, referral_asks=0.1),
            help=Help(marketing=0.65, sdr=0.30),
            sdr=SAM,
            script=priya(as_of, quarter),
            exact=(exact("leads", "touch", 34),),
        ),
        _seller(
            TOM,
            "Tom Brandt",
            DANA,
            240_000.0,
            effort=Effort(dials=6.0, emails=20.0, meetings=0.1, referral_asks=0.1),
            minutes=Minutes(dial=10.0, email=20.0, meeting=60.0, referral_ask=15.0),
            yields=mailing,
            script=tom(as_of, quarter),
            exact=(
                exact("emails", "touch", 120),
                exact("dials", "touch", 36),
                exact("emails", "held", 3),
                exact("dials", "held", 4),
            ),
        ),
        _seller(MEI, "Mei Lindqvist", DANA, 300_000.0, pattern=Pattern.LATE, script=mei(as_of, quarter)),
        _seller(
            CARLOS,
            "Carlos Mendes",
            DANA,
            240_000.0,
            integrity=Integrity(phantom_share=0.5, phantom_loss=0.3),
            script=carlos(as_of, quarter),
        ),
        _seller(
            JONAS,
            "Jonas Weber",
            DANA,
            220_000.0,
            effort=Effort(dials=34.0, emails=0.0, meetings=0.0, referral_asks=0.0),
            yields=Yields(dials=blunt),
            hours=Hours(create=14.0, win=10.0, serve=2.0, other=10.0),
            script=jonas(as_of, quarter),
            exact=(exact("dials", "conversation", 61),),
        ),
        _seller(OMAR, "Omar Haddad", DANA, 300_000.0),
        _seller(INGRID, "Ingrid Solberg", DANA, 300_000.0),
        _seller(
            SAM,
            "Sam Ortiz",
            DANA,
            0.0,
            role="SDR",
            effort=Effort(dials=24.0, emails=0.0, meetings=0.0, referral_asks=0.0),
            yields=Yields(dials=booking),
            help=Help(),
            quotas=(Quota(amount=40.0, measure="meetings_held"),),
            customers=0,
            exact=(exact("dials", "held", 29),),  # two more are the ones that opened deals for Priya
        ),
    )


def _bens(as_of: date, quarter: date) -> tuple[Seller, ...]:
    exact = _within(quarter, as_of)
    weak = Yield(connect=0.40, conversation=0.60, meeting=0.22, held=0.80, opportunity=0.42)
    return (
        _seller(
            AISHA,
            "Aisha Bello",
            BEN,
            400_000.0,
            effort=Effort(dials=6.0, emails=2.0, meetings=0.4, referral_asks=4.0),
            weekdays=(0.2, 2.0, 0.3, 2.0, 0.2),
            mornings=True,
            customers=24,
            script=aisha(as_of, quarter),
            split=Split(to=NADIA, share_of_deals=0.2, percent=100.0, overlay=True),
        ),
        _seller(
            LEA,
            "Lea Novak",
            BEN,
            200_000.0,
            effort=Effort(dials=6.0, emails=2.0, meetings=0.1, referral_asks=0.2),
            yields=Yields(dials=weak, emails=_YIELDS.emails, meetings=_YIELDS.meetings),
            hours=Hours(create=4.0, win=12.0, serve=2.0, other=18.0),
            exact=(exact("dials", "conversation", 9),),
        ),
        _seller(
            RUTH,
            "Ruth Adler",
            BEN,
            0.0,
            quotas=(Quota(amount=150_000.0, exceptions=((date(as_of.year, 4, 1), 20_000.0), (quarter, 80_000.0))),),
            hired_on=as_of - timedelta(days=93),
            effort=Effort(dials=22.0, emails=5.0, meetings=0.3, referral_asks=0.4),
            customers=4,
            script=ruth(as_of),
            exact=(exact("dials", "conversation", 31),),
        ),
        _seller(
            NADIA,
            "Nadia Petrov",
            BEN,
            0.0,
            role="account manager",
            effort=Effort(dials=8.0, emails=3.0, meetings=0.5, referral_asks=0.5),
            amounts=Amounts(median=45_000.0, log_sd=0.5),
            help=Help(),
            hours=Hours(create=5.0, win=8.0, serve=14.0, other=9.0),
            quotas=(
                Quota(amount=280_000.0, kinds=("renewal",), exceptions=((quarter, 190_000.0),)),
                Quota(amount=120_000.0, kinds=("expansion",)),
            ),
            customers=40,
            renewals=Renewals(kept=0.94, median=30_000.0, biennial=4, told_until=as_of, told_lost=2),
            exact=(exact("referral_asks", "touch", 4),),
        ),
        _seller(GREG, "Greg Olsen", BEN, 300_000.0, left_on=date(as_of.year - 1, 12, 31), heir=LEA),
    )


__all__ = ["NORTHLINE_SEED", "northline"]
