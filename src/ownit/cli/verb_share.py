"""What do you tell whoever asks about your week, in five lines for any chat?"""

from __future__ import annotations

from typing import Annotated

import typer

from ownit.cli import session, telling

app = typer.Typer(rich_markup_mode=None)


@app.command()
def share(
    ctx: typer.Context,
    who: Annotated[
        str | None, typer.Argument(help="Whose week: a name, an e-mail or an id; yours if left out.")
    ] = None,
    *,
    numbers: Annotated[bool, typer.Option("--numbers", help="Add what you dialled, held and opened.")] = False,
    way: Annotated[str, typer.Option("--in-the-way", help="What is in your way, in your own words.")] = "",
    following: Annotated[str, typer.Option("--next", help="What comes next, in your own words.")] = "",
    ask: Annotated[str, typer.Option("--ask", help="Your question, in your own words.")] = "",
    json: telling.Json = False,
) -> None:
    """Five lines to paste: undertaken, done, in the way, next, one question. No deal, no customer, no names."""
    session.open_promises(ctx)
    from ownit.answers.week.share import Added
    from ownit.flows.share import five_lines

    added = Added(in_the_way=way, next=following, question=ask)
    five = five_lines(session.workspace(ctx), who, added, numbers=numbers)
    if json:
        telling.json_line({"share": five, "lines": five.lines})
        return
    for line in five.lines:  # as they are, however narrow the terminal: they are for another window
        telling.line(line)
    for changed in five.changed:  # told once, and for nobody else: beside what is pasted
        telling.aside(changed)
