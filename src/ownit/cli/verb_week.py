"""What is this week: what did you undertake, what of it is done, and what comes next?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.answers.week import BlockTold, Count, Week

app = typer.Typer(rich_markup_mode=None)

NAMES_SHOWN = 3
"""How many names of a block a screen shows; the calendar has them all."""


@app.command()
def week(
    ctx: typer.Context,
    who: Annotated[
        str | None, typer.Argument(help="Whose week: a name, an e-mail or an id; yours if left out.")
    ] = None,
    *,
    coming: Annotated[bool, typer.Option("--next", help="Next week, not this one.")] = False,
    calendar: Annotated[
        Path | None, typer.Option(help="Also write the week's blocks into this .ics file.", dir_okay=False)
    ] = None,
    json: telling.Json = False,
) -> None:
    """Plan the week's blocks from your plan and tell them, with what is done so far."""
    session.open_promises(ctx)
    from ownit.flows import week as flow
    from ownit.flows.blocking import file

    if calendar is not None:
        file.check(calendar)
    planned = flow.week(session.workspace(ctx), who, coming=coming)
    answer = planned.answer
    into = None
    if calendar is not None:
        into = file.write_planned(calendar, planned.calendar, planned.cancel, answer.start, len(answer.blocks))
    if json:
        telling.json_line({"week": answer, "calendar": into})
        return
    tell(answer)
    if into is not None:
        _say(into.sentence)


def tell(answer: Week) -> None:
    """One sentence, the blocks, the numbers so far, one thing to do next."""
    from ownit.cli import layout

    _say(answer.sentence)
    if answer.blocks:
        telling.line()
        blocks(answer.blocks)
    for text in (*answer.short, *answer.notes):
        _say(text, 2)
    if answer.counts:
        telling.line()
        numbers(answer.counts, coming=answer.coming)
    if answer.changed:
        telling.line()
        for text in answer.changed:
            _say(text, 2)
    telling.line()
    layout.next_step(answer.next_step)
    _say(answer.seen_by)


STATES = {"made_up": "made up", "past": "kept?", "now": "now", "to_come": ""}
"""How a block's state is shown; what is not here is shown as it is."""


def blocks(listed: tuple[BlockTold, ...]) -> None:
    """Each block in a line, and beneath it the first of its names."""
    from ownit.answers.words import hours, moment
    from ownit.cli import layout

    cells = [(str(b.number), moment(b.start), b.title, hours(b.minutes), STATES.get(b.state, b.state)) for b in listed]
    lines = layout.rows(cells, right=(0,))
    under = 2 + max(len(c[0]) for c in cells) + 2
    for block, line in zip(listed, lines, strict=True):
        telling.line(line)
        if block.names:
            more = len(block.names) - NAMES_SHOWN
            _say("; ".join((*block.names[:NAMES_SHOWN], *([f"{more} more"] if more > 0 else []))), under + 2)


def numbers(counted: tuple[Count, ...], *, coming: bool) -> None:
    """Each number so far beside the plan's, with a bar where the plan says something of it."""
    import sys

    from ownit.answers.week.sentence import figure
    from ownit.cli import layout
    from ownit.cli.picture import bar, ink

    pens = ink(sys.stdout.encoding)
    cells = []
    for c in counted:
        owed = "" if c.planned is None else f"{'' if coming else 'of '}{figure(c.planned)}"
        drawn = "" if coming or not c.planned else bar(c.count, 0, 0, c.planned, None, pens, 10)
        cells.append((c.title, "" if coming else str(c.count), owed, drawn))
    for line in layout.rows(cells, right=(1,)):
        telling.line(line)


def _say(text: str, indent: int = 0) -> None:
    from ownit.cli import layout

    layout.paragraph(text, indent)
