"""Which RFPs are worth working, and how will each be changed?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from ownit.answers.rfps import Kept, OpenRfp

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
    from ownit.answers import rfps as answers
    from ownit.cli import layout

    if json:
        telling.json_line(done)
        return
    layout.paragraph(answers.kept_sentence(done))
    layout.next_step(answers.kept_next_step(done))


def _tell(rfps: Sequence[OpenRfp], who: str | None, *, json: bool) -> None:
    """How many there are and how many get no time, the list, and one thing to do."""
    from ownit.answers import rfps as answers
    from ownit.cli import layout

    if json:
        telling.json_line({"rfps": rfps})
        return
    layout.paragraph(answers.sentence(rfps))
    if not rfps:
        return
    telling.line()
    layout.listed([(r.key, r.person_name, *answers.about(r)) for r in rfps], right=(2,))
    telling.line()
    layout.next_step(answers.next_step(rfps, who))
