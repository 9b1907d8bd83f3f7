"""What does the screen show that closes a beginning: one sentence, the ladder, the week's blocks, the file?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ownit.cli import layout, telling
from ownit.cli.picture import ink

if TYPE_CHECKING:
    from ownit.answers.plan.told import Step
    from ownit.answers.start import Begun
    from ownit.flows.starting.beginning import BlockShown, Started

BAR = 20
DAY = 14  # columns before a day's blocks
KEEP = "\N{NO-BREAK SPACE}"


def tell(started: Started, who: str | None = None) -> None:
    """The whole screen; ``who`` as the person was named, where they were."""
    layout.paragraph(started.begun.sentence)
    telling.line()
    for line in ladder(started.begun):
        telling.line(line)
    telling.line()
    blocks("This week" if started.this_week else "Next week", started.blocks)
    for text in started.short:
        layout.paragraph(text, 2)
    if started.holds:
        layout.paragraph(started.holds)
    telling.line()
    layout.paragraph(started.calendar.sentence if started.calendar else "No calendar file is written: it had no block.")
    if started.remark:
        layout.paragraph(started.remark)
    for text in started.beside:
        layout.paragraph(text)
    layout.next_step(then(started, who))


def then(started: Started, who: str | None) -> str:
    """The week that has blocks; where none has, the plan, which says why."""
    from ownit.answers.commands import about

    if not started.blocks:
        return f"see what is in the way: {about('ownit plan', who)}"
    return f"see the week as it goes: {about('ownit week', who, '' if started.this_week else '--next')}"


def ladder(begun: Begun) -> list[str]:
    """Hours against chances, with bars as long as there is room for, up to BAR."""
    lines = _rungs(begun, BAR)
    over = max(map(len, lines)) - layout.width()
    return [
        "Hours a week of opening business, and the chance alone",
        *(_rungs(begun, max(4, BAR - over)) if over > 0 else lines),
    ]


def _rungs(begun: Begun, room: int) -> list[str]:
    from ownit.answers.plan.figures import hour_figure

    pen = ink(sys.stdout.encoding).own
    cells = [
        (
            f"{hour_figure(step.hours)} h",
            (pen * _filled(step, room)).ljust(room),
            step.said,
            f"<- {step.what}" if step.what else "",
        )
        for step in begun.ladder
    ]
    return layout.rows(cells, right=(0,))


def _filled(step: Step, room: int) -> int:
    """At least a little of a bar for any chance, and never the whole for less than certainty."""
    return min(max(round(room * step.chance), 1 if step.chance >= 0.005 else 0), room - (step.chance < 0.995))


def blocks(week: str, listed: Sequence[BlockShown]) -> None:
    """The week's blocks, each day in a line or, where that is too long, broken between blocks."""
    from ownit.answers.words import hours
    from ownit.method.blocks.kinds import titled

    telling.line(f"{week}'s blocks" if listed else f"{week} has no room for a block.")
    days: dict[str, list[str]] = {}
    for b in listed:
        told = f"{b.start:%H:%M} {titled(b.kind)}, {hours(b.minutes)}"
        days.setdefault(f"{b.start:%a} {b.start.day:>2} {b.start:%b}", []).append(told.replace(" ", KEEP))
    for day, told_of_day in days.items():
        for n, line in enumerate(layout.broken("; ".join(told_of_day), layout.width() - DAY)):
            telling.line(f"  {day if n == 0 else '':<{DAY - 4}}  {line.replace(KEEP, ' ')}")
