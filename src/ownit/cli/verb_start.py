"""How does a seller begin: six questions, and two minutes later a plan and this week's blocks?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, stopping, telling

if TYPE_CHECKING:
    from ownit.flows.starting.answers import Answers
    from ownit.flows.starting.questions import Setting

app = typer.Typer(rich_markup_mode=None)


@app.command()
def start(
    ctx: typer.Context,
    *,
    trade: Annotated[str | None, typer.Option(help="Begin with the examples of a trade; see --trades.")] = None,
    trades: Annotated[bool, typer.Option("--trades", help="List the trades that there are examples for.")] = False,
    name: Annotated[str | None, typer.Option(help="Your name, where it is not clear whose plan it is.")] = None,
    calendar: Annotated[Path, typer.Option(help="Where this week's blocks are written.", dir_okay=False)] = Path(
        "plan.ics"
    ),
    yes: Annotated[bool, typer.Option("--yes", help="Accept every example, ask nothing.")] = False,
    json: telling.Json = False,
) -> None:
    """Answer six questions and hold a plan: hours against chances, this week's blocks, a calendar file."""
    if trades:
        _list(json=json)
        return
    session.open_promises(ctx)
    from ownit.flows.blocking import file
    from ownit.flows.starting import beginning, whose
    from ownit.flows.starting.trades import trade as named

    chosen = None if trade is None else named(trade)
    file.check(calendar)
    workspace = session.workspace(ctx)
    setting = whose.setting(workspace, whose.known(workspace, name), chosen)
    try:
        answers = _ask(setting, yes=yes)
        with stopping.by_a_person(), telling.meanwhile("Reckoning"):
            started = beginning.start(workspace, answers, name, setting.today, calendar, setting.recorded)
    except (KeyboardInterrupt, EOFError):
        sys.stdout.write("\n")
        sys.stdout.flush()
        telling.aside("Stopped; nothing was kept. Begin again: ownit start")
        raise typer.Exit(stopping.STOPPED) from None
    if json:
        telling.json_line(beginning.to_json(started))
        return
    from ownit.cli import begun

    begun.tell(started, name)


def _ask(setting: Setting, *, yes: bool) -> Answers:
    from ownit.cli import interview

    if yes:
        return interview.interview(setting, interview.accepting)
    if not sys.stdin.isatty():
        return interview.interview(setting, interview.piped)
    import readline  # noqa: F401 - the arrow keys work while a line is typed

    interview.opening(setting)
    answers = interview.interview(setting, interview.at_terminal, interview.echoed)
    telling.line()
    return answers


def _list(*, json: bool) -> None:
    from ownit.flows.starting.questions import SIX
    from ownit.flows.starting.trades import EXAMPLE, trades

    if json:
        telling.json_line({"trades": trades()})
        return
    from ownit.cli import layout

    layout.listed([(t.name, t.title) for t in trades()])
    telling.line()
    for one in trades():
        based = [f"{q.name}: {one.basis[q.name]}" for q in SIX if q.name in one.basis]
        if based:
            layout.paragraph(f"{one.name}, {'; '.join(based)}", 2, 4)
    layout.paragraph(f"All else is {EXAMPLE}. Begin: ownit start --trade NAME")
