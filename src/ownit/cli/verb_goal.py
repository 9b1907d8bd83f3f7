"""What is everyone held to, and how is a goal set?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling
from ownit.cli.below import TakesNumbers

if TYPE_CHECKING:
    from ownit.promises.goals.record import Goals, Remark, Terms

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Set, take away, import and list goals.")

Period = Annotated[
    str | None,
    typer.Option(help="month, quarter, year, or a name such as 'Q4 2026'; else the one that 'ownit standing' tells."),
]
Who = Annotated[str, typer.Argument(help="A name, an e-mail or an id; 'company' for everyone together.")]
Measure = Annotated[str, typer.Option(help="bookings, new_recurring, margin, opportunities_opened, meetings_held")]
Kinds = Annotated[str, typer.Option(help="new, expansion, renewal: some of them, with commas; all if left out.")]
Team = Annotated[bool, typer.Option("--team", help="The goal of the team this person leads.")]


@app.command("list")
def listing(ctx: typer.Context, *, period: Period = None, json: telling.Json = False) -> None:
    """List the goals of a period, and where the CRM and what was set by hand differ."""
    session.open_promises(ctx)
    from ownit.flows import goals as flow

    asked, found, names = flow.listing(session.workspace(ctx), period)
    if json:
        telling.json_line({"period": asked.name, "start": asked.start, "end": asked.end, "goals": found})
        return
    _tell(found, names, asked.name)


@app.command("set", cls=TakesNumbers)
def setting(
    ctx: typer.Context,
    who: Who,
    amount: Annotated[str, typer.Argument(help="The number: 300000, 300k, 1.2M; or a count.")],
    *,
    period: Period = None,
    measure: Measure = "bookings",
    kinds: Kinds = "",
    currency: Annotated[str | None, typer.Option(help="Three letters; the organisation's if left out.")] = None,
    team: Team = False,
    why: Annotated[str, typer.Option(help="The reason; a lowered goal needs one.")] = "",
    json: telling.Json = False,
) -> None:
    """Set a goal by hand; it wins over what the CRM proposes, and the difference is shown."""
    session.open_promises(ctx)
    from ownit.flows import goals as flow

    said = flow.set_goal(
        session.workspace(ctx),
        flow.Wish(
            who=who, amount=amount, period=period, measure=measure, kinds=kinds, currency=currency, team=team, why=why
        ),
    )
    if json:
        telling.json_line({"changed": said.changed, "text": said.text})
        return
    from ownit.cli import layout

    layout.sentence(said.text)


@app.command("unset")
def unsetting(
    ctx: typer.Context,
    who: Who,
    *,
    period: Period = None,
    measure: Measure = "bookings",
    kinds: Kinds = "",
    team: Team = False,
    why: Annotated[str, typer.Option(help="The reason, kept with it; one is needed.")] = "",
    json: telling.Json = False,
) -> None:
    """Take away a goal that was set by hand or from a file; the CRM's holds again. That it was set stays on record."""
    session.open_promises(ctx)
    from ownit.answers import goals as answers
    from ownit.flows import goals as flow

    done = flow.unset_goal(
        session.workspace(ctx),
        flow.Wish(who=who, period=period, measure=measure, kinds=kinds, team=team, why=why),
    )
    if json:
        telling.json_line({"text": answers.sentence(done), "again": answers.again(done)})
        return
    from ownit.cli import layout

    layout.paragraph(answers.sentence(done))
    layout.next_step(answers.next_step(done))


@app.command("import")
def importing(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A CSV file with person, period (or its two days), amount; '-' reads standard input.")
    ],
    *,
    json: telling.Json = False,
) -> None:
    """Set goals from a CSV file; lines that cannot be taken are named, the others are kept."""
    session.open_promises(ctx)
    from ownit.answers import goals as answers
    from ownit.cli import layout
    from ownit.flows import goals as flow

    done, usual = flow.import_goals(session.workspace(ctx), file)
    if json:
        telling.json_line(done)
    else:
        layout.paragraph(answers.imported(done))
        for error in done.errors:
            layout.paragraph(f"line {error.line}: {error.text}", 2, 4)
        layout.paragraph(answers.ended(done))
        layout.paragraph(answers.elsewhere(done, usual))
    if done.errors:
        raise typer.Exit(1)


def _tell(found: Goals, names: dict[int, str], period: str) -> None:
    from ownit.answers import words
    from ownit.answers.standing.remarks import Remark as Said
    from ownit.answers.standing.remarks import told
    from ownit.cli import layout

    if not found.goals:
        telling.line(f'No goals for {period} yet. Set one: ownit goal set NAME 300k --period "{period}"')
    else:
        table = telling.table("who", "measure", "goal", "from", "why", title=f"Goals for {period}")
        for g in found.goals:
            t = g.terms
            measure = f"{t.measure} ({', '.join(t.kinds)})" if t.kinds else t.measure
            amount = words.amount(t.amount, t.currency or None)
            table.add_row(_whose(t, names), measure, amount, "CRM" if g.source == "facts" else "by hand", g.reason)
        telling.console().print(table)
    said = [Said(subject="", name=_whose(r, names), text=r.text) for r in (*found.conflicts, *found.lacking)]
    for text in told(said):
        layout.paragraph(text)


def _whose(of: Terms | Remark, names: dict[int, str]) -> str:
    """``Dana``, ``Dana's team`` or the company."""
    who = "company" if of.person is None else names.get(of.person, f"person {of.person}")
    return f"{who}'s team" if of.scope == "team" else who
