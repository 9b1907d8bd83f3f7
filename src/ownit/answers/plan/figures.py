"""How are hours a week, deals to open and a chance asked for said in a plan?"""

from __future__ import annotations

from ownit.answers.plan.unit import Unit, money
from ownit.answers.words import chance
from ownit.method.blocks.kinds import KINDS, Kind

WORKED = {
    Kind.CALLS: ("dial", "dials"),
    Kind.EMAILS: ("e-mail", "e-mails"),
    Kind.MEETINGS: ("meeting", "meetings"),
    Kind.REFERRALS: ("ask", "asks"),
    Kind.TOUCH: ("talk", "talks"),
    Kind.TARGETS: ("touch", "touches"),
    Kind.EVENTS: ("event", "events"),
}
"""What is counted of each channel: one, several."""

DEALS = money("")
MONTHLY = 52.0 / 12.0


def hours(n: float) -> str:
    """To the half hour below ten, whole above: ``17 hours``, ``1 hour``, ``6.5 hours``."""
    return f"{hour_figure(n)} {'hour' if hour_figure(n) == '1' else 'hours'}"


def hour_figure(n: float) -> str:
    """The number of them, as :func:`hours` has it; less than a quarter of one is 0."""
    return f"{told_hours(n):g}"


def told_hours(n: float) -> float:
    """Hours a week as every answer rounds those of a plan: to the half below ten, whole above."""
    return round(n * 2) / 2 if n < 10 else float(round(n))


def change_of(before: float, after: float) -> float:
    """How many hours a week more (less: below 0) there are, as told: of the two figures that the reader sees."""
    return told_hours(after) - told_hours(before)


def deals(a_week: float, unit: Unit = DEALS) -> str:
    """Deals to open, or what is counted: ``4.8 deals a week`` from one up, else ``3 deals a month``."""
    often, n = ("week", a_week) if a_week >= 1 else ("month", a_week * MONTHLY)
    told = figure(n)
    return f"{told} {unit.one if told == '1' else unit.several} a {often}"


def figure(n: float) -> str:
    """A count: tenths below ten, whole above; a tenth at least of what is not nothing."""
    if 0 < n < 0.1:
        return "under 0.1"
    return f"{n:.1f}".removesuffix(".0") if n < 9.95 else f"{n:,.0f}"


def activities(channel: str, n: float) -> str:
    """``296 dials``, ``1.5 asks``."""
    one, several = WORKED[Kind(channel)]
    told = figure(n)
    return f"{told} {one if told == '1' else several}"


def asked_for(confidence: float) -> str:
    """The chance asked for, exactly: ``8 in 10``, ``85 in 100``."""
    hundred = round(confidence * 100)
    return f"{hundred // 10} in 10" if hundred % 10 == 0 else f"{hundred} in 100"


def times(p: float) -> str:
    """How often a chance comes: ``4 times in 10``, ``1 time in 3``, ``almost never``."""
    said = chance(p)
    if " in " not in said:
        return "almost never" if p < 0.5 else "almost always"
    hits, _, of = said.partition(" in ")
    return f"{hits} {'time' if hits == '1' else 'times'} in {of}"


def channel(kind: str) -> str:
    """How a channel is called."""
    return KINDS[Kind(kind)]


def points(worth: float) -> str:
    """A change of a chance in percentage points: ``1.3 points``; ``under 0.1`` of what is not nothing."""
    told = figure(100.0 * worth)
    return f"{told} {'point' if told == '1' else 'points'}"
