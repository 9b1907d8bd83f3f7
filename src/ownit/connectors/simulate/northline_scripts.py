"""Which deals of Northline's people are told, not drawn, so that their stories hold?

Days are counted back from ``as_of`` or from the first day of its quarter; weekends fall on the Friday before.
"""

from __future__ import annotations

from datetime import date, timedelta

from ownit.connectors.simulate.script import Script, Scripted
from ownit.connectors.simulate.sources import Source

CALL, EMAIL, MEETING, REFERRAL = Source.CALL, Source.EMAIL, Source.MEETING, Source.REFERRAL
MARKETING, SDR, PARTNER = Source.MARKETING, Source.SDR, Source.PARTNER


def _back(day: date, days: int) -> date:
    there = day - timedelta(days=days)
    return there - timedelta(days=max(there.weekday() - 4, 0))


def _deal(
    day: date,
    opened: int,
    amount: float,
    source: Source = CALL,
    *,
    won: int | None = None,
    lost: int | None = None,
    phantom: bool = False,
    expected: date | None = None,
) -> Scripted:
    """A deal opened so many days before ``day``, and won or lost so many days before it, or open."""
    ended = won if won is not None else lost
    return Scripted(
        opened_on=_back(day, opened),
        amount=amount,
        source=source,
        closed_on=None if ended is None else _back(day, ended),
        won=won is not None,
        phantom=phantom,
        close_expected_on=expected,
    )


def viktor(as_of: date, quarter: date) -> Script:
    """104 % of a 400,000 quarter is won; nothing of his own was opened since 162 days ago, and three such are open."""
    return Script(
        opened_from=_back(as_of, 162),
        closed_from=quarter,
        until=as_of,
        deals=(
            _deal(as_of, 201, 236_000, won=34),
            _deal(as_of, 119, 180_000, MARKETING, won=15),
            _deal(as_of, 162, 410_000),
            _deal(as_of, 190, 290_000, REFERRAL),
            _deal(as_of, 176, 120_000, MEETING),
            _deal(as_of, 155, 140_000, MARKETING, lost=60),
            _deal(as_of, 106, 75_000, PARTNER, lost=48),
            _deal(as_of, 50, 120_000, MARKETING),
            _deal(as_of, 21, 90_000, MARKETING),
        ),
    )


def priya(as_of: date, quarter: date) -> Script:
    """260,000 won so far, all brought by marketing; one large deal of her own, the rest of the pipeline others'."""
    return Script(
        opened_from=_back(as_of, 130),
        closed_from=quarter,
        until=as_of,
        deals=(
            _deal(as_of, 126, 180_000, MARKETING, won=27),
            _deal(as_of, 133, 80_000, SDR, won=9),
            _deal(as_of, 78, 420_000, REFERRAL),
            _deal(as_of, 40, 60_000, CALL),
            _deal(as_of, 112, 110_000, MARKETING),
            _deal(as_of, 99, 135_000, MARKETING),
            _deal(as_of, 92, 105_000, MARKETING),
            _deal(as_of, 85, 150_000, SDR),
            _deal(as_of, 76, 120_000, MARKETING),
            _deal(as_of, 69, 140_000, MARKETING),
            _deal(as_of, 62, 115_000, MARKETING),
            _deal(as_of, 120, 90_000, MARKETING, lost=70),
            _deal(as_of, 105, 160_000, SDR, lost=58),
            _deal(as_of, 97, 80_000, MARKETING, lost=30),
            _deal(as_of, 71, 130_000, MARKETING, lost=22),
            _deal(as_of, 33, 95_000, MARKETING),
            _deal(as_of, 26, 125_000, SDR),
            _deal(as_of, 14, 100_000, MARKETING),
            _deal(as_of, 8, 110_000, SDR),
        ),
    )


