"""What has the organisation chosen, and how is that changed?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from ownit.cli import session, telling
from ownit.cli.below import TakesNumbers

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=TakesNumbers)
def choose(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(help="What to choose; everything chosen is listed if left out.")] = None,
    value: Annotated[str | None, typer.Argument(help="The new value; what holds is told if left out.")] = None,
    *,
    since: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="From which day it holds.")] = None,
    why: Annotated[str, typer.Option(help="The reason, kept beside the choice.")] = "",
    json: telling.Json = False,
) -> None:
    """Say what the organisation chooses: fiscal calendar, currency, zone, confidence ..."""
    session.open_promises(ctx)
    now = session.workspace(ctx).now()
    if name is not None and value is not None:
        from ownit.flows.choosing import choose
        from ownit.flows.said import day_of

        start = None if since is None else day_of("--from", since)
        day = choose(session.workspace(ctx), name, value, start, why)
        if not json:
            begins = day.isoformat() if day.year > 1900 else "the beginning"
            telling.line(f"{name} is {value.strip() or 'left empty'} from {begins} on.")
            return
    _tell(_rows(now, name), json=json)


def _rows(now: datetime, name: str | None) -> list[dict[str, object]]:
    from ownit.promises.organisation import selectors
    from ownit.promises.organisation.choices import DEFINITIONS
    from ownit.promises.organisation.errors import UnknownChoiceError
    from ownit.promises.people.access import OPERATOR

    if name is not None and name not in DEFINITIONS:
        raise UnknownChoiceError(name, list(DEFINITIONS))
    return [
        {
            "name": key,
            "value": DEFINITIONS[key].default if row is None else row.value,
            "chosen": row is not None,
            "since": None if row is None else row.effective_on,
            "why": "" if row is None else row.reason,
            "meaning": DEFINITIONS[key].meaning,
        }
        for key, row in selectors.in_force(OPERATOR, now.date()).items()
        if name in (None, key)
    ]


def _tell(rows: list[dict[str, object]], *, json: bool) -> None:
    if json:
        telling.json_line({"choices": rows})
        return
    table = telling.table("name", "value", "", "what it means", whole=("name",))
    for row in rows:
        table.add_row(
            str(row["name"]), str(row["value"]) or "-", "" if row["chosen"] else "default", str(row["meaning"])
        )
    telling.console().print(table)
    telling.line('Change one: ownit set NAME VALUE --why "the reason"')
