"""How does an export become facts, and what is said of it?

The order: recognise the input, read it table by table, merge it with what is there, derive, look at its quality,
publish. The same input a second time publishes nothing. Settling (people, goals, laws) is the next flow.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownit.connectors.base import Extract, Extracted, Note, Progress, ReadOptions, silent
from ownit.errors import OwnitError, meant
from ownit.flows import currency, rejects
from ownit.flows.import_report import ImportReport, Reading, TableReport, left_alone
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.facts.store import Publication, Snapshot

KINDS: Mapping[str, str] = {
    "csv": "ownit.connectors.csv.extract",
    "journal": "ownit.connectors.journal.extract",
    "salesforce": "ownit.connectors.salesforce.extract",
}
"""The kinds of connectors and the module with their ``extract``."""

FROM_FILES = ("csv", "salesforce")
"""The kinds a person imports files with; the journal is fed by its own flow."""

SHOWN_REJECTS = 100
"""Rejects listed in the report; all of them are in the file it names."""


class UnknownKindError(OwnitError):
    """There is no connector of that name."""

    def __init__(self, kind: str) -> None:
        from ownit.connectors.csv.map import shipped

        known = ", ".join(FROM_FILES)
        by_map = f" Its exports come in by a map: ownit import csv SOURCE --map {kind}." if kind in shipped() else ""
        close = "" if by_map else meant(kind, FROM_FILES)
        super().__init__(f"There is no connector called {kind!r}.{close} There are: {known}.{by_map}")


class SourceMissingError(OwnitError):
    """The file or folder to import is not there."""

    def __init__(self, source: Path) -> None:
        super().__init__(f"{source} is not there. Give the folder with the export, or one of its files.")


def connector(kind: str) -> Extract:
    """The ``extract`` function of a kind of connector; raises UnknownKindError."""
    if kind not in KINDS:
        raise UnknownKindError(kind)
    extract: Extract = import_module(KINDS[kind]).extract
    return extract


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import and how: ``options`` are the reader's; ``zone`` is the organisation's, for local dates."""

    kind: str
    source: Path
    options: ReadOptions
    zone: str
    map_text: str | None = None


def run(
    workspace: Workspace,
    request: ImportRequest,
    *,
    progress: Progress = silent,
    waiting: Callable[[str], None] | None = None,
    look: bool = True,
) -> ImportReport:
    """Import one source; raises an OwnitError when it cannot be understood, and then nothing has changed.

    Without ``look`` what limits the answers, and what can be asked, is carried over from the snapshot before.
    """
    from ownit.facts.store import Store

    extract = connector(request.kind)
    if not request.source.exists():
        raise SourceMissingError(request.source)
    now = workspace.now()
    store = Store(workspace.facts)
    with store.writing(now=now, zone=request.zone, waiting=waiting) as publication:
        kept = publication.keep_inputs(
            request.source,
            connector=request.options.connector,
            kind=request.kind,
            options=_plain(request.options),
            map_text=request.map_text,
        )
        if kept.seen and publication.base is not None:
            return _seen(publication.base)
        reading = Reading()
        stage(publication, extract(request.source, request.options, publication.scratch, progress), reading)
        return publish(workspace, publication, reading, look=look)


def stage(publication: Publication, tables: Generator[Extracted, None, None], reading: Reading) -> None:
    """Stage each table as it is read; what is left on the way ends the reading, whatever it does beside."""
    with closing(tables):
        for extracted in tables:
            publication.stage(extracted)
            reading.add(extracted)


def _plain(options: ReadOptions) -> dict[str, Any]:
    """The options as JSON; the map goes by its text, not by where it lay."""
    return {k: str(v) if isinstance(v, Path) else v for k, v in asdict(options).items() if v is not None}


