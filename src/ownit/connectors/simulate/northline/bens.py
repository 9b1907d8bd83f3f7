"""Who are Ben's people, and what is told of each?"""

from __future__ import annotations

from datetime import date, timedelta

from ownit.connectors.simulate.northline.cast import AISHA, BEN, GREG, LEA, NADIA, RUTH, YIELDS, seller
from ownit.connectors.simulate.northline.story import Story
from ownit.connectors.simulate.parameters import (
    Amounts,
    Effort,
    Help,
    Hours,
    Quota,
    Renewals,
    Seller,
    Split,
    Yield,
    Yields,
)
from ownit.connectors.simulate.script import Script
from ownit.connectors.simulate.sources import Source

REFERRAL, MEETING = Source.REFERRAL, Source.MEETING


def aisha(story: Story) -> Seller:
    """Makes it alone, 9 in 10, by asking customers for referrals on Tuesday and Thursday mornings."""
    return seller(
        AISHA,
        "Aisha Bello",
        BEN,
        400_000.0,
        effort=Effort(dials=6.0, emails=2.0, meetings=0.4, referral_asks=4.0),
        weekdays=(0.2, 2.0, 0.3, 2.0, 0.2),
        mornings=True,
        customers=24,
        script=_aishas(story),
        split=Split(to=NADIA, share_of_deals=0.2, percent=100.0, overlay=True),
    )


def _aishas(story: Story) -> Script:
    """330,000 of 400,000 won in half the quarter, and ten real deals of her own open, any of which is enough."""
    today = story.today
    return story.told(
        today.deal(121, 190_000, REFERRAL, won=35),
        today.deal(104, 140_000, REFERRAL, won=14),
        today.deal(127, 160_000, lost=62),
        today.deal(98, 90_000, MEETING, lost=39),
        today.deal(71, 120_000, lost=20),
        today.deal(118, 150_000, REFERRAL),
        today.deal(106, 175_000, REFERRAL),
        today.deal(95, 130_000),
        today.deal(84, 165_000, REFERRAL),
        today.deal(77, 110_000, MEETING),
        today.deal(64, 140_000, REFERRAL),
        today.deal(55, 185_000, REFERRAL),
        today.deal(43, 120_000),
        today.deal(28, 155_000, REFERRAL),
        today.deal(15, 135_000, REFERRAL),
        today.deal(60, 100_000, Source.MARKETING),
        opened_from=today.on(130),
        closed_from=story.quarter,
    )


def lea(story: Story) -> Seller:
    """Half the hours at half the conversion: nine conversations in the quarter."""
    return seller(
        LEA,
        "Lea Novak",
        BEN,
        200_000.0,
        effort=Effort(dials=6.0, emails=2.0, meetings=0.1, referral_asks=0.2),
        yields=Yields(
            dials=Yield(connect=0.40, conversation=0.60, meeting=0.22, held=0.80, opportunity=0.42),
            emails=YIELDS.emails,
            meetings=YIELDS.meetings,
        ),
        hours=Hours(create=4.0, win=12.0, serve=2.0, other=18.0),
        exact=(story.exactly(9, "dials", "conversation"),),
    )


def ruth(story: Story) -> Seller:
    """New, in month 3: two deals, and 31 conversations in the quarter, five a week."""
    early = ((date(story.as_of.year, 4, 1), 20_000.0), (story.quarter, 80_000.0))
    return seller(
        RUTH,
        "Ruth Adler",
        BEN,
        0.0,
        quotas=(Quota(amount=150_000.0, exceptions=early),),
        hired_on=story.as_of - timedelta(days=93),
        effort=Effort(dials=22.0, emails=5.0, meetings=0.3, referral_asks=0.4),
        customers=4,
        script=_ruths(story),
        exact=(story.exactly(31, "dials", "conversation"),),
    )


def _ruths(story: Story) -> Script:
    """Two deals in three months."""
    today = story.today
    return story.told(
        today.deal(37, 110_000),
        today.deal(9, 75_000, Source.EMAIL),
        opened_from=today.on(120),
        closed_from=None,
    )


def nadia(story: Story) -> Seller:
    """The account manager: keeps 94 % of 40 customers (38 of them still are), and asked four for a referral."""
    return seller(
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
            Quota(amount=280_000.0, kinds=("renewal",), exceptions=((story.quarter, 190_000.0),)),
            Quota(amount=120_000.0, kinds=("expansion",)),
        ),
        customers=40,
        renewals=Renewals(kept=0.94, median=30_000.0, biennial=4, told_until=story.as_of, told_lost=2),
        exact=(story.exactly(4, "referral_asks"),),
    )


def greg(story: Story) -> Seller:
    """Left at the end of last year; what he had open is Lea's."""
    left = date(story.as_of.year - 1, 12, 31)
    return seller(GREG, "Greg Olsen", BEN, 300_000.0, left_on=left, heir=LEA)
