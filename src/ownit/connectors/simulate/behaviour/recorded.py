"""What is the CRM told of each deal, and when?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.behaviour.deals import BROUGHT, OWN, Came, Deals
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.weekdays import weekday_after, weekday_of

PUSHES = 8  # of the expected close date at most
_MOVES = (0.10, 0.30, 0.55, 0.80)  # of a won deal's life, at which it enters the second to the fifth stage (R)
_TYPICAL = 80  # days ahead, to which the first expected close is set (R)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recorded:
    """Deals as the CRM is told of them, row by row with :class:`Deals`; days are day numbers, NEVER if not."""

    registered: Days
    closed: Days  # when its outcome is entered
    gone: Days  # when it is deleted
    word: Days  # of the source, when registered; -1: empty
    closing_word: Days  # once it is closed
    keeps: Days  # the day from which the account manager stands in the owner field; NEVER
    amount: Floats  # once it is closed
    lead: Days  # the day of the lead behind it, -1: none is linked
    moves: Days  # (n, 4) when it enters the second to the fifth stage
    pushes: Days  # (n, PUSHES) when the expected close is pushed
    expected: Days  # (n, PUSHES + 1) the expected close after so many pushes


def recorded_of(behaviour: Behaviour, deals: Deals, rng: np.random.Generator) -> Recorded:
    """Draw what is entered."""
    r, n = behaviour.recording, len(deals)
    registered = _registered(behaviour, deals, rng)
    closed = np.where(deals.won, deals.ended, weekday_after(deals.ended + _wait(rng, r.loss_after, n)))
    closed, gone = _dead(behaviour, deals, closed, rng)
    word = _words(behaviour, deals, rng)
    closing_word, keeps = word, np.full(n, NEVER, dtype=np.int64)
    if (habit := behaviour.overwritten) is not None:
        again = deals.won & (rng.random(n) < habit.source)
        closing_word = np.where(again, rng.integers(0, len(Came), size=n), word)
        handed = deals.won & (rng.random(n) < habit.owner)
        keeps = np.where(handed, deals.ended + habit.owner_after, keeps)
    expected, pushes = _expected(registered, rng)
    return Recorded(
        registered=registered,
        closed=closed,
        gone=gone,
        word=word,
        closing_word=closing_word,
        keeps=keeps,
        amount=deals.signed,
        lead=_leads(behaviour, deals, registered, rng),
        moves=_moves(deals, registered, rng),
        pushes=pushes,
        expected=expected,
    )


def _wait(rng: np.random.Generator, mean: float, n: int) -> Days:
    return rng.exponential(mean, size=n).astype(np.int64)


def _registered(behaviour: Behaviour, deals: Deals, rng: np.random.Generator) -> Days:
    n, late = len(deals), behaviour.late_registration
    if late is None:
        day = deals.opened + _wait(rng, behaviour.recording.registered_after, n)
        return np.minimum(weekday_after(day), deals.ended)
    progress = np.clip(late.progress + 0.1 * rng.normal(size=n), 0.2, 0.95)
    day = deals.opened + ((deals.ended - deals.opened) * progress).astype(np.int64)
    never = ~deals.won & (rng.random(n) < late.never)
    return np.where(never, NEVER, np.minimum(weekday_after(day), deals.ended))


def _dead(behaviour: Behaviour, deals: Deals, closed: Days, rng: np.random.Generator) -> tuple[Days, Days]:
    """When the lost are closed and deleted, by the company's habits."""
    n, lost = len(deals), ~deals.won
    gone = np.full(n, NEVER, dtype=np.int64)
    lots = rng.random(n)
    if (bulk := behaviour.bulk_losses) is not None:
        swept = _sweeps(deals.ended + bulk.dead_for, bulk.months)
        closed = np.where(lost & (lots < bulk.share), swept, closed)
    if (deletions := behaviour.deletions) is not None:
        which = lost & (lots < deletions.lost)
        gone = np.where(which, deals.ended + _wait(rng, deletions.after, n), gone)
        closed = np.where(which, NEVER, closed)
    if (none := behaviour.no_losses) is not None:
        gone = np.where(lost & (lots < none.deleted), deals.ended + _wait(rng, none.after, n), gone)
        closed = np.where(lost, NEVER, closed)
    return closed, gone


def _sweeps(day: Days, months: tuple[int, ...]) -> Days:
    """The first Monday, on or after each day, of one of these months."""
    years = np.arange(int(day.min(initial=0)) // 366 + 1970, int(day.max(initial=0)) // 365 + 1973)
    firsts = np.asarray([f"{y}-{m:02d}-01" for y in years for m in sorted(months)], dtype="datetime64[D]")
    number = firsts.astype(np.int64)
    mondays = number + (7 - weekday_of(number)) % 7
    return np.asarray(mondays[np.searchsorted(mondays, day)], dtype=np.int64)


def _words(behaviour: Behaviour, deals: Deals, rng: np.random.Generator) -> Days:
    """The source as it is entered: mostly true, sometimes empty or of the other side."""
    n, empty = len(deals), behaviour.recording.source_empty
    word = deals.came
    if (habit := behaviour.mislabelled) is not None:
        empty = habit.empty
        other = np.where(deals.brought, rng.choice(OWN, size=n), rng.choice(BROUGHT, size=n))
        word = np.where(rng.random(n) < habit.wrong / (1 - empty), other, word)
    return np.where(rng.random(n) < empty, -1, word).astype(np.int64)


def _leads(behaviour: Behaviour, deals: Deals, registered: Days, rng: np.random.Generator) -> Days:
    linked = behaviour.recording.lead_linked
    if behaviour.mislabelled is not None:
        linked = behaviour.mislabelled.leads_kept
    has: Flags = deals.brought & (deals.came != Came.PARTNER) & (rng.random(len(deals)) < linked)
    has &= registered < NEVER
    return np.where(has, deals.opened - rng.integers(0, 8, size=len(deals)), -1)


def _moves(deals: Deals, registered: Days, rng: np.random.Generator) -> Days:
    """Stages follow progress: a lost deal moves as if it had a longer life before it, and dies on the way."""
    n = len(deals)
    stretch = np.where(deals.won, 1.0, rng.uniform(1.0, 4.0, size=n))
    share = np.asarray(_MOVES) * np.exp(0.25 * rng.normal(size=(n, 4)))
    days = (deals.ended - deals.opened)[:, None] * stretch[:, None] * share
    moves = weekday_after(np.maximum.accumulate(deals.opened[:, None] + days.astype(np.int64), axis=1))
    first = np.where(registered < NEVER, registered, 0) + 1
    return np.asarray(np.maximum(moves, first[:, None]), dtype=np.int64)


def _expected(registered: Days, rng: np.random.Generator) -> tuple[Days, Days]:
    """Set to the end of a month, pushed when it comes near."""
    n = len(registered)
    start = np.where(registered < NEVER, registered, 0)
    first = start + (_TYPICAL * np.exp(0.3 * rng.normal(size=n))).astype(np.int64)
    gaps = rng.integers(30, 62, size=(n, PUSHES))
    days = np.concatenate([first[:, None], first[:, None] + np.cumsum(gaps, axis=1)], axis=1)
    month = days.astype("datetime64[D]").astype("datetime64[M]")
    expected = (month + 1).astype("datetime64[D]").astype(np.int64) - 1
    pushes = np.maximum(weekday_after(expected[:, :-1] - rng.integers(0, 4, size=(n, PUSHES))), start[:, None] + 1)
    return expected, np.maximum.accumulate(pushes, axis=1)
