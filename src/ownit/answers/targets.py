"""What is said of the accounts and people that somebody means to go after?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers import commands
from ownit.answers.commands import whose

if TYPE_CHECKING:
    from ownit.promises.people.record import Person
    from ownit.promises.targets.record import Added, Target

NAMED = 8
"""So many targets are named in one sentence; a program is told all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A seller's list on a day: the active ones, those who are next first, and what was proposed or dropped."""

    person: Person
    on: date
    targets: tuple[Target, ...]

    def of(self, state: str) -> tuple[Target, ...]:
        """Those that stand so: active, proposed or dropped."""
        return tuple(t for t in self.targets if t.state == state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """What was said of which targets: accepted, dropped, touched, or what comes next with one."""

    person: Person
    what: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTargets:
    """How many targets were proposed to each person, and how many more fit a rule, once fewer wait for an answer."""

    by_person: Mapping[int, int]
    left_out: int

    @property
    def new(self) -> int:
        """All of them together."""
        return sum(self.by_person.values())


def sentence(found: Listed) -> str:
    """How many are on the list, and how many wait for an answer."""
    active, proposed = len(found.of("active")), len(found.of("proposed"))
    waiting = f"; {proposed} proposed {'waits' if proposed == 1 else 'wait'} for your answer" if proposed else ""
    return f"{found.person.name} has {active} {'target' if active == 1 else 'targets'} on the list{waiting}."


def parts(found: Listed, *, every: bool) -> Iterator[tuple[str, tuple[Target, ...]]]:
    """The list, what is proposed and, with ``every``, what was dropped, each with its title; only those that hold any.

    The list itself needs no title.
    """
    titled = {"": "active", "Proposed": "proposed"} | ({"Dropped": "dropped"} if every else {})
    for title, state in titled.items():
        if listed := found.of(state):
            yield title, listed


def about(target: Target, on: date) -> str:
    """What comes next with a target, why it is one, when it was touched last, and why it was dropped."""
    touch = "never touched" if target.last_touch is None else f"touched {target.last_touch}"
    due = "" if target.due_on is None else f"({'due' if target.due_on <= on else 'on'} {target.due_on})"
    step = " ".join(part for part in ("next:", target.next_step, due) if part) if target.next_step or due else ""
    ask = "ask for a referral" if target.purpose == "ask" else ""
    reason = f"dropped: {target.reason}" if target.state == "dropped" and target.reason else ""
    return "; ".join(part for part in (step, target.why, ask, touch, reason) if part)


def next_step(found: Listed, who: str | None) -> str:
    """To answer what is proposed; else to say whom one was in touch with; else to name somebody."""
    if proposed := found.of("proposed"):
        return f"accept or drop what is proposed: {whose(f'ownit targets accept {proposed[0].id}', who)}"
    if active := found.of("active"):
        return f"once you have been in touch: {whose(f'ownit targets touched {active[0].id}', who)}"
    return _begin(who)


def _begin(who: str | None) -> str:
    return "put names onto your list: " + whose('ownit targets add "NAME - why"', who)


def proposed_sentence(done: ProposedTargets, who: str | None) -> str:
    """How many are proposed now, to how many people, and how many wait until these are answered."""
    more = f" {done.left_out:,} more fit a rule and come once these are answered." if done.left_out else ""
    if not done.new:
        return f"No other target is proposed.{more}"
    to = "" if who else f" to {len(done.by_person)} {'person' if len(done.by_person) == 1 else 'people'}"
    n = "1 target is" if done.new == 1 else f"{done.new:,} targets are"
    return f"{n} proposed{to}, the largest first.{more}"


def proposed_next_step(done: ProposedTargets, who: str | None) -> str:
    """Where they are answered; with several people each has a list."""
    several = who is None and len(done.by_person) > 1
    return f"accept or drop them: {whose('ownit targets list', 'NAME' if several else who)}"


def added_sentence(added: Added) -> str:
    """How many were added, were there, or were not understood."""
    if not _any(added):
        return "There is no target in it."
    known = f", {added.known} {'was' if added.known == 1 else 'were'} there" if added.known else ""
    return f"{added.added} added{known}, {len(added.errors)} not understood."


def overdue(added: Added, who: str | None) -> str:
    """Whose next step was due on a day that has passed: it is due still; how another day is said. Empty for none."""
    late = added.overdue
    if not late:
        return ""
    named = [f"{one.name} ({one.due_on})" for one in late[:NAMED]]
    more = [f"{len(late) - NAMED:,} more"] if len(late) > NAMED else []
    *first, last = named + more
    which = f"{', '.join(first)} and {last}" if first else last
    what = "its next step was due" if len(late) == 1 else "their next steps were due"
    another = whose(f'ownit targets next {commands.quoted(late[0].name)} "what" --due YYYY-MM-DD', who)
    return f"{which}: {what} on a day that has passed. Kept as due, first on the list; another day: {another}"


def added_next_step(added: Added, who: str | None) -> str:
    """Where what was added shows up."""
    return f"they come into your blocks: {commands.about('ownit week', who)}" if _any(added) else _begin(who)


def _any(added: Added) -> bool:
    return bool(added.added or added.known or added.errors)


def stepped_sentences(done: Stepped) -> tuple[str, ...]:
    """One for each target: what is kept of it now."""
    what = {"next": "its next step is kept"}.get(done.what, done.what)
    return tuple(f"{target.name}: {what}." for target in done.targets)


def none_proposed(who: str | None) -> str:
    """Where all that are proposed were to be accepted and none is: how to look for some."""
    return f"Nothing is proposed. Look in the record: {whose('ownit targets propose', who)}"


def stepped_next_step(who: str | None) -> str:
    """The list, as it stands now."""
    return whose("ownit targets list", who)
