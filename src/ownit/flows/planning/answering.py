"""What is a person told of a drafted plan, with what they have said and undertaken beside it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.answers.commands import about
from ownit.flows.planning.adopting import chosen, terms, the_running
from ownit.flows.planning.drafting import Drafted
from ownit.flows.planning.drafting import drafted as drafted_on
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR, Viewer

if TYPE_CHECKING:
    from ownit.answers.plan.adoption import Adoption
    from ownit.answers.plan.mending import Answered
    from ownit.answers.plan.spans import Given
    from ownit.answers.plan.told import Told
    from ownit.flows.planning.ground import Ground
    from ownit.method.plan.made import Plan as Made
    from ownit.method.runway import Runway
    from ownit.promises.plans.record import Plan


def answer(workspace: Workspace, drafted: Drafted, who: str | None = None, viewer: Viewer = OPERATOR) -> Told:
    """The plan in words and figures; ``who`` is how the person was named, for the commands that come next."""
    from ownit.answers.limits import at_best, beside
    from ownit.answers.plan import spans, told
    from ownit.answers.plan.days import touched
    from ownit.answers.plan.doubting import past_room
    from ownit.answers.plan.sentence import icing, sentence
    from ownit.method.law import Missing
    from ownit.method.plan.book import Seller
    from ownit.promises.plans import selectors

    on, plan, today = drafted.ground, drafted.plan, workspace.now().date()
    said = selectors.said(viewer, on.person.id, today)
    held = holding(drafted.ground, today, viewer)
    days, leads = _runway(on), on.seller.leads if isinstance(on.seller, Seller) else None
    earns, problem = _earnings(drafted, said)
    parts = spans.spans(plan, _given(drafted), days, _whole(drafted), on.seller.present)
    return told.Told(
        id=on.person.id,
        name=on.person.name,
        period=on.name,
        source=on.source,
        as_of=on.as_of,
        currency=on.currency,
        plan=plan,
        sentence=sentence(plan, on.unit, on.as_of, _all_in_the_way(drafted, days)) + at_best(on.limits),
        icing=icing(plan),
        ladder=told.steps(plan, on.shown),
        rows=told.rows(plan, str(on.seller.evidence)),
        spans=parts,
        between=told.between(plan, on.unit.amount),
        binds=told.binds(plan),
        why=said.get("why", ""),
        earnings=earns,
        holds="" if on.undertaken else _holds(held, today),
        next_step=_next(workspace, drafted, held, who),
        no_days=days.cycle.text if isinstance(days.cycle, Missing) else "",
        touched=touched(leads),
        leads=leads,
        unit=on.unit,
        notes=(
            *_grows(on, plan),
            *on.beside,
            *on.notes,
            *_missing(on, spans.shown_kind(parts)),
            *spans.without_a_line(on.inner, spans.shown_kind(parts), on.as_of, on.name),
            *plan.notes,
            *_doubted(on, plan),
            *past_room(on.seller.ways),
            *beside(on.limits),
            *([problem] if problem else []),
        ),
    )


def _missing(on: Ground, kind: str) -> tuple[str, ...]:
    """What is missing of the number, where anything of it is made or time is over, and what carries it."""
    from ownit.answers.plan.missing import Carried, missing

    now, shown = on.so_far, [part for part in on.inner if part.kind == kind and part.end > on.as_of]
    if not shown or not (now.own or on.start < on.as_of):
        return ()
    made = now.made(on.goal)
    carried = [
        Carried(
            name=part.name,
            rest=max(part.amount - (made if part.start == on.start else Decimal(0)), Decimal(0)),
            running=part.start <= on.as_of,
        )
        for part in shown
    ]
    return (missing(on.goal, now.own, carried, on.unit),)


def _grows(on: Ground, plan: Made) -> tuple[str, ...]:
    """That the week's winning is that of a week in which as much is open as the plan opens."""
    from ownit.answers.plan.told import growing
    from ownit.method.plan.load import winning

    grows = winning(on.seller)
    return growing(plan.hours.winning, grows.on(0, plan.hours.winning), grows.days)


def _doubted(on: Ground, plan: Made) -> tuple[str, ...]:
    """What no record shows of the plan."""
    from ownit.answers.plan.doubting import doubting
    from ownit.method.plan.book import Seller
    from ownit.method.plan.doubts import doubts

    if not isinstance(on.seller, Seller):
        return ()
    return tuple(doubting(doubts(on.seller, {line.channel: line.activities for line in plan.lines})))


def adoption_of(drafted: Drafted) -> Adoption:
    """The three questions at adoption, answered from what is won and open and from the plan."""
    from ownit.answers.plan.adoption import adoption, counted
    from ownit.answers.plan.resting import resting
    from ownit.method.plan.book import Seller

    seller = drafted.ground.seller
    if not isinstance(seller, Seller):
        return counted(drafted.plan.opened, drafted.plan.hours.creating, drafted.ground.unit)
    return adoption(resting(drafted.plan, seller.book, drafted.currency))


def _runway(on: Ground) -> Runway:
    from ownit.answers.plan.days import runway
    from ownit.method.law import Missing
    from ownit.method.plan.book import Seller
    from ownit.method.runway import Runway

    if isinstance(on.seller, Seller):
        return runway(on.seller.book.cycle, on.seller.book.evidence, on.seller.leads)
    none = Missing(code="no_days_of_counts", n=0, needed=0, text="what is counted counts on the day.")
    return Runway(cycle=none, whole=none)


