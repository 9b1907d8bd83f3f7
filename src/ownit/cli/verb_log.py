"""What did you do today, in one line?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers.commands import about, first_plan, whose
from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.flows.journal import Logged, Understood
    from ownit.promises.journal.grammar import Item

app = typer.Typer(rich_markup_mode=None)


# "-4 dials" is a line to be asked back about, not an option
@app.command(no_args_is_help=True, context_settings={"ignore_unknown_options": True})
def log(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(help='What you did: "14 dials, 3 conversations, 1 meeting, opened Acme 30k"; or: undo.'),
    ],
    *,
    who: Annotated[str | None, typer.Option(help="Whose journal: a name, an e-mail or an id.")] = None,
    json: telling.Json = False,
) -> None:
    """Keep what you did, in one line; `ownit log undo` takes the last line back."""
    session.open_promises(ctx)
    from ownit.flows import journal

    workspace, line = session.workspace(ctx), " ".join(text)
    progress = telling.progress()
    if line.strip().casefold() == "undo":
        undone = journal.undo(workspace, who, progress=progress)
        if json:
            telling.json_line({"undone": undone.text, "who": undone.person.name, "snapshot": undone.snapshot})
        else:
            telling.line(f'Taken back: "{undone.text}".')
        return
    logged = journal.log(workspace, line, who, progress=progress)
    if json:
        telling.json_line(logged)
        return
    _tell(logged, who)


def _tell(logged: Logged, who: str | None) -> None:
    """One sentence, what was understood, what to do next."""
    from ownit.cli import layout

    n = len(logged.understood)
    apart = [u for u in logged.understood if u.not_counted]
    telling.line(f"Kept for {logged.person.name}: {n} {'entry' if n == 1 else 'entries'}{_apart(len(apart))}.")
    table = telling.table("day", "what", "how many", "time", "who", "amount", "counted", right=("how many", "amount"))
    for one in logged.understood:
        table.add_row(*_cells(one))
    telling.console().print(table)
    for why in sorted({u.not_counted for u in apart}):
        telling.line(f"  not counted: {why}")
    for remark in logged.remarks:
        layout.paragraph(remark, 2)
    layout.paragraph(f"Not what you meant? {whose('ownit log undo', who)}")
    if logged.guessed:
        layout.paragraph(f'Not {logged.person.name}? Undo it, and say who: ownit log --who "NAME" ...')
    layout.next_step(_then(logged, who))


def _then(logged: Logged, who: str | None) -> str:
    """The week it counts toward, else where one stands; who has neither begins."""
    if logged.planned:
        return about("ownit week", who)
    return about("ownit standing", who) if logged.deals else first_plan(who, recorded=False)


def _apart(n: int) -> str:
    return "" if not n else f", {n} of them not counted since your CRM has {'it' if n == 1 else 'them'}"


def _cells(one: Understood) -> tuple[str, ...]:
    from ownit.answers import words

    item = one.item
    amount = "" if item.amount is None else words.amount(item.amount, item.currency or None)
    count = "" if item.what.value != "did" or (item.minutes and not item.count) else str(item.count)
    time = f"{item.minutes // 60}:{item.minutes % 60:02d} h" if item.minutes else ""
    return (item.on.isoformat(), _what(item), count, time, item.name, amount, "no" if one.not_counted else "yes")


def _what(item: Item) -> str:
    """How a thing is called: the channel and what came of it, or what became of the deal."""
    if item.what.value != "did":
        source = f" from {item.source}" if item.source and item.what.value != "lost" else ""
        return f"{item.what.value}{source}"
    if item.channel == "other":
        return item.result or {"create": "creating", "win": "winning", "serve": "serving"}.get(item.purpose, "other")
    return f"{item.channel}, {item.result}" if item.result else item.channel
