"""What must I do each week to make the number with nobody's help?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.flows.planning import Drafted, Ground
    from ownit.flows.workspace import Workspace

app = typer.Typer(rich_markup_mode=None)


@app.command()
def plan(
    ctx: typer.Context,
    who: Annotated[str | None, typer.Argument(help="A name, an e-mail or an id; you, if left out.")] = None,
    *,
    period: Annotated[
        str | None, typer.Option(help="month, quarter, year, or a name such as 'Q4 2026'; else what you are held to.")
    ] = None,
    goal: Annotated[
        str | None, typer.Option(help="To which of several goals: meetings_held, expansion ...; else to the first.")
    ] = None,
    confidence: Annotated[
        str | None, typer.Option(help="How sure the plan shall be: 0.9, 90 % or 9 in 10; else the organisation's.")
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(help='"win 3 of 10", "deal 30k", "12 hours", "without referrals" ...; may be repeated.'),
    ] = None,
    adopt: Annotated[bool, typer.Option("--adopt", help="Undertake it: a promise to yourself.")] = False,
    leave: Annotated[
        bool, typer.Option("--leave", help="With --adopt: less for leave, sickness or holidays; holds at once.")
    ] = False,
    why: Annotated[str, typer.Option(help="With --adopt or --by-hand: the reason, kept beside it.")] = "",
    commission: Annotated[
        str | None, typer.Option(help='What you are paid: "6 % to 600k, 9 % above, cap 120k"; or a TOML file.')
    ] = None,
    by_hand: Annotated[
        list[str] | None, typer.Option(help='"Q1 100k" sets a part by hand, "Q1 empty" takes it back; may be repeated.')
    ] = None,
    spread: Annotated[
        str | None, typer.Option(help="How the rest is spread over the period: even, working-days or season.")
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(help='"calls at most 100", "asks at least 2", "hours at most 12", "calls any"; may be repeated.'),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write it as one page to send on.", dir_okay=False)
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="A line for each person; with WHO, for those who report to WHO.")
    ] = False,
    json: telling.Json = False,
) -> None:
    """What must I do each week to make the number with nobody's help, and how sure is that?"""
    if everyone and (what_if or adopt or by_hand or spread is not None or commission is not None or html is not None):
        raise typer.BadParameter("it goes with WHO, --period, --confidence and --json alone.", param_hint="--everyone")
    if (leave or why) and not (adopt or (by_hand and not leave)):
        raise typer.BadParameter("it goes with --adopt.", param_hint="--leave" if leave else "--why")
    keeps = adopt or by_hand or limit or spread is not None or commission is not None
    if goal is not None and (everyone or keeps):
        raise typer.BadParameter("it shows a plan; nothing is kept or undertaken with it.", param_hint="--goal")
    session.open_promises(ctx)
    from ownit.flows import planning
    from ownit.flows.planning.drafting import drafted as made
    from ownit.flows.planning.supposing import confidence_of, undertaken

    workspace = session.workspace(ctx)
    if everyone:
        _everyone(workspace, who, period, confidence, json=json)
        return
    if html is not None:
        from ownit.cli import plan_page

        plan_page.check(html)
    sure = None if confidence is None else confidence_of(confidence)  # refused before anything is reckoned or kept
    progress = telling.progress()
    ground = planning.ground(workspace, who, period, goal, progress=progress)
    if by_hand or limit or spread is not None or commission is not None:
        if limit:
            from ownit.flows.planning import keeping

            keeping.keep_limits(workspace, ground, limit)
        _keep(workspace, ground, by_hand or [], spread, commission, why)
        ground = planning.ground(workspace, who, period, progress=progress)
    ground = ground if sure is None else replace(ground, confidence=sure)
    if what_if and not adopt:
        _compare(ground, what_if, json=json)
        return
    drafted = made(ground, undertaken(ground, what_if or [], sure))
    if adopt:
        _adopt(workspace, drafted, who, why, leave=leave, json=json)
        return
    _tell(workspace, drafted, who, html, json=json)


def _everyone(
    workspace: Workspace, leader: str | None, period: str | None, confidence: str | None, *, json: bool
) -> None:
    from ownit.flows.planning.everyone import everyone
    from ownit.flows.planning.supposing import confidence_of

    sure = None if confidence is None else confidence_of(confidence)
    told = everyone(workspace, leader, period, sure, progress=telling.progress())
    if json:
        telling.json_line(told)
        return
    from ownit.cli import plan_screen

    plan_screen.everyone(told)


def _keep(
    workspace: Workspace, ground: Ground, by_hand: list[str], spread: str | None, commission: str | None, why: str
) -> None:
    from ownit.flows.planning import keeping

    if by_hand:
        texts = [f"{text}: {why}" if why and ":" not in text else text for text in by_hand]
        keeping.keep_by_hand(workspace, ground, texts)
    if spread is not None:
        keeping.keep_spread(workspace, ground, spread)
    if commission is not None:
        keeping.keep_commission(workspace, ground, keeping.read_commission(commission))


def _tell(workspace: Workspace, drafted: Drafted, who: str | None, html: Path | None, *, json: bool) -> None:
    from ownit.answers.plan.as_json import to_json
    from ownit.flows.planning.answering import answer

    told = answer(workspace, drafted, who)
    if html is not None:
        from ownit.cli import plan_page

        plan_page.write(told, html)
    if json:
        telling.json_line(to_json(told))
        return
    from ownit.cli import plan_screen

    plan_screen.tell(told)


def _compare(ground: Ground, texts: list[str], *, json: bool) -> None:
    from ownit.flows.planning.supposing import compare

    supposed = compare(ground, texts)
    if json:
        from ownit.answers.plan.as_json import supposed_json

        telling.json_line({"person": ground.person.name, "what_if": [supposed_json(s.text, s.plan) for s in supposed]})
        return
    from ownit.cli import layout, plan_screen

    plan_screen.compared(ground.person.name, supposed, ground.unit.several)
    telling.line()
    layout.next_step("what is true of these is yours to say: ownit start")


def _adopt(workspace: Workspace, drafted: Drafted, who: str | None, why: str, *, leave: bool, json: bool) -> None:
    from ownit.answers.commands import about
    from ownit.answers.plan.sentence import sentence
    from ownit.flows import planning
    from ownit.flows.planning.answering import adoption_of
    from ownit.flows.planning.redoing import buddy, held_from

    today = workspace.now().date()
    answers = adoption_of(drafted)
    adopted = planning.adopt(workspace, drafted, why, leave=leave)
    holds = held_from(adopted, today, buddy(drafted.person.id, today))
    if json:
        telling.json_line({"person": drafted.person.name, "adoption": answers, "plan": adopted, "holds": holds})
        return
    from ownit.cli import layout, plan_screen

    layout.paragraph(sentence(drafted.plan, drafted.ground.unit, today, chosen=drafted.what.hours is not None))
    telling.line()
    plan_screen.asked(answers)
    telling.line()
    layout.paragraph(f"Undertaken, version {adopted.version}. {holds}")
    layout.next_step(f"put it into your week: {about('ownit week', who, '--calendar plan.ics')}")
