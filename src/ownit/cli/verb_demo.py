"""What does ownit do, shown on a company that is made up?"""

from __future__ import annotations

import typer

from ownit.cli import calling, session, stopping, telling

app = typer.Typer(rich_markup_mode=None)


@app.command()
def demo(ctx: typer.Context, *, json: telling.Json = False) -> None:
    """Make up Northline Instruments, import it the ordinary way, and tell where everyone stands."""
    from ownit.flows import demo as flow
    from ownit.promises.opening import open_promises

    place = flow.workspace(session.workspace(ctx))
    flow.clear(place)
    open_promises(place.database)
    with stopping.told(lambda: "Stopped half way; nothing but the demo is touched. Begin it anew: ownit demo"):
        _report, answer = flow.run(place, telling.progress())
    calling.lay(place)
    if json:
        from ownit.answers.standing import to_json

        telling.json_line(to_json(answer))
        return
    from ownit.cli.verb_standing import tell

    telling.line("Northline Instruments, a company that is made up. There it is 12 August 2026, and will stay so.\n")
    tell(answer, telling.console(), calling.into(place))
    telling.line("\nYour own: ownit import salesforce FOLDER, or ownit import csv FOLDER --map MAP")
