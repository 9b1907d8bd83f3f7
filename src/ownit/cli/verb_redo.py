"""What changes if the plan is made anew from today?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.flows.planning.redoing import Redone

app = typer.Typer(rich_markup_mode=None)

NO = frozenset({"n", "no"})
YES = frozenset({"", "y", "yes"})


@app.command()
def redo(
    ctx: typer.Context,
    who: Annotated[str | None, typer.Argument(help="A name, an e-mail or an id; you, if left out.")] = None,
    *,
    period: Annotated[
        str | None, typer.Option(help="month, quarter, year, or a name such as 'Q4 2026'; else what you are held to.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Undertake it without being asked.")] = False,
    leave: Annotated[
        bool, typer.Option("--leave", help="Less is for leave, sickness or holidays; it holds at once.")
    ] = False,
    why: Annotated[str, typer.Option(help="The reason, kept beside the plan.")] = "",
    json: telling.Json = False,
) -> None:
    """Make the plan anew from today, see what changes, and undertake it (Enter) or not."""
    session.open_promises(ctx)
    from ownit.cli import asking
    from ownit.flows.planning import redoing

    workspace = session.workspace(ctx)
    redone = redoing.redo(workspace, who, period, leave=leave, progress=telling.progress())
    if not json:
        _tell(redone)
    accepted = yes or (not json and not redone.same and asking.possible() and _asked())
    adopted = redoing.accept(workspace, redone, why, leave=leave) if accepted and not redone.same else None
    if json:
        from ownit.answers.plan.as_json import difference_json, supposed_json

        telling.json_line(
            {
                "person": redone.drafted.person.name,
                "sentence": redone.sentence,
                "difference": difference_json(redone.difference),
                "same": redone.same,
                "before": redone.before,
                "plan": supposed_json("", redone.drafted.plan),
                "adopted": adopted,
            }
        )
        return
    _close(redone, who, adopted=adopted is not None)


def _tell(redone: Redone) -> None:
    from ownit.cli import layout

    layout.paragraph(f"{redone.drafted.person.name}: {redone.sentence}")


def _asked() -> bool:
    """Enter or y is yes, n is no; anything else is asked again. Ctrl-D is no."""
    while True:
        try:
            said = input("Undertake it? Enter is yes, n is no: ").strip().casefold()
        except EOFError:
            telling.line()
            return False
        if said in YES | NO:
            return said in YES


def _close(redone: Redone, who: str | None, *, adopted: bool) -> None:
    from ownit.answers.commands import about
    from ownit.cli import layout

    if redone.same:
        layout.next_step(f"see this week's blocks: {about('ownit week', who)}")
    elif adopted:
        telling.line("Undertaken.")
        layout.next_step(f"put it into your week: {about('ownit week', who, '--calendar plan.ics')}")
    else:
        telling.line("Nothing is changed.")
        layout.next_step(f"see the plan: {about('ownit plan', who)}; undertake it: {about('ownit redo', who, '--yes')}")
