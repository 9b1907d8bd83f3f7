"""Whom do you mean to go after, and who is next?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers.commands import whose
from ownit.cli import session, telling

if TYPE_CHECKING:
    from datetime import date

    from ownit.flows.target_list import Listed, Stepped
    from ownit.flows.targets import ProposedTargets
    from ownit.promises.targets.record import Added, Target

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
    from ownit.cli import layout
    from ownit.flows import targets as flow

    done = flow.propose(session.workspace(ctx), who)
    if json:
        telling.json_line(done)
        return
    layout.paragraph(_proposed(done, who))
    several = who is None and len(done.by_person) > 1
    layout.next_step(f"accept or drop them: {whose('ownit targets list', 'NAME' if several else who)}")


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


def _proposed(done: ProposedTargets, who: str | None) -> str:
    more = f" {done.left_out:,} more fit a rule and come once these are answered." if done.left_out else ""
    if not done.new:
        return f"No other target is proposed.{more}"
    to = "" if who else f" to {len(done.by_person)} {'person' if len(done.by_person) == 1 else 'people'}"
    n = "1 target is" if done.new == 1 else f"{done.new:,} targets are"
    return f"{n} proposed{to}, the largest first.{more}"


def _day(option: str, text: str | None) -> date | None:
    from ownit.flows.said import day_of

    return None if text is None else day_of(option, text)


def _told(added: Added, who: str | None, *, json: bool) -> None:
    """How many were added, and which lines are no targets; exit 1 where there are such."""
    from ownit.cli import layout

    if json:
        telling.json_line(added)
    elif not (added.added or added.known or added.errors):
        layout.paragraph("There is no target in it.")
        layout.next_step("put names onto your list: " + whose('ownit targets add "NAME - why"', who))
    else:
        known = f", {added.known} {'was' if added.known == 1 else 'were'} there" if added.known else ""
        layout.paragraph(f"{added.added} added{known}, {len(added.errors)} not understood.")
        for error in added.errors:
            layout.paragraph(f"line {error.line}: {error.text}", 2)
        layout.next_step(f"they come into your blocks: {whose('ownit week', who)}")
    if added.errors:
        raise typer.Exit(1)


def _stepped(done: Stepped, who: str | None, *, json: bool) -> None:
    from ownit.cli import layout

    if json:
        telling.json_line(done)
        return
    if not done.targets:
        layout.paragraph(f"Nothing is proposed. Look in the record: {whose('ownit targets propose', who)}")
        return
    what = {"next": "its next step is kept"}.get(done.what, done.what)
    for target in done.targets:
        layout.paragraph(f"{target.name}: {what}.", 0, 2)
    layout.next_step(whose("ownit targets list", who))


def _tell(found: Listed, who: str | None, *, every: bool) -> None:
    """How many there are, who is next, what is proposed, and one thing to do."""
    from ownit.cli import layout

    active, proposed, dropped = found.of("active"), found.of("proposed"), found.of("dropped")
    n = f"{len(active)} {'target' if len(active) == 1 else 'targets'}"
    waiting = (
        f"; {len(proposed)} proposed {'waits' if len(proposed) == 1 else 'wait'} for your answer" if proposed else ""
    )
    layout.paragraph(f"{found.person.name} has {n} on the list{waiting}.")
    for title, listed in (("", active), ("Proposed", proposed), ("Dropped", dropped if every else ())):
        if listed:
            telling.line()
            if title:
                telling.line(title)
            layout.listed([_cells(t, found.on) for t in listed], right=(0,))
    telling.line()
    if proposed:
        step = f"accept or drop what is proposed: {whose(f'ownit targets accept {proposed[0].id}', who)}"
    elif active:
        step = f"once you have been in touch: {whose(f'ownit targets touched {active[0].id}', who)}"
    else:
        step = "put names onto your list: " + whose('ownit targets add "NAME - why"', who)
    layout.next_step(step)


def _cells(t: Target, on: date) -> tuple[str, ...]:
    touch = "never touched" if t.last_touch is None else f"touched {t.last_touch}"
    due = "" if t.due_on is None else f" ({'due' if t.due_on <= on else 'on'} {t.due_on})"
    step = f"next: {t.next_step}{due}" if t.next_step or due else ""
    ask = "ask for a referral" if t.purpose == "ask" else ""
    reason = f"dropped: {t.reason}" if t.state == "dropped" and t.reason else ""
    return (str(t.id), t.name, "; ".join(part for part in (step, t.why, ask, touch, reason) if part))
