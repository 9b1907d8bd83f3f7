"""Which of Dana's people have a number or a pipeline that is not what it seems?

Each is followed by the deals that are told of them.
"""

from __future__ import annotations

from datetime import timedelta

from ownit.connectors.simulate.northline.cast import CARLOS, DANA, MEI, PRIYA, SAM, VIKTOR, seller
from ownit.connectors.simulate.northline.story import Story
from ownit.connectors.simulate.parameters import Effort, Help, Integrity, Pattern, Seller
from ownit.connectors.simulate.script import Script
from ownit.connectors.simulate.sources import Source

EMAIL, MEETING, REFERRAL = Source.EMAIL, Source.MEETING, Source.REFERRAL
MARKETING, SDR, PARTNER = Source.MARKETING, Source.SDR, Source.PARTNER


def viktor(story: Story) -> Seller:
    """The star: 104 % of the quarter, and next quarter alone 1 in 8, for he stopped prospecting in March."""
    return seller(
        VIKTOR,
        "Viktor Hale",
        DANA,
        400_000.0,
        segment="enterprise",
        win_multiplier=1.4,
        prospects_until=story.as_of - timedelta(days=163),
        script=_viktors(story),
    )


def _viktors(story: Story) -> Script:
    """104 % of a 400,000 quarter is won; nothing of his own was opened since 162 days ago, and three such are open."""
    today = story.today
    return story.told(
        today.deal(201, 236_000, won=34),
        today.deal(119, 180_000, MARKETING, won=15),
        today.deal(162, 410_000),
        today.deal(190, 290_000, REFERRAL),
        today.deal(176, 120_000, MEETING),
        today.deal(155, 140_000, MARKETING, lost=60),
        today.deal(106, 75_000, PARTNER, lost=48),
        today.deal(50, 120_000, MARKETING),
        today.deal(21, 90_000, MARKETING),
        opened_from=today.on(162),
        closed_from=story.quarter,
    )


def priya(story: Story) -> Seller:
    """Lives on what marketing and the SDR bring: with them 8 in 10, alone 2 in 10; of 60 pledged leads 34 came."""
    return seller(
        PRIYA,
        "Priya Raman",
        DANA,
        400_000.0,
        effort=Effort(dials=4.0, emails=2.0, meetings=0.1, referral_asks=0.1),
        help=Help(marketing=0.65, sdr=0.30),
        sdr=SAM,
        script=_priyas(story),
        exact=(story.exactly(34, "leads"),),
    )


def _priyas(story: Story) -> Script:
    """260,000 won so far, all brought by marketing; one large deal of her own, the rest of the pipeline others'."""
    today = story.today
    return story.told(
        today.deal(126, 180_000, MARKETING, won=27),
        today.deal(133, 80_000, SDR, won=9),
        today.deal(78, 420_000, REFERRAL),
        today.deal(40, 60_000),
        today.deal(112, 110_000, MARKETING),
        today.deal(99, 135_000, MARKETING),
        today.deal(92, 105_000, MARKETING),
        today.deal(85, 150_000, SDR),
        today.deal(76, 120_000, MARKETING),
        today.deal(69, 140_000, MARKETING),
        today.deal(62, 115_000, MARKETING),
        today.deal(120, 90_000, MARKETING, lost=70),
        today.deal(105, 160_000, SDR, lost=58),
        today.deal(97, 80_000, MARKETING, lost=30),
        today.deal(71, 130_000, MARKETING, lost=22),
        today.deal(33, 95_000, MARKETING),
        today.deal(26, 125_000, SDR),
        today.deal(14, 100_000, MARKETING),
        today.deal(8, 110_000, SDR),
        opened_from=today.on(130),
        closed_from=story.quarter,
    )


def mei(story: Story) -> Seller:
    """Prospects late: of twelve deals of last quarter nine came in its last three weeks, one of them in time."""
    return seller(MEI, "Mei Lindqvist", DANA, 300_000.0, pattern=Pattern.LATE, script=_meis(story))


def _meis(story: Story) -> Script:
    """Twelve of her own opened last quarter, nine in its last three weeks, one of those expected to close within it."""
    today, before = story.today, story.before_quarter
    return story.told(
        before.deal(78, 140_000, lost=-9),
        before.deal(56, 165_000, won=-20),
        before.deal(35, 120_000, EMAIL),
        before.deal(21, 150_000),
        before.deal(20, 38_000, REFERRAL, won=2, expected=story.quarter - timedelta(days=1)),
        before.deal(19, 175_000),
        before.deal(15, 90_000, MEETING),
        before.deal(14, 210_000),
        before.deal(13, 110_000, lost=-34),
        before.deal(8, 130_000),
        before.deal(6, 85_000, EMAIL),
        before.deal(2, 160_000),
        before.deal(62, 125_000, MARKETING),
        today.deal(20, 70_000),
        today.deal(33, 95_000, MARKETING),
        opened_from=before.on(91),
        closed_from=story.quarter,
    )


def carlos(story: Story) -> Seller:
    """Shows 2,100,000; half a million of it counts."""
    return seller(
        CARLOS,
        "Carlos Mendes",
        DANA,
        240_000.0,
        integrity=Integrity(phantom_share=0.5, phantom_loss=0.3),
        script=_carlos(story),
    )


def _carlos(story: Story) -> Script:
    """14 open deals of 2,100,000: five real ones of 500,000 with a dated next step, nine phantoms of 1,600,000."""
    today = story.today
    real = ((24, 60_000), (45, 130_000), (66, 90_000), (82, 120_000), (101, 100_000))
    phantom = (
        *((38, 150_000), (59, 210_000), (88, 120_000), (117, 260_000), (143, 95_000)),
        *((171, 180_000), (199, 240_000), (228, 145_000), (262, 200_000)),
    )
    return story.told(
        *(today.deal(days, amount) for days, amount in real),
        *(today.deal(days, amount, phantom=True) for days, amount in phantom),
        today.deal(124, 115_000, won=26),
        today.deal(110, 140_000, lost=51),
        today.deal(94, 85_000, MEETING, lost=33),
        today.deal(73, 105_000, MARKETING, lost=18),
        opened_from=today.on(130),
        closed_from=story.quarter,
    )
