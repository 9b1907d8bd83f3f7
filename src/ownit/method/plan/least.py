"""What is the least effort that gives the chance asked for?

The deals to open are found on the exact law (``solve``), by the effort that opens them in the least time
(``frontier``). Doing other things than lately is less sure (``channels.mix_variance``), which may cost more hours than
a quicker channel saves. So channels whose yield is less sure are taken to be dearer by ever more (``Limits.caution``),
as long as the number takes fewer hours so or, where the week has no room for enough, is surer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from ownit.method.plan import frontier
from ownit.method.plan.book import Worker
from ownit.method.plan.channels import mix_variance
from ownit.method.plan.effort import Beyond
from ownit.method.plan.frontier import Fit
from ownit.method.plan.solve import Chances, least_opened

UNSURE = 0.005  # of the log-variance of openings, from which on caution is looked for
FIRST, MOST = 0.25, 64.0  # of caution: from where it is doubled, and to where
FINER = 2.0**0.5
BETTER = 1e-3  # the share of minutes, or of chance, that it must be better by

Who = TypeVar("Who", bound=Worker)
_Worth = tuple[bool, float]


def effort(seller: Worker, chances: Chances, confidence: float) -> tuple[Fit, bool]:
    """The least effort that is enough, or the most that fits and False: also where what is least has no room."""
    floor, top = frontier.least(seller), frontier.most(seller)
    if not frontier.has_room(seller, floor):
        return top, False
    if chances.chance(floor.effort) >= confidence:
        return floor, True
    found = least_opened(
        lambda opened: chances.chance(opening(seller, opened, top).effort),
        confidence,
        floor.effort.opened,
        top.effort.opened,
    )
    return (top, False) if found is None else (opening(seller, found, top), True)


def all_given(seller: Worker, chances: Chances, confidence: float) -> tuple[Fit, bool]:
    """The most that the hours given open, and whether that is enough."""
    top = frontier.most(seller)
    return top, top.fits and chances.chance(top.effort) >= confidence


def opening(seller: Worker, opened: float, top: Fit) -> Fit:
    """The least effort that opens so many, or, by a rounding above the most, the most."""
    fit = frontier.opening(seller, opened)
    return top if isinstance(fit, Beyond) else fit


def planned(seller: Worker, chances: Chances, confidence: float) -> tuple[Fit, bool]:
    """The least effort, with as much caution as makes it least."""
    return effort(cautious(seller, chances, confidence), chances, confidence)


def cautious(seller: Who, chances: Chances, confidence: float, *, whole: bool = False) -> Who:
    """The seller with as much caution as makes the number take the least hours, or surest.

    ``whole``: all hours are given, and it is to be the surest.
    """
    found = all_given if whole else effort
    plain, _ = found(seller, chances, confidence)
    if mix_variance(seller.ways, plain.effort.activities) < UNSURE:
        return seller

    @lru_cache
    def worth(caution: float) -> _Worth:
        fit, enough = found(_with(seller, caution), chances, confidence)
        sooner = enough and not whole
        return sooner, -fit.effort.minutes if sooner else chances.chance(fit.effort)

    best, tried = 0.0, FIRST
    while tried <= MOST and (tried <= 1.0 or _better(worth(tried), worth(tried / 2.0))):
        best = tried if _better(worth(tried), worth(best)) else best
        tried *= 2.0
    for near in (best * FINER, best / FINER):
        best = near if best > 0 and _better(worth(near), worth(best)) else best
    return _with(seller, best)


def _with(seller: Who, caution: float) -> Who:
    return replace(seller, limits=replace(seller.limits, caution=caution))


def _better(one: _Worth, other: _Worth) -> bool:
    if one[0] != other[0]:
        return one[0]
    return one[1] > other[1] + BETTER * abs(other[1])
