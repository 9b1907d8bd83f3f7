"""Where does each target stand, given everything recorded about it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from ownit.promises.targets import models
from ownit.promises.targets.record import Purpose, State, Target

_FIELDS = (
    *("id", "person_id", "name", "why", "purpose", "rule", "connector", "account_id"),
    *("effective_on", "known_touch", "folded"),
)


def folded(name: str) -> str:
    """A name as it is compared within one person's list: letters and spaces however written."""
    return " ".join(name.split()).casefold()


def standing(people: Iterable[int] | None = None) -> list[tuple[str, Target]]:
    """Every target of some people, or of all, by id, with its folded name.

    Two rows of one name (to pursue it, and to ask it for a referral) are of one account: who was touched was touched.
    """
    rows = models.Target.objects.order_by("id")
    steps = models.Step.objects.order_by("id")
    if people is not None:
        listed = list(people)
        rows, steps = rows.filter(person_id__in=listed), steps.filter(target__person_id__in=listed)
    by_target: dict[int, list[Any]] = defaultdict(list)
    for step in steps.values_list("target_id", "what", "text", "due_on", "effective_on", named=True):
        by_target[step.target_id].append(step)
    found = rows.values_list(*_FIELDS, named=True)
    there = [(row.folded, _target(row, by_target[row.id])) for row in found]
    touched: dict[tuple[int, str], date] = {}
    for name, target in there:
        if target.last_touch is not None:
            key = (target.person, name)
            touched[key] = max(touched.get(key, target.last_touch), target.last_touch)
    return [(name, replace(target, last_touch=touched.get((target.person, name)))) for name, target in there]


def _target(row: Any, steps: list[Any]) -> Target:
    state, reason = (State.PROPOSED if row.rule else State.ACTIVE), ""
    touch, next_step, due = row.known_touch, "", None
    for step in steps:
        if step.what == models.Step.What.ACCEPTED:
            state = State.ACTIVE
        elif step.what == models.Step.What.DROPPED:
            state, reason = State.DROPPED, step.text
        elif step.what == models.Step.What.TOUCHED:
            touch = max(touch or step.effective_on, step.effective_on)
        else:
            next_step, due = step.text, step.due_on
    return Target(
        id=row.id,
        person=row.person_id,
        name=row.name,
        why=row.why,
        purpose=Purpose(row.purpose),
        rule=row.rule,
        connector=row.connector,
        account_id=row.account_id,
        added=row.effective_on,
        state=state,
        last_touch=touch,
        next_step=next_step,
        due_on=due,
        reason=reason,
    )
