"""Where are what limits the answers, and what people have said of it since, looked up?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ownit.answers.quality import Quality
from ownit.connectors.journal import JOURNAL
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot


def quality(workspace: Workspace) -> Quality:
    """Of the current snapshot. Raises NoSnapshot."""
    from ownit.facts.store import Store
    from ownit.promises.origins import selectors

    snapshot = Store(workspace.facts).require()
    report = snapshot.manifest.report
    said = {(a.connector, a.opportunity_id) for a in selectors.answers(OPERATOR) if a.answer != "unknown"}
    written = any(r.connector == JOURNAL for r in snapshot.manifest.readings)
    unlocks = _unlocks(workspace, snapshot) if written else report.get("unlocks", ())
    return Quality(warnings=report.get("warnings", ()), unlocks=unlocks, since=len(said))


def _unlocks(workspace: Workspace, snapshot: Snapshot) -> Sequence[Mapping[str, Any]]:
    """What can be asked, looked up anew: a line of the journal is kept without a look at what it unlocks."""
    from ownit.facts.tables import Tables
    from ownit.facts.unlocks import unlocks

    with Tables(snapshot, workspace.engine) as tables:
        return [asdict(u) for u in unlocks(tables)]
