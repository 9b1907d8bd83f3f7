"""What does a plan look like in a terminal: one sentence, the ladder, the week and the days, one thing to do next?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers import words
from ownit.answers.plan import figures
from ownit.answers.plan.comparing import compared_to
from ownit.cli import layout, telling
from ownit.cli.picture import ink

if TYPE_CHECKING:
    from ownit.answers.plan.adoption import Adoption
    from ownit.answers.plan.everyone import Everyone, Line
    from ownit.answers.plan.spans import Span
    from ownit.answers.plan.told import Row, Step, Told
    from ownit.flows.planning.supposing import Supposed
    from ownit.method.runway import LastDay

BAR, NARROW_BAR, NARROW = 24, 12, 70
_RECORD_OF = "the record of "  # people like you: as much is said without it where there is little room


def tell(told: Told) -> None:
    """The whole screen."""
    layout.paragraph(f"{told.name}: {told.sentence}")
    if told.icing:
        layout.paragraph(told.icing)
    telling.line()
    ladder(told.ladder)
    telling.line()
    week(told.week, told.unit.brings)
    telling.line()
    days(told)
    telling.line()
    for text in (told.between, told.binds, told.holds):
        if text:
            layout.paragraph(text)
    if told.why:
        layout.paragraph(f'Why: "{told.why}"')
    if told.earnings:
        layout.paragraph(told.earnings)
    for note in told.notes:
        layout.paragraph(note, 2)
    telling.line()
    layout.next_step(told.next_step)


def ladder(steps: Sequence[Step]) -> None:
    """Hours against chances, a bar each."""
    pens = ink(sys.stdout.encoding)
    room = NARROW_BAR if layout.width() < NARROW else BAR
    telling.line("Hours a week of opening business, and the chance alone")
    cells = [
        (
            f"{figures.hour_figure(s.hours)} h",
            (pens.own * filled(s.chance, room)).ljust(room),
            s.said,
            f"<- {s.what}" if s.what else "",
        )
        for s in steps
    ]
    for line in layout.rows(cells, right=(0,)):
        telling.line(line)


def filled(chance: float, room: int) -> int:
    """At least a little of a bar for any chance, and never all of it for less than certainty."""
    return min(max(round(room * chance), int(chance >= 0.005)), room - int(chance < 0.995))


def week(rows: Sequence[Row], brings: str = "opens") -> None:
    """What a week holds, whose evidence each line rests on."""
    heads = ("Each week", "", "hours", brings, "evidence")
    cells = [heads, *(_week_cells(row) for row in rows)]
    _table(cells, right=(1, 2, 3), dispensable=(3, 4))


def _week_cells(row: Row) -> tuple[str, ...]:
    did = "" if row.activities is None else figures.activities(row.kind, row.activities)
    opened = "" if row.opened is None else figures.figure(row.opened)
    title, evidence = row.title, row.evidence
    if layout.width() < NARROW:
        title, evidence = title.replace(" hours", " h"), evidence.removeprefix(_RECORD_OF)
    return (title, did, figures.hour_figure(row.hours), opened, evidence)


def days(told: Told) -> None:
    """Each part of the period: its number, the deals to open in it, its chance, and the last days that are safe."""
    heads = ("", "number", f"to {told.unit.bring}", "chance", "open by", "80 % range", "start by")
    shown = told.shown
    cells = [heads, *(_span_cells(span, told) for span in shown)]
    _table(cells, right=(1, 2), dispensable=(5, 2, 6))
    for span in shown:
        if span.by_hand or span.reason:
            _by_hand(span, told.currency)
    if told.no_days:
        layout.paragraph(f"No last day to open: {told.no_days}", 2)
    elif any(s.open_by for s in shown):
        evidence = ", ".join(sorted({s.open_by.evidence for s in shown if s.open_by}))
        from ownit.answers.plan.days import meaning

        behind = any(s.behind for s in shown)
        layout.paragraph(f"{meaning(evidence=evidence, behind=behind)} {told.touched}", 2)


def _span_cells(span: Span, told: Told) -> tuple[str, ...]:
    return (
        span.name,
        words.amount(span.amount) + ("*" if span.by_hand else ""),
        figures.figure(span.opened),
        words.chance(span.chance),
        _day(span.open_by, span.open_now, told.as_of),
        "" if span.open_by is None else f"{short(span.open_by.earliest)} - {short(span.open_by.latest)}",
        _day(span.start_by, span.start_now, told.as_of),
    )


def _day(last: LastDay | None, now: float | None, today: date) -> str:
    """A last day, or where it is behind what still comes in time."""
    from ownit.answers.plan.days import in_time

    if now is not None:
        return in_time(now)
    return "" if last is None else short(last.on, today)


def short(day: date, today: date | None = None) -> str:
    """``2 Oct``, with its year where that is another than today's."""
    year = "" if today is None or today.year == day.year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"


