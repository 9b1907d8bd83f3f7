"""What is each subject held to in a period, as the viewer may see it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ownit.promises.current import chosen
from ownit.promises.goals.kept import Key, Subject, by_key, live_rows
from ownit.promises.goals.record import Goal, Goals, Kept, Remark, Terms
from ownit.promises.goals.tiling import Span, tilings
from ownit.promises.people.access import Viewer, whose_standing


def goals(viewer: Viewer, start: date, end: date, on: date) -> Goals:
    """What each subject is held to from ``start`` to ``end`` (its last day), as it stood ``on`` a day.

    The rule: a goal set for exactly this period; else the sum of goals whose periods make it up day for day, the
    fewest that do; else none, and ``lacking`` says so. A goal for a longer period is never divided. Of what facts
    propose and what was set by hand, the latter holds; where they differ, ``conflicts`` says so.
    """
    scope = whose_standing(viewer, on)
    rows = by_key(live_rows(Q(period_start__lte=end, period_end__gte=start)))
    held: dict[Subject, dict[Span, Any]] = defaultdict(dict)
    conflicts: list[Remark] = []
    for key, about in rows.items():
        person = key.subject.person
        seen = scope.everyone or (viewer.person is not None if person is None else person in scope)
        row = chosen(about, on) if seen else None
        if row is not None:
            held[key.subject][Span(key.start, key.end)] = row
            conflicts += _differing(key, row, about, on)
    asked = Span(start, end)
    found: list[Goal] = []
    lacking: list[Remark] = []
    for subject in sorted(held, key=lambda s: (s.scope, s.person or 0, s.measure, s.kinds)):
        goal, remarks = _goal(subject, asked, held[subject])
        if goal is None:
            lacking += remarks
        else:
            found.append(goal)
            conflicts += remarks
    return Goals(goals=tuple(found), conflicts=tuple(conflicts), lacking=tuple(lacking))


def _differing(key: Key, row: Any, about: list[Any], on: date) -> Iterator[Remark]:
    """The remark that facts and hand differ, if they do."""
    facts = chosen([r for r in about if r.source == "facts"], on)
    if row.source == "hand" and facts is not None and _said(facts) != _said(row):
        text = (
            f"Set by hand to {_money(row.amount, row.currency)} for {key.start} to {key.end}; "
            f"the CRM says {_money(facts.amount, facts.currency)}. What was set by hand holds."
        )
        yield _remark("hand_differs", key.subject, text)


def _goal(subject: Subject, asked: Span, held: Mapping[Span, Any]) -> tuple[Goal | None, list[Remark]]:
    """The goal of the asked period, and what to remark: conflicts if there is one, else why there is none."""
    ways = tilings(asked, held)
    if ways is None:
        periods = ", ".join(f"{s.start} to {s.end}" for s in sorted(held)[:3])
        text = f"Goals are set for {periods}{' and more' if len(held) > 3 else ''}, which do not make up "
        return None, [_remark("not_made_up", subject, f"{text}{asked.start} to {asked.end}.")]
    fewest = [held[s] for s in ways.fewest]
    currencies = {r.currency for r in fewest}
    if len(currencies) > 1:
        text = f"The goals that make up {asked.start} to {asked.end} are in {' and '.join(sorted(currencies))}."
        return None, [_remark("mixed_currencies", subject, text)]
    goal = Goal(
        terms=Terms(
            scope=subject.scope,
            person=subject.person,
            measure=subject.measure,
            kinds=tuple(subject.kinds.split(",")) if subject.kinds else (),
            period_start=asked.start,
            period_end=asked.end,
            amount=sum((r.amount for r in fewest), Decimal(0)),
            currency=next(iter(currencies)),
        ),
        source="hand" if any(r.source == "hand" for r in fewest) else "facts",
        parts=len(fewest),
        reason="; ".join(r.reason for r in fewest if r.reason),
    )
    return goal, _unequal(subject, goal, [held[s] for s in ways.most])


def _unequal(subject: Subject, goal: Goal, finest: list[Any]) -> list[Remark]:
    """The remark that a goal differs from the sum of its parts, if it does."""
    total = sum((r.amount for r in finest), Decimal(0))
    if len(finest) == goal.parts or total == goal.terms.amount or {r.currency for r in finest} != {goal.terms.currency}:
        return []
    said = _money(goal.terms.amount, goal.terms.currency)
    text = f"The goal is {said}, but the {len(finest)} shorter ones inside it add up to {_money(total, '')}."
    return [_remark("parts_differ", subject, text)]


def kept_by_leaders(viewer: Viewer, start: date, end: date, on: date) -> tuple[Kept, ...]:
    """What stays in each leader's own number from goals lowered within a period, less what was given on since."""
    scope = whose_standing(viewer, on)
    rows = live_rows(Q(period_start__gte=start, period_end__lte=end) & Q(stays_with__isnull=False))
    totals: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for r in rows:
        if r.effective_on <= on and r.stays_with_id in scope:
            totals[r.stays_with_id, r.measure, r.currency] += r.stays_amount
    return tuple(
        Kept(leader=leader, measure=measure, currency=currency, amount=amount)
        for (leader, measure, currency), amount in sorted(totals.items())
        if amount
    )


def _said(row: Any) -> tuple[Decimal, str]:
    return row.amount, row.currency


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.0f} {currency}".rstrip()


def _remark(code: str, subject: Subject, text: str) -> Remark:
    return Remark(code=code, scope=subject.scope, person=subject.person, measure=subject.measure, text=text)
