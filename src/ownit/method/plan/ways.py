"""Which channels are open to one person, at which yield each, and up to how many activities a week?

A channel that nobody like them has made a habit of opens no more than what is published of it; who uses it now and then
goes on so, and no more of it is planned: what was written down when a deal came of it says nothing of what more brings.
In the first weeks of a record there are no habits yet: what was done in them is believed to go on beyond them, too.
"""

from __future__ import annotations

import numpy as np

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Flags
from ownit.method.law import Missing
from ownit.method.plan.channels import Way
from ownit.method.plan.logged import CHANNELS, HABIT, LATELY, WEEKS, EffortCells
from ownit.method.plan.published import published_yields
from ownit.method.plan.usual import ASKED_EVERY, TOUCHED_EVERY
from ownit.method.plan.yields import Z80, Yields
from ownit.method.rates import Evidence


def ways(found: Yields, person: int) -> tuple[Way, ...] | Missing:
    """The channels open to one person; missing where the record does not hold what opened their deals."""
    if found.cells.done[person].sum() <= 0 or found.unrecorded[person]:
        return _lack(found, person)
    every = (_way(found, person, c) for c in range(len(CHANNELS)))
    return tuple(one for one in every if one is not None)


def _way(found: Yields, person: int, c: int) -> Way | None:
    """One channel; None where nobody knows what it opens, or there is nobody to ask."""
    recent = float(found.cells.per_week[person, c])
    habit, most = _ever(found.cells, person, c), _most(found.cells, person, CHANNELS[c])
    opened, evidence = float(found.mean[person, c]), found.evidence[person][c]
    if habit == 0 and recent > 0:
        most = recent if _can_tell_habits(found.cells, person) else most
    elif habit == 0:  # a few times by somebody: what it brought is not what it brings every week
        opened, evidence = float(np.minimum(opened, published_yields()[c])), Evidence.PUBLISHED
    if np.isnan(opened) or (most == 0 and recent == 0):
        return None
    return Way(
        channel=CHANNELS[c],
        minutes=float(found.minutes[person, c]),
        opened=opened,
        ever=max(habit, recent),
        most=None if most is None else max(most, recent),
        evidence=evidence,
        recent=recent,
        log_sd=float(found.apart[person, c]),
        averaged=float(found.cells.done[_alike(found.cells, person), c].max()) / WEEKS,
    )


def _lack(found: Yields, person: int) -> Missing:
    done, opened = int(found.cells.lately[person].sum()), int(found.cells.opened_lately[person])
    if found.cells.done[person].sum() <= 0:
        text = "No calls, e-mails, meetings or referral asks of this person are on record: say what a normal week is."
        return Missing(code="no_effort", n=0, needed=1, text=text)
    text = (
        f"{opened} deals were opened in the last {LATELY * 7} days, but only {done} activities that open deals are on "
        "record: most of what opened them is not. Say what a normal week is, or log it."
    )
    return Missing(code="effort_unrecorded", n=done, needed=0, text=text)


def _most(cells: EffortCells, person: int, kind: Kind) -> float | None:
    every = {Kind.REFERRALS: ASKED_EVERY, Kind.TOUCH: TOUCHED_EVERY}.get(kind)
    return None if every is None else float(cells.customers[person]) / every


def _ever(cells: EffortCells, person: int, c: int) -> float:
    """What a person, or one of the people like them, can keep up, by their good weeks: see :func:`kept_up`."""
    return kept_up(float(cells.best[_alike(cells, person), c].max(initial=0.0)))


def _can_tell_habits(cells: EffortCells, person: int) -> bool:
    """Whether a record of people like them is long enough for one."""
    return float(cells.weeks_lately[_alike(cells, person)].max()) >= HABIT


def _alike(cells: EffortCells, person: int) -> Flags:
    return np.asarray(cells.group == cells.group[person])


def kept_up(good_week: float) -> float:
    """Activities a week x of whoever's 90 % week is ``good_week`` where weeks vary by chance: x + Z80 sqrt(x) = it.

    A week with four meetings is had by who has two a week. What was done once by luck is not what can be done always.
    """
    root = (np.sqrt(Z80**2 + 4.0 * good_week) - Z80) / 2.0
    return float(root**2)
