"""Whom do you mean to go after, and who is next?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from datetime import date

    from ownit.answers.targets import Listed, Stepped
    from ownit.promises.targets.record import Added

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="Whom you mean to go after, and who is next in your blocks."
)

Who = Annotated[str | None, typer.Option(help="Whose list: a name, an e-mail or an id.")]
Which = Annotated[list[str], typer.Argument(help="Their numbers, or names; a name of several words in quotes.")]


@app.command("list")
def listing(
    ctx: typer.Context,
    *,
    who: Who = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that were dropped.")] = False,
    json: telling.Json = False,
) -> None:
    """List your targets, the next ones first."""
    session.open_promises(ctx)
    from ownit.flows import target_list as flow

    found = flow.listing(session.workspace(ctx), who)
    if json:
        telling.json_line(found)
    else:
        _tell(found, who, every=every)


@app.command("add")
def adding(
    ctx: typer.Context,
    targets: Annotated[list[str], typer.Argument(help='"NAME - why", each in quotes.')],
    *,
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Put targets onto your list."""
    session.open_promises(ctx)
    from ownit.flows import targets as flow

    _told(flow.paste(session.workspace(ctx), "\n".join(targets), who), who, json=json)


@app.command("paste")
def pasting(ctx: typer.Context, *, who: Who = None, json: telling.Json = False) -> None:
    """Put what you paste, one target a line, onto your list; Ctrl-D ends it."""
    session.open_promises(ctx)
    from ownit.flows import targets as flow

    if sys.stdin.isatty():
        sys.stderr.write("Paste one target a line (NAME - why); end with Ctrl-D on a line of its own.\n")
    _told(flow.from_file(session.workspace(ctx), Path("-"), who), who, json=json)


@app.command("import")
def importing(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV file with a column called name; '-' reads standard input.")],
    *,
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Put the targets of a CSV file onto your list; lines that name nobody are told, the others are kept."""
    session.open_promises(ctx)
    from ownit.flows import targets as flow

    _told(flow.from_file(session.workspace(ctx), file, who), who, json=json)


@app.command("propose")
def proposing(
    ctx: typer.Context,
    *,
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Look in the record for lapsed customers, lost deals, quiet accounts, customers never asked for a referral."""
    session.open_promises(ctx)
    from ownit.answers import targets as answers
    from ownit.cli import layout
    from ownit.flows import targets as flow

    done = flow.propose(session.workspace(ctx), who)
    if json:
        telling.json_line(done)
        return
    layout.paragraph(answers.proposed_sentence(done, who))
    layout.next_step(answers.proposed_next_step(done, who))


@app.command("accept")
def accepting(
    ctx: typer.Context,
    which: Annotated[list[str] | None, typer.Argument(help="Their numbers, or names.")] = None,
    *,
    who: Who = None,
    every: Annotated[bool, typer.Option("--all", help="All that are proposed.")] = False,
    json: telling.Json = False,
) -> None:
    """Take proposed targets onto your list, or dropped ones again."""
    session.open_promises(ctx)
    from ownit.flows import target_list as flow

    if not which and not every:
        raise typer.BadParameter("Say which: their numbers, their names, or --all.")
    _stepped(flow.accept(session.workspace(ctx), which or (), who, every=every), who, json=json)


@app.command("drop")
def dropping(
    ctx: typer.Context,
    which: Which,
    *,
    why: Annotated[str, typer.Option(help="The reason, kept with it.")] = "",
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Take targets off your list; they are not proposed again."""
    session.open_promises(ctx)
    from ownit.flows import target_list as flow

    _stepped(flow.drop(session.workspace(ctx), which, who, why=why), who, json=json)


@app.command("touched")
def touching(
    ctx: typer.Context,
    which: Which,
    *,
    on: Annotated[str | None, typer.Option(help="The day (YYYY-MM-DD); today if left out.")] = None,
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Say that you were in touch with targets; they are left in peace for a week, unless a next step is due."""
    session.open_promises(ctx)
    from ownit.flows import target_list as flow

    _stepped(flow.touched(session.workspace(ctx), which, who, on=_day("--on", on)), who, json=json)


@app.command("next")
def stepping(
    ctx: typer.Context,
    which: Annotated[str, typer.Argument(help="Its number, or its name.")],
    step: Annotated[list[str], typer.Argument(help="What comes next.")],
    *,
    due: Annotated[str | None, typer.Option(help="The day (YYYY-MM-DD) on which it is due.")] = None,
    who: Who = None,
    json: telling.Json = False,
) -> None:
    """Say what comes next with a target, and when; on that day it is first on your list."""
    session.open_promises(ctx)
    from ownit.flows import target_list as flow

    done = flow.plan_next(session.workspace(ctx), which, " ".join(step), _day("--due", due), who)
    _stepped(done, who, json=json)


def _day(option: str, text: str | None) -> date | None:
    from ownit.flows.said import day_of

    return None if text is None else day_of(option, text)


def _told(added: Added, who: str | None, *, json: bool) -> None:
    """How many were added, and which lines are no targets; exit 1 where there are such."""
    from ownit.answers import targets as answers
    from ownit.cli import layout

    if json:
        telling.json_line(added)
    else:
        layout.paragraph(answers.added_sentence(added))
        for error in added.errors:
            layout.paragraph(f"line {error.line}: {error.text}", 2)
        layout.paragraph(answers.overdue(added, who))
        layout.next_step(answers.added_next_step(added, who))
    if added.errors:
        raise typer.Exit(1)


def _stepped(done: Stepped, who: str | None, *, json: bool) -> None:
    from ownit.answers import targets as answers
    from ownit.cli import layout

    if json:
        telling.json_line(done)
        return
    if not done.targets:
        layout.paragraph(answers.none_proposed(who))
        return
    for text in answers.stepped_sentences(done):
        layout.paragraph(text, 0, 2)
    layout.next_step(answers.stepped_next_step(who))


def _tell(found: Listed, who: str | None, *, every: bool) -> None:
    """How many there are, who is next, what is proposed, and one thing to do."""
    from ownit.answers import targets as answers
    from ownit.cli import layout

    layout.paragraph(answers.sentence(found))
    for title, listed in answers.parts(found, every=every):
        telling.line()
        if title:
            telling.line(title)
        layout.listed([(str(t.id), t.name, answers.about(t, found.on)) for t in listed], right=(0,))
    telling.line()
    layout.next_step(answers.next_step(found, who))
