"""How good would ownit have been on this history, beside the ways people forecast today?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers import words
from ownit.cli import calling, session, telling

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ownit.answers.trust import Method, Run, Trust

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backtest(
    ctx: typer.Context,
    *,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also draw it into this file, .svg or .png.", dir_okay=False)
    ] = None,
    json: telling.Json = False,
) -> None:
    """How good would ownit have been on this history, beside the ways people forecast today?"""
    session.open_promises(ctx)
    from ownit.flows.backtest.flow import backtest as flow

    if chart is not None:
        from ownit.cli.drawing import check

        check(chart)
    answer = flow(session.workspace(ctx), telling.progress())
    if chart is not None:
        from ownit.cli.backtest_chart import draw

        draw(answer, chart)
    if json:
        from ownit.answers.trust import to_json

        telling.json_line(to_json(answer))
        return
    tell(answer, telling.console())


def tell(answer: Trust, console: Console) -> None:
    """One sentence that answers, one table that proves it, one thing to do next."""
    from rich.text import Text

    console.print(Text(answer.headline, style="bold"))
    console.print(Text(answer.trust))
    console.print()
    if answer.runs:
        console.print(_table(answer))
    for note in (*answer.notes, *([" ".join(answer.learned)] if answer.learned else ())):
        console.print(Text(note, style="dim"))
    console.print()
    console.print(Text(f"Next: {calling.suggested(answer.next_step)}", style="bold"), soft_wrap=True)


def _table(answer: Trust) -> Table:
    """From the beginnings of periods; who forecasts what, how far off, how honest."""
    from ownit.answers.trust import NAMES

    right = ("off by", "of ownit's", "80 % held", "bias", "looks")
    table = telling.table("", *right, title=f"As of {answer.as_of}; {answer.origins} past days", right=right)
    for run in (run for run in answer.runs if run.week == 0):
        table.add_row(_what(run))
        for name, method in run.methods.items():
            table.add_row(f"  {NAMES.get(name, name)}", *_figures(name, method, answer.currency))
    return table


def _what(run: Run) -> str:
    whose = {"person": "each person", "team": "each team", "company": "company"}[run.level]
    return f"{whose}, a {run.horizon} ahead"


def _figures(name: str, m: Method, currency: str) -> list[str]:
    from ownit.answers.trust import POINTS

    return [
        words.amount(m.crps, currency),
        "-" if m.times is None else f"{m.times:.2f}",
        "a point" if name in POINTS else words.share(m.cover80.mean),
        "-" if m.bias is None else f"{round(100 * m.bias):+d} %",
        str(m.origins),
    ]
