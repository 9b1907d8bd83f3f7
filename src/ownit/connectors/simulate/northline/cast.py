"""Who is who at Northline, and what is usual there?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ownit.connectors.simulate.cycle import cycle_of
from ownit.connectors.simulate.parameters import (
    Amounts,
    Effort,
    Help,
    Hours,
    Integrity,
    Minutes,
    Quota,
    Seller,
    Yield,
    Yields,
)

HELEN, DANA, BEN = 1, 2, 3
VIKTOR, PRIYA, TOM, MEI, CARLOS, JONAS, SAM, OMAR, INGRID = 11, 12, 13, 14, 15, 16, 17, 18, 19
AISHA, LEA, RUTH, NADIA, GREG = 21, 22, 23, 24, 25

YIELDS = Yields(
    dials=Yield(connect=0.40, conversation=0.60, meeting=0.30, held=0.85, opportunity=0.55),
    emails=Yield(connect=0.12, conversation=0.60, meeting=0.30, held=0.85, opportunity=0.45),
    meetings=Yield(connect=1.0, conversation=1.0, meeting=1.0, held=0.90, opportunity=0.25),
    referral_asks=Yield(connect=0.35, conversation=0.80, meeting=0.65, held=0.90, opportunity=0.60),
)


def seller(number: int, name: str, leader: int, quota: float, **changes: Any) -> Seller:
    """A healthy Northline seller, changed."""
    healthy = Seller(
        number=number,
        name=name,
        leader=leader,
        effort=Effort(dials=13.0, emails=5.0, meetings=0.3, referral_asks=0.4),
        yields=YIELDS,
        minutes=Minutes(dial=10.0, email=15.0, meeting=60.0, referral_ask=15.0),
        cycle=cycle_of(90.0, 0.33),
        amounts=Amounts(median=150_000.0, log_sd=0.6),
        integrity=Integrity(phantom_share=0.04),
        help=Help(marketing=0.08, partner=0.03),
        quotas=(Quota(amount=quota),),
        hours=Hours(create=8.0, win=14.0, serve=2.0, other=12.0),
        accounts=100,
    )
    return replace(healthy, **changes)
