"""What facts are there, how good are they, and how is an import taken back?"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from ownit.cli import session, telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from ownit.facts.store.layout import Manifest
    from ownit.flows.origins import OriginQuestion

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="List, undo, rebuild and check the facts.")


@app.command("list")
def listing(ctx: typer.Context, *, json: telling.Json = False) -> None:
    """List the snapshots that are kept, newest first."""
    from ownit.facts.store import Store

    kept = Store(session.workspace(ctx).facts).snapshots()
    if json:
        telling.json_line({"snapshots": [_listed(k.manifest, k.state) for k in kept]})
        return
    if not kept:
        telling.line("No facts yet. Import some: ownit import salesforce FOLDER, or ownit demo to look around.")
        return
    figures = ("opportunities", "activities")
    table = telling.table("snapshot", "", "published", "from", *figures, right=figures, whole=("snapshot",))
    for k in kept:
        m = k.manifest
        rows = (f"{m.rows.get('opportunity', 0):,}", f"{m.rows.get('activity', 0):,}")
        table.add_row(m.id, k.state, f"{m.published_at:%Y-%m-%d %H:%M}", m.connector, *rows)
    telling.console().print(table)


def _listed(manifest: Manifest, state: str) -> dict[str, object]:
    """All but the report, which is as long as an import's whole answer; `ownit import --json` gives it."""
    told = {field.name: getattr(manifest, field.name) for field in fields(manifest) if field.name != "report"}
    return {"state": state, **told}


@app.command("undo")
def undo(ctx: typer.Context, *, json: telling.Json = False) -> None:
    """Go back to the snapshot before the current one, and withdraw what it proposed."""
    session.open_promises(ctx)
    from ownit.flows import history

    done = history.undo(session.workspace(ctx))
    if json:
        telling.json_line(done)
        return
    telling.line(done.text)


@app.command("rebuild")
def rebuild(ctx: typer.Context, *, json: telling.Json = False) -> None:
    """Read the kept inputs again and publish what they give now."""
    session.open_promises(ctx)
    from ownit.flows import history

    report = history.rebuild(session.workspace(ctx), progress=telling.progress())
    if json:
        telling.json_line(report.to_json())
        return
    telling.line(f"Rebuilt from the kept inputs: {report.snapshot}" + ("" if report.changed else ", nothing changed"))


@app.command("quality")
def quality(ctx: typer.Context, *, json: telling.Json = False) -> None:
    """Say what limits the answers, with counts, and what the last import unlocked."""
    session.open_promises(ctx)
    from ownit.answers import unlocked
    from ownit.cli import layout
    from ownit.flows import quality as flow

    found = flow.quality(session.workspace(ctx))
    if json:
        telling.json_line({"warnings": found.warnings, "unlocks": found.unlocks, "origins_answered": found.since})
        return
    telling.line(found.sentence)
    for said in [*found.limiting, *filter(None, [found.answered])]:
        layout.sentence(said, 2)
    for question in unlocked.askable(found.unlocks):
        telling.line(f"  can ask: {question}")
    for question in unlocked.locked(found.unlocks):
        layout.sentence(f"cannot ask yet: {question}", 2)
    if found.accounting:
        telling.line("Where records went:")
    for said in found.accounting:
        layout.sentence(said, 2)


@app.command("origins")
def origins(
    ctx: typer.Context,
    who: Annotated[str | None, typer.Argument(help="Only the deals of one person: a name, an e-mail or an id.")] = None,
    *,
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="DEAL=opened|given|unknown", help="Answer without being asked; may be repeated."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many deals.")] = 20,
    json: telling.Json = False,
) -> None:
    """List the deals of unknown origin that move the answer most, and take one key each."""
    session.open_promises(ctx)
    from ownit.cli import asking
    from ownit.flows import origins as flow

    workspace = session.workspace(ctx)
    if answer:
        said = flow.answer_all(workspace, answer)
        telling.json_line({"text": said}) if json else telling.line(said)
        return
    with telling.meanwhile("Looking for the deals that move the answer most"):
        questions = flow.questions(workspace, who, limit=limit)
    if json:
        telling.json_line({"deals": questions})
    elif questions and asking.possible():
        _ask(ctx, questions, of_one=who is not None)
    else:
        _tell(questions)


def _tell(questions: tuple[OriginQuestion, ...]) -> None:
    from ownit.answers import words

    if not questions:
        telling.line("Who opened them is known for every deal that is open or was won this year.")
        return
    table = telling.table("deal", "name", "owner", "amount", "state", "created", right=("amount",), whole=("deal",))
    for a in questions:
        amount = "-" if a.amount is None else words.amount(a.amount)
        table.add_row(a.key, a.name, a.person_name, amount, a.outcome, str(a.created_on or "-"))
    telling.console().print(table)
    telling.line("In a terminal, one key each: ownit facts origins. Or: ownit facts origins --answer DEAL=opened")


_KEYS = {"o": "opened", "g": "given", "?": "unknown", "s": "skip", "b": "back", "q": "stop"}
_KEYS_TOLD = "o opened by the owner   g given to the owner   ? not known   s skip   b back   q stop"
_KEYS_TOLD_OF_ONE = "o opened it myself   g was given it   ? don't know   s skip   b back   q stop"


def _ask(ctx: typer.Context, questions: tuple[OriginQuestion, ...], *, of_one: bool) -> None:
    """One key for each deal; all that was said is kept, also where Ctrl-C ends it."""
    from ownit.cli import asking
    from ownit.flows import origins as flow

    said: dict[int, str] = {}
    try:
        _answers(
            questions, lambda deal: asking.key(f"{deal}\n  {_KEYS_TOLD_OF_ONE if of_one else _KEYS_TOLD} ", _KEYS), said
        )
    except KeyboardInterrupt:  # half an hour of answers is not thrown away
        telling.line()
    kept = [f"{questions[n].key}={word}" for n, word in said.items() if word != "skip"]
    telling.line(flow.answer_all(session.workspace(ctx), kept) if kept else "Nothing answered, nothing changed.")


def _answers(questions: tuple[OriginQuestion, ...], answer: Callable[[str], str], said: dict[int, str]) -> None:
    """What is answered of each deal, by its place, into ``said``; ``back`` asks of the one before anew."""
    at = 0
    while at < len(questions):
        word = answer(f"{at + 1} of {len(questions)}  {questions[at].described}")
        if word == "stop":
            return
        if word != "back":
            said[at] = word
        at = max(0, at - 1) if word == "back" else at + 1
