"""How is a target added, answered, touched, dropped?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ownit.errors import OwnitError
from ownit.promises.people.access import Viewer, check_bring_facts, check_keep_targets
from ownit.promises.proposals import one_at_a_time
from ownit.promises.recorded import add as add_rows
from ownit.promises.targets import models
from ownit.promises.targets.kept import folded, standing
from ownit.promises.targets.pasted import parse_targets
from ownit.promises.targets.record import Added, Overdue, Proposed, State, Target, Wanted


class NoSuchTargetError(OwnitError):
    """There is no target of that id on this person's list."""

    def __init__(self, target: int) -> None:
        super().__init__(f"There is no target {target} on this list; list them to see their numbers.")


def add(viewer: Viewer, person: int, wanted: Sequence[Wanted], *, at: datetime) -> Added:
    """Add targets by hand. One that is on the list is left as it is; one that was dropped, or only proposed, is taken
    up again. Raises NotAllowedError.
    """
    with one_at_a_time():
        check_keep_targets(viewer, person)
        there = {(name, t.purpose): t for name, t in standing([person])}
        fresh: list[models.Target] = []
        steps: list[models.Step] = []
        signed = _signed(viewer, at)
        nexts: list[tuple[models.Target, Wanted]] = []
        for one in wanted:
            key = (folded(one.name), one.purpose)
            known = there.get(key)
            if known is None and key not in {(t.folded, t.purpose) for t in fresh}:
                fresh.append(_row(person, one, signed))
                nexts.append((fresh[-1], one))
            elif known is not None and known.state is not State.ACTIVE:
                steps.append(models.Step(target_id=known.id, what="accepted", effective_on=at.date(), **signed))
        add_rows(models.Target, fresh)
        steps += [_next(target.pk, one, signed, at.date()) for target, one in nexts if one.next_step or one.due_on]
        add_rows(models.Step, steps)
        taken_up = sum(step.what == "accepted" for step in steps)
        overdue = [(target.name, one.due_on) for target, one in nexts if one.due_on and one.due_on < at.date()]
        return Added(
            added=len(fresh) + taken_up,
            known=len(wanted) - len(fresh) - taken_up,
            overdue=tuple(Overdue(name=name, due_on=due) for name, due in overdue),
        )


def paste(viewer: Viewer, person: int, text: str, *, at: datetime, table: bool = False) -> Added:
    """Add the targets of a pasted text or a CSV file; lines that name none are told, the others are kept.

    Raises NoNameColumnError where a ``table`` names no column of names.
    """
    wanted, errors = parse_targets(text, at.date(), table=table)
    done = add(viewer, person, wanted, at=at)
    return replace(done, errors=errors)


def propose(person: int, found: Sequence[Wanted], *, at: datetime, viewer: Viewer, most: int | None = None) -> Proposed:
    """Record what rules propose to a person, the first ones first, until ``most`` of a rule wait for an answer.

    What was ever on the list is not proposed again.
    """
    check_bring_facts(viewer)
    with one_at_a_time():
        listed = standing([person])
        there = {(name, t.purpose.value) for name, t in listed}
        waiting = Counter(t.rule for _, t in listed if t.state is State.PROPOSED)
        fresh: list[models.Target] = []
        left = 0
        for one in found:
            key = (folded(one.name), one.purpose.value)
            if key in there:
                continue
            there.add(key)
            if most is not None and waiting[one.rule] >= most:
                left += 1
                continue
            waiting[one.rule] += 1
            fresh.append(_row(person, one, _signed(viewer, at)))
        add_rows(models.Target, fresh)
        return Proposed(new=len(fresh), left=left)


def accept(viewer: Viewer, person: int, target: int, *, at: datetime) -> None:
    """Take a proposed or dropped target onto the list. Raises NotAllowedError, NoSuchTargetError."""
    _step(viewer, person, target, at, what="accepted", effective_on=at.date(), unless=State.ACTIVE)


def drop(viewer: Viewer, person: int, target: int, *, at: datetime, why: str = "") -> None:
    """Take a target off the list, with a reason where there is one; it is not proposed again."""
    _step(viewer, person, target, at, what="dropped", text=why, effective_on=at.date(), unless=State.DROPPED)


def touch(viewer: Viewer, person: int, target: int, on: date, *, at: datetime) -> None:
    """Say that a target was touched on a day."""
    _step(viewer, person, target, at, what="touched", effective_on=on)


def plan_next(viewer: Viewer, person: int, target: int, step: str, due_on: date | None, *, at: datetime) -> None:
    """Say what comes next with a target, and when."""
    _step(viewer, person, target, at, what="next", text=step, due_on=due_on, effective_on=at.date())


def _step(
    viewer: Viewer, person: int, target: int, at: datetime, *, unless: State | None = None, **columns: Any
) -> None:
    """Add a row about a target, unless it would say where the target stands already."""
    with one_at_a_time():
        check_keep_targets(viewer, person)
        now: Target | None = next((t for _, t in standing([person]) if t.id == target), None)
        if now is None:
            raise NoSuchTargetError(target)
        if unless is None or now.state is not unless:
            models.Step.objects.create(target_id=target, **columns, **_signed(viewer, at))


def _signed(viewer: Viewer, at: datetime) -> dict[str, Any]:
    return {"recorded_at": at, "by": viewer.signature}


def _row(person: int, one: Wanted, signed: dict[str, Any]) -> models.Target:
    return models.Target(
        person_id=person,
        name=" ".join(one.name.split()),
        folded=folded(one.name),
        why=one.why,
        purpose=one.purpose.value,
        rule=one.rule,
        connector=one.connector,
        account_id=one.account_id,
        known_touch=one.last_touch,
        effective_on=signed["recorded_at"].date(),
        **signed,
    )


def _next(target: int, one: Wanted, signed: dict[str, Any], on: date) -> models.Step:
    return models.Step(target_id=target, what="next", text=one.next_step, due_on=one.due_on, effective_on=on, **signed)
