"""How does an export become facts?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ownit.cli import calling, session, stopping, telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ownit.flows.import_report import ImportReport
    from ownit.flows.workspace import Workspace

app = typer.Typer(rich_markup_mode=None)

MANY = 8
"""Rejects and warnings shown; the rest is counted, and all rejects are in the file it names."""

NEARLY_NOTHING = 0.1
"""An import that kept a smaller share of its deals than this was read wrongly: real exports have few bad records."""


@app.command()
def importing(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="salesforce or csv.")],
    source: Annotated[Path, typer.Argument(help="The folder with the export, or one file.")],
    *,
    map_: Annotated[str | None, typer.Option("--map", help="maven, hubspot, pipedrive, or a file.")] = None,
    propose: Annotated[
        Path | None, typer.Option("--propose-map", metavar="FILE", help="Write a first map by looking at the data.")
    ] = None,
    name: Annotated[str, typer.Option(help="The key its facts are kept under; else the map's or kind's.")] = "",
    dates: Annotated[str | None, typer.Option(help="dmy, mdy or ymd, where a column does not decide it.")] = None,
    zone: Annotated[str, typer.Option(help="The zone of times that name none; else the organisation's.")] = "UTC",
    encoding: Annotated[str | None, typer.Option(help="Such as cp1252; detected if left out.")] = None,
    separator: Annotated[str | None, typer.Option(help="Such as ';'; detected if left out.")] = None,
    decimal: Annotated[str | None, typer.Option(help="'.' or ','; detected if left out.")] = None,
    currency: Annotated[str | None, typer.Option(help="Of amounts that name none.")] = None,
    settle: Annotated[bool, typer.Option(help="Propose people and goals and reckon where everyone stands.")] = True,
    json: telling.Json = False,
) -> None:
    """Bring in an export: recognise it, read it, say what was taken and what was not, and settle."""
    session.open_promises(ctx)
    from ownit.flows import requests
    from ownit.flows.importing import run
    from ownit.flows.settle import settle as settling

    workspace = session.workspace(ctx)
    options = requests.options(
        connector=name,
        date_order=dates,
        zone=zone,
        encoding=encoding,
        separator=separator,
        decimal=decimal,
        currency=currency,
        map=map_,
    )
    if propose is not None:
        _propose(requests.propose(kind, source, options, propose), propose, json=json)
        return
    progress = telling.progress()
    wanted = requests.request(workspace, kind, source, options)
    before = _current(workspace)
    with stopping.told(lambda: _stopped(before, _current(workspace))):
        report = run(workspace, wanted, progress=progress, waiting=_waiting)
        settled = settling(workspace, progress) if settle else None
    if json:
        telling.json_line(report.to_json() | {"settled": settled})
        return
    from ownit.cli import layout

    _tell(report)
    for notice in settled.notices if settled else ():
        layout.sentence(notice, 2)
    telling.line(f"\nNext: {calling.suggested(_next(report, settled=settled is not None))}")


def _next(report: ImportReport, *, settled: bool) -> str:
    """Where everyone stands; but of an export with no deal, or hardly any that could be read, how to be rid of it."""
    deals = report.tables.get("opportunity")
    if deals is not None and deals.read == 0:
        back = "Take it back: ownit facts undo. Then import" if report.changed else "Import"
        return f"There is no deal in this export. {back} it with deals in it."
    if deals is not None and deals.kept < NEARLY_NOTHING * deals.read:
        back = "Take it back: ownit facts undo. Then import" if report.changed else "Import"
        return (
            f"Nearly nothing was taken: {deals.kept:,} of {deals.read:,} deals. Under Not taken stands why; it is "
            f"often an option that does not fit the file (--decimal, --dates, --encoding, --separator) or the map. "
            f"{back} it with the right one."
        )
    return "ownit standing" if settled else "ownit standing (nothing is settled yet)"


def _current(workspace: Workspace) -> str | None:
    from ownit.facts.store import Store

    snapshot = Store(workspace.facts).current()
    return None if snapshot is None else snapshot.id


def _stopped(before: str | None, now: str | None) -> str:
    """Whether anything was imported when Ctrl-C came, and how to go on."""
    if now == before:
        return "Stopped; nothing was imported" + ("." if now is None else ": the facts are those of before.")
    return (
        f"Stopped, but the facts are in: snapshot {now} is current. Only who people are and where everyone stands is "
        "not settled yet. Finish it: the same import again. Or take it back: ownit facts undo"
    )


def _waiting(text: str) -> None:
    telling.console(errors=True).print(text)


def _propose(unsure: tuple[str, ...], file: Path, *, json: bool) -> None:
    if json:
        telling.json_line({"map": file, "unsure": list(unsure)})
        return
    telling.line(f"Written: {file}. Look at it before you import with --map {file}.")
    for doubt in unsure:
        telling.line(f"  unsure: {doubt}")


def _tell(report: ImportReport) -> None:
    """One sentence, one table, what limits the answers, and what can now be asked."""
    from ownit.answers import unlocked
    from ownit.cli import layout

    kept = sum(t.kept for t in report.tables.values())
    rejected = sum(t.rejected for t in report.tables.values())
    if report.changed:
        telling.line(f"{kept:,} records taken, {rejected:,} not taken. Snapshot {report.snapshot}.")
    else:
        telling.line(f"The same facts were there already: nothing changed. Snapshot {report.snapshot}.")
    figures = ("read", "kept", "not taken", "unchanged", "gone")
    table = telling.table("table", *figures, right=figures)
    for name, t in report.tables.items():
        table.add_row(name, *(f"{n:,}" for n in (t.read, t.kept, t.rejected, t.unchanged, t.gone)))
    telling.console().print(table)
    _list("What limits the answers", [w.text for w in report.warnings if w.limits])
    _list("Where records went", [w.text for w in report.warnings if not w.limits])
    _list("Not taken", [_not_taken(r) for r in report.rejects])
    if report.rejects_file:
        many = report.rejects_in_all
        telling.line(f"  {f'All {many:,} of them' if many > 1 else 'Kept'}: {report.rejects_file}")
    if report.unmapped:
        layout.sentence(f"Columns not used: {', '.join(report.unmapped[:MANY])}{_more(len(report.unmapped))}")
    for text in unlocked.locked(report.unlocks):
        layout.sentence(f"Cannot ask yet: {text}")


def _not_taken(reject: Mapping[str, Any]) -> str:
    """One reject; a record that is broken as a whole has no column."""
    column = f"{reject['column']}: " if reject["column"] else ""
    return f"{reject['file']}, record {reject['record']}: {column}{reject['reason']}"


def _list(title: str, texts: list[str]) -> None:
    from ownit.cli import layout

    if texts:
        telling.line(f"{title}:")
    for text in texts[:MANY]:
        layout.sentence(text, 2)
    if len(texts) > MANY:
        telling.line(f"  and {len(texts) - MANY} more; --json lists them")


def _more(n: int) -> str:
    return f" and {n - MANY} more" if n > MANY else ""