def holding(on: Ground, today: date, viewer: Viewer = OPERATOR) -> Plan | None:
    """The plan that holds today for the same person and period; before the period begins, the last adopted for it."""
    from ownit.promises.plans import selectors

    return selectors.plan(viewer, on.person.id, today, start=on.start, end=on.end)


def _whole(drafted: Drafted) -> str:
    return "In all" if drafted.ground.inner else drafted.ground.name


def _given(drafted: Drafted) -> list[Given]:
    from ownit.answers.plan.spans import Given

    return [
        Given(
            kind=str(part.kind),
            name=part.name,
            calculated=part.amount if part.calculated is None else part.calculated,
            by_hand=part.by_hand,
            reason=part.reason,
        )
        for part in drafted.ground.inner
    ]


def in_the_way(drafted: Drafted, answered: Answered | None = None) -> str:
    """What would make it fit, where it does not; each change is tried. ``answered``: the six answers just given."""
    plan, seller, unit = drafted.plan, drafted.ground.seller, drafted.ground.unit
    if plan.feasible:
        return ""
    from ownit.answers.plan.mending import Typical, count_mending, mending, neither_fits, room_mending
    from ownit.method.plan import typical
    from ownit.method.plan.counted import Counter, Counts, most_sure
    from ownit.method.plan.mend import mends, room, room_enough
    from ownit.method.plan.what_if import win_rate

    lacks_room, short = room(seller), plan.chance < plan.confidence
    if isinstance(seller, Counter):
        enough = room_enough(seller, Counts(counter=seller, goal=plan.goal), plan.confidence)
        if enough or not short:
            return room_mending(enough, seller.limits.week)
        return neither_fits(lacks_room) if lacks_room else count_mending(most_sure(seller, plan.confidence), unit)
    found = mends(seller, plan.goal, plan.confidence)
    if lacks_room and short and not found:
        return neither_fits(lacks_room)
    usual = Typical(
        win=win_rate(seller.book.cycle),
        worth=typical.worth(seller.book),
        days=typical.days(seller.book.cycle),
        week=seller.limits.week,
        allowed=seller.limits.creating,
    )
    return mending(found, usual, drafted.currency, answered)


def _all_in_the_way(drafted: Drafted, days: Runway) -> str:
    """The same, and that the last day to open for the period has passed, where it has (R15)."""
    from ownit.answers.plan.days import last_days
    from ownit.answers.words import day

    found, on = in_the_way(drafted), drafted.ground
    last = last_days([on.end], days.cycle)[0]
    if not found or last is None or last.on >= on.as_of:
        return found
    return f"It is late: what was to be won in time was safe to open until {day(last.on, on.as_of)}. {found}"


def _earnings(drafted: Drafted, said: Mapping[str, str]) -> tuple[str, str]:
    """What is earned at the number, and what is wrong with the commission table, if anything."""
    text = said.get("commission", "")
    if not text:
        return "", ""
    from ownit.answers.plan.earnings import earned, earnings
    from ownit.method.commission import CommissionError, read
    from ownit.method.plan.book import Seller

    try:
        seller = drafted.ground.seller
        if not isinstance(seller, Seller):
            return "", "Of your commission nothing is told: this number is no money."
        worth = earned(read(text), drafted.plan, seller.book, drafted.currency)
    except CommissionError as e:
        return "", f"Of your commission nothing is told: {e}"
    return earnings(worth, drafted.currency), ""


def _holds(held: Plan | None, today: date) -> str:
    from ownit.answers.plan.figures import hours
    from ownit.answers.words import chance, day

    if held is None:
        return ""
    return (
        f"You undertook {hours(held.terms.minutes / 60.0)} a week on {day(held.adopted_on, today)}; the chance told "
        f"then was {chance(held.terms.chance)}."
    )


def _next(workspace: Workspace, drafted: Drafted, held: Plan | None, who: str | None) -> str:
    if drafted.ground.end < workspace.now().date():
        return f"import what came since, or plan the period that runs: {the_running(workspace, drafted.ground)}"
    if drafted.ground.undertaken:
        return f"what is undertaken is one plan, to {drafted.ground.undertaken}; see it: {about('ownit plan', who)}"
    if held is None:
        what = "undertake it" if drafted.plan.feasible else "undertake the most that fits, or change an answer first"
        return f"{what}: {about('ownit plan', who, '--adopt')}"
    if _changed(workspace, drafted, held):
        return f"see what would change: {about('ownit redo', who)}"
    return f"see this week's blocks: {about('ownit week', who)}"


def _changed(workspace: Workspace, drafted: Drafted, held: Plan) -> bool:
    """Whether the plan made today, by what was chosen, asks for another week than the one undertaken."""
    from ownit.answers.plan.difference import difference
    from ownit.promises.plans import services

    what = chosen(held)
    drafted = drafted if what is None else drafted_on(drafted.ground, what)
    now = services.would(OPERATOR, terms(drafted), at=workspace.now())
    told = difference(held, now, workspace.now().date())
    return bool(told.work or told.deals or told.goal)