def _seen(base: Snapshot) -> ImportReport:
    """The report of an input that is what is current already: as of then, everything unchanged."""
    told = base.manifest.report
    tables = {
        name: TableReport(read=t["read"], kept=t["kept"], rejected=t["rejected"], unchanged=t["kept"])
        for name, t in told.get("tables", {}).items()
    }
    return ImportReport(
        snapshot=base.id,
        changed=False,
        tables=tables,
        mapped=told.get("columns", {}).get("mapped", {}),
        unmapped=tuple(told.get("columns", {}).get("unmapped", ())),
        unlocks=tuple(told.get("unlocks", ())),
        warnings=tuple(Note(**w) for w in told.get("warnings", ())),
        rejects=tuple(told.get("rejects", ())),
        rejects_in_all=told.get("rejects_in_all", 0),
        rejects_file=told.get("rejects_file"),
    )


def publish(workspace: Workspace, publication: Publication, reading: Reading, *, look: bool = True) -> ImportReport:
    """From staged tables to a published snapshot and its report."""
    from ownit.facts.derive import derive

    publication.merge()
    publication.derive(derive)
    staged = publication.write()
    told_in = None
    if look or publication.base is None:
        warnings, unlocked, told_in = _limits(workspace, staged)
    else:
        warnings, unlocked = _carried_over(publication.base)
    report = _report(workspace, publication, reading, warnings, unlocked)
    if told_in is not None:  # first: the same input a second time is not looked at again, should this be the last step
        currency.keep(told_in, workspace.now())
    published = publication.publish(report.to_json())
    if not published.changed:  # read again, it gave what is current: as when the input was seen before
        report = replace(report, tables={n: replace(t, unchanged=t.kept, gone=0) for n, t in report.tables.items()})
    return replace(report, snapshot=published.snapshot.id, changed=published.changed)


def organisation_zone(workspace: Workspace) -> str:
    """The zone of people who have none of their own."""
    from ownit.promises.organisation import selectors
    from ownit.promises.people.access import OPERATOR

    return selectors.choices(OPERATOR, workspace.now().date()).zone


def _limits(workspace: Workspace, staged: Snapshot) -> tuple[list[Note], list[Mapping[str, Any]], currency.ToldIn]:
    """What limits the answers as of the day that they are told of, what can now be asked, and in which currency."""
    from ownit.facts.quality import look
    from ownit.facts.tables import Tables
    from ownit.facts.unlocks import unlocks
    from ownit.flows.periods import told_as_of

    now = workspace.now()
    with Tables(staged, workspace.engine) as tables:
        told_in = currency.told_in(tables, now)
        warnings = look(tables, told_as_of(staged.manifest, now.date()), currency=told_in.code)
        unlocked = unlocks(tables)
    notes = [Note(code=w.code, count=w.count, text=w.text) for w in warnings]
    notes += [told_in.note] if told_in.note else []
    return notes, [asdict(u) for u in unlocked], told_in


def _carried_over(base: Snapshot) -> tuple[list[Note], list[Mapping[str, Any]]]:
    """The same as the snapshot before said it."""
    told = base.manifest.report
    return [Note(**w) for w in told.get("warnings", ())], list(told.get("unlocks", ()))


def _report(
    workspace: Workspace,
    publication: Publication,
    reading: Reading,
    warnings: list[Note],
    unlocked: list[Mapping[str, Any]],
) -> ImportReport:
    """What the import says: its counts, its quality and what can now be asked."""
    counts = publication.counts()
    notes = {n.code for n in reading.notes}
    rejected = rejects.collected(reading.rejects)
    return ImportReport(
        snapshot=publication.id,
        changed=True,
        tables={
            name: replace(table, unchanged=counts[name].unchanged, gone=counts[name].gone)
            for name, table in reading.tables.items()
        },
        mapped=reading.mapped,
        unmapped=tuple(reading.unmapped),
        unlocks=tuple(unlocked),
        warnings=(*reading.notes, *left_alone(counts), *(w for w in warnings if w.code not in notes)),
        rejects=rejects.first(rejected, SHOWN_REJECTS),
        rejects_in_all=rejected.num_rows,
        rejects_file=rejects.keep(workspace.home / "rejects", publication.id, rejected),
    )
