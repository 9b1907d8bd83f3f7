"""How is an import taken back, and how are the kept inputs read again?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, ReadOptions, silent
from ownit.flows import proposing
from ownit.flows.import_report import ImportReport, Reading
from ownit.flows.importing import connector, organisation_zone, publish, stage
from ownit.flows.workspace import Workspace
from ownit.method.written import counted

if TYPE_CHECKING:
    from ownit.facts.store import KeptInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undo did."""

    undone: str
    current: str | None
    withdrawn: int
    text: str


def undo(workspace: Workspace) -> Undone:
    """Make the snapshot before the current one current, and take back what the undone one proposed.

    Raises NoSnapshot, NothingToUndo.
    """
    from ownit.facts.store import Store

    store = Store(workspace.facts)
    before = store.require()
    now_current = store.undo(workspace.now())
    withdrawn = proposing.withdraw(before.id, workspace.now())
    to = "there are no facts now" if now_current is None else f"{now_current.id} is current"
    return Undone(
        undone=before.id,
        current=None if now_current is None else now_current.id,
        withdrawn=withdrawn,
        text=f"Undone: {before.id}; {to}{_taken_back(withdrawn)}.",
    )


def _taken_back(withdrawn: int) -> str:
    if not withdrawn:
        return ""
    things = counted(withdrawn, "entry", "entries")
    return f", and what it proposed of people, who leads them and their goals ({things}) is withdrawn"


def rebuild(
    workspace: Workspace, *, progress: Progress = silent, waiting: Callable[[str], None] | None = None
) -> ImportReport:
    """Read the inputs the current snapshot is made of again, oldest first, and publish what they give now."""
    from ownit.facts.derive import derive
    from ownit.facts.store import Store

    store = Store(workspace.facts)
    store.require()
    reading = Reading()
    with store.writing(now=workspace.now(), zone=organisation_zone(workspace), waiting=waiting) as publication:
        publication.start_over()
        for n, kept in enumerate(store.inputs()):
            if n:  # what was recorded first counts, so it is worked out import by import
                publication.derive(derive)
            publication.reread(kept)
            source = store.restore_inputs(kept.digest, publication.scratch / kept.digest)
            options = _options(kept, publication.scratch)
            stage(publication, connector(kept.kind)(source, options, publication.scratch, progress), reading)
            publication.merge()
        publication.carry_over()  # what no kept input tells any more: deals that are gone, history that was inferred
        report = publish(workspace, publication, reading)
    proposing.propose(store.require(), workspace.now())
    return report


def _options(kept: KeptInput, scratch: Path) -> ReadOptions:
    """The options an input was read with; a map that was a file is written out again from what was kept of it."""
    options = dict(kept.options)
    if kept.map_text is not None:
        file = scratch / f"{kept.digest}.toml"
        file.write_text(kept.map_text, encoding="utf-8")
        options["map"] = file
    return ReadOptions(**options)
