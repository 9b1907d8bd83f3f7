"""Where does a seller stand at the end of a week, and what does the next one hold?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.answers import words
from ownit.answers.plan import figures
from ownit.answers.plan.difference import hours
from ownit.answers.plan.unit import called
from ownit.answers.week import sentence
from ownit.answers.week.answer import Count, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone:
    """The plan redone from today: the number alone, minutes of opening business a week, before and now.

    ``unit``: what stands behind the number: the currency, ``meetings`` or ``opportunities``.

    ``holds``: from when it does; later than today where it asks for less than the one before. ``before``: minutes a
    week of the plan that held, None where that was another period's; ``changes``: what differs from it, in words.
    """

    goal: Decimal
    unit: str
    currency: str
    chance: float
    minutes: float
    before: float | None
    holds: date
    version: int
    changes: str = ""
    ends: date = date.max  # the last day of the plan's period
    as_of: date = date.max  # the day it is redone from: where the record ended long ago, that one


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """How many blocks have begun, how many of them were kept (or moved, or made up) or missed; how many are to come."""

    kept: int = 0
    missed: int = 0
    begun: int = 0
    to_come: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A week that is told: how its blocks went, its numbers, the plan redone, and the next week."""

    person: int
    name: str
    start: date
    end: date
    on: date
    went: Went
    counts: tuple[Count, ...]
    not_counted: tuple[str, ...]
    plan: Redone | None
    ahead: Week
    notes: tuple[str, ...]
    sentence: str
    next_step: str


def to_json(closed: Closed) -> dict[str, object]:
    """The documented, stable shape of ``ownit friday --json``: how the blocks went stands beside the rest.

    ``blocks``: those that have begun; ``to_come``: those that have not, where a week is closed before its end.
    """
    went = closed.went
    return {
        "person": closed.person,
        "name": closed.name,
        "start": closed.start,
        "end": closed.end,
        "on": closed.on,
        "kept": went.kept,
        "missed": went.missed,
        "blocks": went.begun,
        "to_come": went.to_come,
        "counts": closed.counts,
        "not_counted": closed.not_counted,
        "plan": closed.plan,
        "ahead": closed.ahead,
        "notes": closed.notes,
        "sentence": closed.sentence,
        "next_step": closed.next_step,
    }


def closed_sentence(went: Went, counts: Sequence[Count], plan: Redone | None, ahead: Week, today: date) -> str:
    """What of the week was done, where that leaves the number, and what the next week holds; one sentence."""
    parts = [_done(went), _brought(counts, plan), _stands(plan, today), _ahead(ahead)]
    told = "; ".join(part for part in parts if part)
    return f"{told[0].upper()}{told[1:]}."


def _done(went: Went) -> str:
    kept, so_far = _kept(went)
    if not went.to_come:
        return kept
    begun = f"{kept}{so_far}, and " if kept else "no block has begun yet: "
    return f"{begun}{went.to_come} {'is' if went.to_come == 1 else 'are'} still to come this week"


def _kept(went: Went) -> tuple[str, str]:
    """How the blocks that have begun went, and what is added in the middle of a week; of none of which anything is said
    it is not known that none was kept.
    """
    if not went.begun:
        return "", ""
    if not went.kept + went.missed:
        said = "whether you kept the one block" if went.begun == 1 else f"which of {went.begun} blocks you kept"
        return f"you have not said {said}", ""
    if not went.kept and went.missed < went.begun:
        return f"you missed {went.missed} of {went.begun} blocks, and have not said which of the others you kept", ""
    lost = f" and missed {went.missed}" if went.missed else ""
    return f"you kept {went.kept} of {sentence.blocks_in_words(went.begun)}{lost}", " so far"


_BROUGHT = {"opened": ("opportunity opened", "opportunities opened"), "meetings": ("meeting held", "meetings held")}


def _brought(counts: Sequence[Count], plan: Redone | None) -> str:
    """What the effort brought of what it owed: meetings held where the number is in meetings, else what was opened."""
    key = called(plan.unit).owes if plan else "opened"
    brought = next((c for c in counts if c.key == key), None)
    if brought is None:
        return ""
    one, several = _BROUGHT[key]
    n = f"{brought.count} {one if brought.count == 1 else several}"
    return n if brought.planned is None else f"{n} of the {sentence.figure(brought.planned)} this week owed"


def _stands(plan: Redone | None, today: date) -> str:
    if plan is None:
        return ""
    goal = words.amount(plan.goal, plan.unit)
    given = plan.minutes / 60.0
    change = "" if plan.before is None else _change(plan.before / 60.0, given)
    waits = f", which holds from {words.day(plan.holds, today)}" if plan.holds > today else ""
    if plan.holds > plan.ends:
        waits = f"; what you undertook before holds to the end on {words.day(plan.ends, today)}"
    chance = words.has_chance_of(plan.chance, f"{called(plan.unit).making} {goal} alone")
    ended = (today - plan.as_of).days > 1  # a day is only where one's clock is ahead of the record's
    since = f"as of {words.day(plan.as_of, today)}, where your record ends," if ended else "from today"
    return f"redone {since} the plan gives {chance}, with {figures.hours(given)} a week to open business{change}{waits}"


def _change(before: float, given: float) -> str:
    """By the figures that are told; where those are alike and the hours are not, the one is a little less."""
    n = figures.change_of(before, given)
    if not n:
        quarters = round(4 * given) - round(4 * before)
        return f", a little {'more' if quarters > 0 else 'less'} than before" if quarters else ", as before"
    return f" ({hours(abs(n))} {'more' if n > 0 else 'less'} than before)"


def _ahead(ahead: Week) -> str:
    which = "next week" if ahead.coming else "this week"
    if not ahead.blocks:
        return f"{which} holds no blocks" if ahead.planned else ""
    first = next((b for b in ahead.blocks if b.state == "to_come"), None)
    begins = f", from {sentence.when(first)} on" if first else ""
    return f"{which} holds {sentence.blocks_in_words(len(ahead.blocks))}, {sentence.held(ahead.blocks)}{begins}"
