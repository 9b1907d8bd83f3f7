"""Which RFPs are worth working, and how will each be changed?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers.commands import about, whose
from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.answers.rfps import OpenRfp
    from ownit.flows.rfps import Kept

app = typer.Typer(rich_markup_mode=None)


@app.command()
def rfp(
    ctx: typer.Context,
    deal: Annotated[str | None, typer.Argument(help="The RFP, as listed, or how its name begins.")] = None,
    strategy: Annotated[list[str] | None, typer.Argument(help="How you will change what it asks for.")] = None,
    *,
    drop: Annotated[bool, typer.Option("--drop", help="Take the strategy back: it gets no more time.")] = False,
    who: Annotated[
        str | None, typer.Option(help="Whose RFPs: a name, an e-mail or an id; everyone's if left out.")
    ] = None,
    json: telling.Json = False,
) -> None:
    """List open RFPs, or say how you will change what one asks for: without that it gets no time in your plan."""
    session.open_promises(ctx)
    from ownit.flows import rfps as flow

    workspace = session.workspace(ctx)
    if deal is None:
        if drop:
            raise typer.BadParameter("say which RFP.", param_hint="--drop")
        _tell(flow.listing(workspace, who), who, json=json)
    elif drop:
        _kept(flow.take_back(workspace, deal, who), json=json)
    else:
        _kept(flow.say(workspace, deal, " ".join(strategy or ()), who), json=json)


def _kept(done: Kept, *, json: bool) -> None:
    from ownit.cli import layout

    if json:
        telling.json_line(done)
        return
    if not done.strategy:
        layout.paragraph(f"{done.rfp.name}: without a strategy again, so it gets no time in a plan.")
    elif done.changed:
        layout.paragraph(f"{done.rfp.name}: kept. It is worked, with this: {done.strategy}")
    else:
        layout.paragraph(f"{done.rfp.name}: just that was said already.")
    layout.next_step(f"the plan counts with it: {about('ownit redo', done.rfp.person_name)}")


def _tell(rfps: Sequence[OpenRfp], who: str | None, *, json: bool) -> None:
    """How many there are and how many get no time, the list, and one thing to do."""
    from ownit.answers.rfps import sentence
    from ownit.cli import layout

    if json:
        telling.json_line({"rfps": rfps})
        return
    layout.paragraph(sentence(rfps))
    if not rfps:
        return
    telling.line()
    layout.listed([_cells(r) for r in rfps], right=(2,))
    telling.line()
    without = next((r for r in rfps if not r.strategy), None)
    if without is None:
        layout.next_step(f"the week with them: {about('ownit week', rfps[0].person_name)}")
    else:
        then = whose(f'ownit rfp {without.key} "..."', who)
        layout.next_step(f"say how you will change it, or leave it: {then}")


def _cells(r: OpenRfp) -> tuple[str, ...]:
    from ownit.answers import words

    amount = "no amount" if r.amount is None else words.amount(r.amount, r.currency)
    closes = "no day" if r.expected_close is None else f"by {r.expected_close}"
    return (r.key, r.person_name, amount, closes, f"{r.name}; {r.strategy or 'no strategy'}")
