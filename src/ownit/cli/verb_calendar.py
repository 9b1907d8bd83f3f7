"""When do you work, what is in your calendar, and what became of your blocks?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers.commands import about, whose
from ownit.cli import session, telling
from ownit.cli.below import TakesNumbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ownit.flows.blocking.said import Time

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="When you work, which calendars are in the way, and what became of your blocks.",
)

Who = Annotated[str | None, typer.Option(help="Who you are: a name, an e-mail or an id.")]


@app.command("list")
def listing(ctx: typer.Context, *, who: Who = None, json: telling.Json = False) -> None:
    """Tell what you said about your time, and which calendars you gave."""
    session.open_promises(ctx)
    from ownit.flows.blocking import said

    found = said.time_said(session.workspace(ctx), who)
    if json:
        telling.json_line(found)
    else:
        _tell(found, who)


@app.command("set", cls=TakesNumbers)
def setting(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="hours, lunch, buffer, zone, away, calls_when ...: see the list.")],
    value: Annotated[list[str], typer.Argument(help='Such as "mon-thu 8-16:30, fri 8-13".')],
    *,
    who: Who = None,
    since: Annotated[
        str | None, typer.Option("--from", help="The day (YYYY-MM-DD) from which it holds; today if left out.")
    ] = None,
    json: telling.Json = False,
) -> None:
    """Say something about your time."""
    session.open_promises(ctx)
    from ownit.flows.blocking import said
    from ownit.flows.said import day_of

    text = " ".join(value)
    day = None if since is None else day_of("--from", since)
    changed = said.prefer(session.workspace(ctx), name, text, who, day)
    if json:
        telling.json_line({"changed": changed, "name": name, "value": text})
        return
    _then(f"{name} {'is now' if changed else 'already was'} {text}.", who)


@app.command()
def busy(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help="An .ics file, or an address on this machine.")],
    *,
    who: Who = None,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Take it off the list again, by where it is or its number.")
    ] = False,
    json: telling.Json = False,
) -> None:
    """Give a calendar whose events your blocks go around."""
    session.open_promises(ctx)
    from ownit.cli import layout
    from ownit.flows.blocking import said

    workspace = session.workspace(ctx)
    if take_back:
        where = said.take_back(workspace, source, who)
        if json:
            telling.json_line({"source": where, "taken_back": True})
        else:
            _then(f"Taken off your list: {where}.", who)
        return
    given = said.give(workspace, source, who)
    if json:
        telling.json_line(given)
        return
    layout.paragraph(f"{given.source} {'is on your list now' if given.new else 'was on your list already'}.")
    for note in given.notes:
        layout.paragraph(note, 2)
    _then("Your blocks go around its events; nothing of it is kept but where it is.", who)


def _then(said: str, who: str | None) -> None:
    from ownit.cli import layout

    layout.paragraph(said)
    layout.next_step(about("ownit week", who))


def _outcome(what: str, told_as: str) -> Callable[..., None]:
    def say(
        ctx: typer.Context,
        block: Annotated[
            list[str], typer.Argument(help='Its number in the week, or its day and time, such as "tue 9"; or all.')
        ],
        *,
        who: Who = None,
        last: Annotated[bool, typer.Option("--last", help="Of last week, not of this one.")] = False,
        json: telling.Json = False,
    ) -> None:
        session.open_promises(ctx)
        from ownit.cli import layout
        from ownit.flows.blocking import said
        from ownit.flows.blocking.words import when
        from ownit.method.blocks.kinds import titled

        done = said.became(session.workspace(ctx), what, " ".join(block), who, weeks=-1 if last else 0)
        if json:
            telling.json_line(done)
            return
        if not done.blocks:
            layout.paragraph("There is no block of which you have not said what became of it.")
        for b in done.blocks:
            told = "taken back" if what == "unsaid" else what.replace("_", " ")
            layout.paragraph(f"{when(b.start, said.zone_of(b))} {titled(b.kind)}: {told}.", 0, 2)
        for text in done.taken_off:
            layout.paragraph(text, 2)
        layout.next_step(about("ownit week", who))

    say.__doc__ = told_as
    return say


for _name, _what, _about in (
    ("kept", "kept", "Say that blocks were kept."),
    ("missed", "missed", "Say that blocks were missed; their time is planned again in the rest of the week."),
    ("moved", "moved", "Say that you moved blocks yourself and keep them then; they are not planned again."),
    ("made-up", "made_up", "Say that missed blocks were made up for."),
    ("unsaid", "unsaid", "Take back what you said of blocks."),
):
    app.command(_name)(_outcome(_what, _about))


@app.command("write")
def writing(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The .ics file to write.")],
    *,
    who: Who = None,
    coming: Annotated[bool, typer.Option("--next", help="Next week's blocks, not this week's.")] = False,
    json: telling.Json = False,
) -> None:
    """Write a week's blocks as a calendar file again, as they stand."""
    session.open_promises(ctx)
    from ownit.cli import layout
    from ownit.flows.blocking import file as flow

    done = flow.write_again(session.workspace(ctx), file, who, weeks=int(coming))
    if json:
        telling.json_line(done)
    else:
        layout.paragraph(done.sentence)


def _tell(found: Time, who: str | None) -> None:
    """What was said, what holds until then, and the calendars; what nobody said of kinds is told in one line."""
    from ownit.cli import layout

    n = sum(p.said for p in found.preferences)
    told = f"said {n} {'thing' if n == 1 else 'things'} about their time" if n else "said nothing about their time yet"
    layout.paragraph(f"{found.person.name} has {told}; clocks are those of {found.zone}.")
    telling.line()
    shown = [p for p in found.preferences if p.said or not p.name.endswith("_when")]
    cells = [(p.name, p.value or "-", f"{p.meaning} (you said so)" if p.said else p.meaning) for p in shown]
    layout.listed(cells)
    quiet = [p.name for p in found.preferences if not p.said and p.name.endswith("_when")]
    if quiet:
        layout.paragraph(f"When you like best to do what (not said): {', '.join(quiet)}.", 2)
    telling.line()
    for n, source in enumerate(found.calendars, 1):
        layout.paragraph(f"{n}  {source}", 2, 5)
    if found.calendars:
        layout.next_step(about("ownit week", who))
    else:
        layout.paragraph("No calendar is in the way of your blocks yet.")
        layout.next_step(f"give one: {whose('ownit calendar busy FILE.ics', who)}")
