"""What did a person undertake, and say of themselves, as the viewer may see it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ownit.promises.people.access import Scope, Viewer, check_hear_said, check_see_plan, whose_week, whose_work
from ownit.promises.plans import models
from ownit.promises.plans.holding import holding
from ownit.promises.plans.kept import Dated, dated, versions, whole
from ownit.promises.plans.questions import QUESTIONS
from ownit.promises.plans.record import Loosened, Plan, Sums, Terms, Undertaken


def plan(viewer: Viewer, person: int, on: date, *, start: date | None = None, end: date | None = None) -> Plan | None:
    """The version that holds on a day: of the period from ``start`` to ``end`` where they are given, else of the
    period that covers the day, else of one to come, since what is to be won in it is opened before (R15). Of several
    periods, the one whose plan was adopted last. None: nothing holds.

    Raises NotAllowedError.
    """
    check_see_plan(viewer, person)
    asked = [
        v
        for v in dated([person]).get(person, ())
        if (v.start == start or start is None) and (v.end == end if end else v.end >= on)
    ]
    found = _last(asked, on) if start else _current(asked, on)
    return None if found is None else whole([found.id])[found.id]


def plans(viewer: Viewer, person: int) -> tuple[Plan, ...]:
    """Every version of every period's plan of a person, in the order adopted. Raises NotAllowedError."""
    check_see_plan(viewer, person)
    return versions(person)


def said(viewer: Viewer, person: int, on: date) -> dict[str, str]:
    """What a person said of themselves, by question, as it holds on a day; what was taken back is not there.

    Raises NotAllowedError.
    """
    check_hear_said(viewer, person)
    rows = models.Said.objects.filter(person_id=person, effective_on__lte=on).order_by("effective_on", "id")
    last = {row.name: row.value for row in rows}
    return {name: last[name] for name in QUESTIONS if last.get(name)}


def said_at(viewer: Viewer, person: int, name: str, on: date) -> datetime | None:
    """When a person gave the answer to a question that holds on a day; None: they gave none. Raises NotAllowedError."""
    check_hear_said(viewer, person)
    rows = models.Said.objects.filter(person_id=person, name=name, effective_on__lte=on)
    last = rows.order_by("effective_on", "id").last()
    return None if last is None else last.recorded_at


def sums(viewer: Viewer, on: date) -> tuple[Sums, ...]:
    """The plan that holds on a day for each person whose work the viewer may see in sums, by person."""
    return tuple(_sums(held) for held in _held(whose_work(viewer, on), on))


def undertaken(viewer: Viewer, on: date) -> tuple[Undertaken, ...]:
    """What each person whose week the viewer may see undertook for the week of a day, by person."""
    return tuple(_undertaken(held.terms) for held in _held(whose_week(viewer, on), on))


def loosened(viewer: Viewer, since: date, on: date) -> tuple[Loosened, ...]:
    """Who of those whose week the viewer may see adopted less from ``since`` to ``on``, in the order adopted."""
    scope = whose_week(viewer, on)
    told = [
        (new, before)
        for adopted in dated(None if scope.everyone else scope.ids).values()
        for new in adopted
        if new.tells_buddy and since <= new.adopted_on <= on
        if (before := holding(_before(adopted, new), new.adopted_on)) is not None
    ]
    plans = whole({v.id for pair in told for v in pair})
    return tuple(
        Loosened(
            person=new.person,
            adopted_on=new.adopted_on,
            effective_on=new.effective_on,
            before=_undertaken(plans[before.id].terms),
            after=_undertaken(plans[new.id].terms),
        )
        for new, before in sorted(told, key=lambda pair: (pair[0].adopted_on, pair[0].id))
    )


def _before(adopted: Iterable[Dated], new: Dated) -> list[Dated]:
    """The earlier versions for the same period."""
    return [v for v in adopted if (v.start, v.end) == (new.start, new.end) and v.version < new.version]


def _held(scope: Scope, on: date) -> list[Plan]:
    """What holds on a day for each person, by person."""
    everyone = dated(None if scope.everyone else scope.ids).values()
    chosen = [_current([v for v in adopted if on <= v.end], on) for adopted in everyone]
    ids = [v.id for v in chosen if v is not None]
    plans = whole(ids)
    return [plans[i] for i in ids]


def _current(adopted: Sequence[Dated], on: date) -> Dated | None:
    """What holds of the periods that have begun, else of those to come."""
    return _last([v for v in adopted if v.start <= on], on) or _last(adopted, on)


def _last(adopted: Iterable[Dated], on: date) -> Dated | None:
    """What holds on a day of each period, and of these the one adopted last."""
    by_period: dict[tuple[date, date], list[Dated]] = defaultdict(list)
    for version in adopted:
        by_period[version.start, version.end].append(version)
    held = [h for series in by_period.values() if (h := holding(series, on)) is not None]
    return max(held, key=lambda h: h.id, default=None)


def _sums(held: Plan) -> Sums:
    terms = held.terms
    return Sums(
        person=terms.person,
        period_start=terms.period_start,
        period_end=terms.period_end,
        goal=terms.goal,
        currency=terms.currency,
        confidence=terms.confidence,
        chance=terms.chance,
        opened=terms.opened,
        creating=terms.minutes,
        winning=terms.minutes_of("win"),
        serving=terms.minutes_of("serve"),
        adopted_on=held.adopted_on,
        effective_on=held.effective_on,
    )


def _undertaken(terms: Terms) -> Undertaken:
    return Undertaken(
        person=terms.person,
        opened=terms.opened,
        creating=terms.minutes,
        winning=terms.minutes_of("win"),
        serving=terms.minutes_of("serve"),
    )
