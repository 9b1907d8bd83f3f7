"""How are a seller's answers kept: as choices, a goal, words of their own, and times for the week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ownit.flows.days_off import UnknownCountryError, public_holidays
from ownit.flows.people import in_crm
from ownit.flows.starting import machine
from ownit.flows.starting.answers import Answers
from ownit.flows.starting.protected import Protected
from ownit.method.blocks.kinds import CREATING
from ownit.method.blocks.terms import Preferred, Span
from ownit.method.calendar import Kind
from ownit.promises.blocks.preferences import stretches
from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.errors import AmbiguousPersonError, UnknownPersonError

if TYPE_CHECKING:
    from ownit.promises.people.record import Person

REASON = "said at ownit start"
WEEK = "mon-fri 9-18"
"""Working hours that, less lunch, are the 40 a week that a plan by word reckons with."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def keep(person: Person, answers: Answers, *, at: datetime, viewer: Viewer = OPERATOR) -> str:
    """Record all that follows from the answers; each only where it is new. Raises what the services raise.

    What is handed back is the remark on who is to ask on Friday; empty where there is none to make.
    """
    from ownit.promises.plans import services as plans

    _choose(viewer, answers, at)
    _goal(viewer, person, answers, at)
    buddy, remark = _buddy(viewer, person, answers.buddy, at)
    for name, value in {**answers.said(), "buddy": buddy}.items():
        plans.say(viewer, person.id, name, value, at=at)
    _times(viewer, person, answers.protected, at)
    return remark


def _choose(viewer: Viewer, answers: Answers, at: datetime) -> None:
    """What nobody has chosen for the organisation: currency and kind of period of the answers, zone and country of the
    computer.
    """
    from ownit.promises.organisation import selectors, services

    chosen = selectors.in_force(viewer, at.date())
    zone = machine.zone()
    country = machine.country(zone) if zone else ""
    wanted = {
        "currency": answers.number.currency,
        "zone": zone,
        "country": country if _holidays(country, at) else "",
        "held_to": _held_to(viewer, answers, at),
    }
    for name, value in wanted.items():
        if value and chosen[name] is None:
            services.choose(viewer, name, value, at=at, reason=REASON)


def _held_to(viewer: Viewer, answers: Answers, at: datetime) -> str:
    """The kind of period that the number is for; empty for other days, and where a CRM is imported."""
    from ownit.promises.organisation import selectors

    if in_crm():
        return ""
    number, calendar = answers.number, selectors.choices(viewer, at.date()).calendar()
    periods = {kind: calendar.period(kind, number.start) for kind in (Kind.MONTH, Kind.QUARTER, Kind.YEAR)}
    return next((str(k) for k, p in periods.items() if (p.start, p.end) == (number.start, number.end)), "")


def _holidays(country: str, at: datetime) -> bool:
    """Whether the public holidays of a country are known."""
    try:
        return bool(public_holidays(country, at.date(), date(at.year + 1, at.month, 28)))
    except UnknownCountryError:
        return False


def _goal(viewer: Viewer, person: Person, answers: Answers, at: datetime) -> None:
    from ownit.promises.goals import services
    from ownit.promises.goals.record import Terms

    number = answers.number
    terms = Terms(
        scope="person",
        person=person.id,
        measure="bookings",
        kinds=(),
        period_start=number.start,
        period_end=number.end,
        amount=number.amount,
        currency=number.currency,
    )
    services.set_goal(viewer, terms, at=at, reason=REASON)


def _buddy(viewer: Viewer, person: Person, name: str, at: datetime) -> tuple[str, str]:
    """The buddy's name where it is nobody known here, and what to say of that; a known person is recorded as the buddy.

    Where nobody else is known a name is just a name: there is nothing to say.
    """
    from ownit.answers import start as answers
    from ownit.promises.people import selectors, services

    now = selectors.buddies(viewer, at.date()).get(person.id)
    try:
        found = selectors.find(viewer, name) if name else None
    except (UnknownPersonError, AmbiguousPersonError) as e:
        if now is not None:
            services.set_buddy(viewer, person.id, None, at=at)
        others = any(p.id != person.id for p in selectors.people(viewer))
        return name, answers.only_a_name(str(e)) if others else ""
    if found is None:
        return "", ""
    if found.id == person.id:
        return "", answers.asks_themselves(person.name)
    if now != found.id:
        services.set_buddy(viewer, person.id, found.id, at=at)
    return "", ""


def _times(viewer: Viewer, person: Person, protected: Protected, at: datetime) -> None:
    """The week as the plan takes it, unless the person said; the times named are liked best for opening business, and
    are times at which the person works."""
    from ownit.promises.blocks import selectors, services

    if "hours" not in selectors.preferred(viewer, person.id, at.date()):
        services.prefer(viewer, person.id, "hours", WEEK, at=at)
    if not protected.when:
        return
    for kind in sorted(CREATING):
        services.prefer(viewer, person.id, f"{kind}_when", protected.when, at=at)
    held = selectors.preferences(viewer, person.id, at.date())
    outside = [p for p in stretches(protected.when) if not _worked(p, held.hours.days[p.weekday])]
    if outside:
        services.prefer(viewer, person.id, "hours", hours_with(held.hours.days, outside), at=at)


def _worked(time: Preferred, spans: Sequence[Span]) -> bool:
    return any(s.start <= time.span.start and time.span.end <= s.end for s in spans)


def hours_with(days: Sequence[Sequence[Span]], more: Sequence[Preferred]) -> str:
    """Working hours as text, widened by the times that lie outside them."""
    spans = [(day, s.start, s.end) for day, listed in enumerate(days) for s in listed]
    spans += [(p.weekday, p.span.start, p.span.end) for p in more]
    merged: list[tuple[int, int, int]] = []
    for day, start, end in sorted(spans):
        if merged and merged[-1][0] == day and start <= merged[-1][2]:
            merged[-1] = (day, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((day, start, end))
    return ", ".join(f"{_DAYS[day]} {_clock(start)}-{_clock(end)}" for day, start, end in merged)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