def mei(as_of: date, quarter: date) -> Script:
    """Twelve of her own opened last quarter, nine in its last three weeks, one of those expected to close within it."""
    end = quarter - timedelta(days=1)
    return Script(
        opened_from=_back(quarter, 91),
        closed_from=quarter,
        until=as_of,
        deals=(
            _deal(quarter, 78, 140_000, lost=-9),
            _deal(quarter, 56, 165_000, won=-20),
            _deal(quarter, 35, 120_000, EMAIL),
            _deal(quarter, 21, 150_000),
            _deal(quarter, 20, 38_000, REFERRAL, won=2, expected=end),
            _deal(quarter, 19, 175_000),
            _deal(quarter, 15, 90_000, MEETING),
            _deal(quarter, 14, 210_000),
            _deal(quarter, 13, 110_000, lost=-34),
            _deal(quarter, 8, 130_000),
            _deal(quarter, 6, 85_000, EMAIL),
            _deal(quarter, 2, 160_000),
            _deal(quarter, 62, 125_000, MARKETING),
            _deal(as_of, 20, 70_000, CALL),
            _deal(as_of, 33, 95_000, MARKETING),
        ),
    )


def carlos(as_of: date, quarter: date) -> Script:
    """14 open deals of 2,100,000: five real ones of 500,000 with a dated next step, nine phantoms of 1,600,000."""
    real = ((24, 60_000), (45, 130_000), (66, 90_000), (82, 120_000), (101, 100_000))
    phantom = (
        (38, 150_000),
        (59, 210_000),
        (88, 120_000),
        (117, 260_000),
        (143, 95_000),
        (171, 180_000),
        (199, 240_000),
        (228, 145_000),
        (262, 200_000),
    )
    return Script(
        opened_from=_back(as_of, 130),
        closed_from=quarter,
        until=as_of,
        deals=(
            *(_deal(as_of, days, amount) for days, amount in real),
            *(_deal(as_of, days, amount, phantom=True) for days, amount in phantom),
            _deal(as_of, 124, 115_000, won=26),
            _deal(as_of, 110, 140_000, lost=51),
            _deal(as_of, 94, 85_000, MEETING, lost=33),
            _deal(as_of, 73, 105_000, MARKETING, lost=18),
        ),
    )


def tom(as_of: date, quarter: date) -> Script:
    """Three deals of his own in the quarter, one of them from e-mail."""
    return Script(
        opened_from=quarter,
        closed_from=None,
        until=as_of,
        deals=(
            _deal(as_of, 23, 110_000),
            _deal(as_of, 15, 140_000, EMAIL),
            _deal(as_of, 9, 90_000),
        ),
    )


def jonas(as_of: date, quarter: date) -> Script:
    """Three deals of his own in the quarter, from its conversations."""
    return Script(
        opened_from=quarter,
        closed_from=None,
        until=as_of,
        deals=(
            _deal(as_of, 20, 120_000),
            _deal(as_of, 13, 95_000),
            _deal(as_of, 6, 150_000),
            _deal(as_of, 27, 80_000, MARKETING),
        ),
    )


def aisha(as_of: date, quarter: date) -> Script:
    """330,000 of 400,000 won in half the quarter, and ten real deals of her own open, any of which is enough."""
    return Script(
        opened_from=_back(as_of, 130),
        closed_from=quarter,
        until=as_of,
        deals=(
            _deal(as_of, 121, 190_000, REFERRAL, won=35),
            _deal(as_of, 104, 140_000, REFERRAL, won=14),
            _deal(as_of, 127, 160_000, lost=62),
            _deal(as_of, 98, 90_000, MEETING, lost=39),
            _deal(as_of, 71, 120_000, lost=20),
            _deal(as_of, 118, 150_000, REFERRAL),
            _deal(as_of, 106, 175_000, REFERRAL),
            _deal(as_of, 95, 130_000),
            _deal(as_of, 84, 165_000, REFERRAL),
            _deal(as_of, 77, 110_000, MEETING),
            _deal(as_of, 64, 140_000, REFERRAL),
            _deal(as_of, 55, 185_000, REFERRAL),
            _deal(as_of, 43, 120_000),
            _deal(as_of, 28, 155_000, REFERRAL),
            _deal(as_of, 15, 135_000, REFERRAL),
            _deal(as_of, 60, 100_000, MARKETING),
        ),
    )


def ruth(as_of: date) -> Script:
    """Two deals in three months."""
    return Script(
        opened_from=_back(as_of, 120),
        closed_from=None,
        until=as_of,
        deals=(_deal(as_of, 37, 110_000), _deal(as_of, 9, 75_000, EMAIL)),
    )