def _by_hand(span: Span, currency: str) -> None:
    because = f": {span.reason}" if span.reason else ""
    layout.paragraph(f"* {span.name} by hand{because}; reckoned: {words.amount(span.calculated, currency)}.", 2)


def compared(name: str, supposed: Sequence[Supposed], several: str = "deals") -> None:
    """Plans side by side: hours, chance, deals, and the difference to the first."""
    base = supposed[0].plan
    telling.line(f"{name}, each week")
    heads = ("what if", "hours", several, "chance", "difference")
    cells = [heads]
    for one in supposed:
        plan = one.plan
        cells.append(
            (
                _cut(one.text) or "as it is",
                figures.hour_figure(plan.hours.creating),
                figures.figure(plan.opened),
                words.chance(plan.chance),
                "" if one is supposed[0] else compared_to(plan, base, one.what),
            )
        )
    _table(cells, right=(1, 2), dispensable=(2,))


def _cut(text: str) -> str:
    """So much of a supposition as has room beside the figures."""
    room = max(12, layout.width() - 50)
    return text if len(text) <= room else f"{text[: room - 1]}…"


def everyone(told: Everyone) -> None:
    """One sentence, a line each, one thing to do next."""
    layout.paragraph(told.sentence)
    telling.line()
    heads = ("Each week", "number", "hours", "brings", "chance", "as it goes", "")
    planned = [_person_cells(line) for line in told.people if not line.why]
    if planned:
        _table([heads, *planned], right=(1, 2, 3), dispensable=(5, 3, 1))
    for line in told.people:
        if line.why:
            layout.paragraph(f"{line.called}: {line.why}", 2, 4)
    for note in told.notes:
        layout.paragraph(note, 2)
    telling.line()
    layout.next_step(told.next_step)


def _person_cells(line: Line) -> tuple[str, ...]:
    return (
        line.called,
        words.amount(line.goal or 0.0, line.unit),
        figures.hour_figure(line.hours or 0.0),
        figures.figure(line.opened or 0.0),
        words.chance(line.chance or 0.0),
        "" if line.as_going is None else words.chance(line.as_going),
        "" if line.feasible else "no room" if layout.width() < NARROW else "does not fit",
    )


def asked(answers: Adoption) -> None:
    """The three questions at adoption."""
    for question, answer in (
        ("What do you rely on others for?", answers.relied_on),
        ("What if they fail?", answers.if_they_fail),
        ("What is yours alone?", answers.yours_alone),
    ):
        telling.line(question)
        layout.paragraph(answer, 2)


def _table(cells: Sequence[Sequence[str]], right: Sequence[int], dispensable: Sequence[int]) -> None:
    """Rows in a terminal's width, doing without columns where they do not stand in a line; the reader is told."""
    kept, left_out = list(range(len(cells[0]))), []
    for column in (None, *dispensable):
        if column is not None:
            kept.remove(column)
            left_out.append(cells[0][column])
        chosen = [[row[i] for i in kept] for row in cells]
        lines = layout.rows(chosen, right=[kept.index(i) for i in right if i in kept])
        if max(map(len, lines)) <= layout.width():
            break
    for line in lines:
        telling.line(line)
    if left_out:
        layout.paragraph(f"A wider terminal also shows: {', '.join(left_out)}.", 2)
