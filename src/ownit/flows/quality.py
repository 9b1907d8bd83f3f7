"""What limits the answers, as the last import found it, and what have people said of it since?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ownit.answers.limits import limits as of
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot

JOURNAL = "journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the import said of the current snapshot; ``since`` of how many deals' origins somebody has said since."""

    warnings: Sequence[Mapping[str, Any]]
    unlocks: Sequence[Mapping[str, Any]]
    since: int

    @property
    def limiting(self) -> Sequence[str]:
        """What limits an answer."""
        return [w["text"] for w in self.warnings if w.get("limits", True)]

    @property
    def accounting(self) -> Sequence[str]:
        """Where records went."""
        return [w["text"] for w in self.warnings if not w.get("limits", True)]

    @property
    def sentence(self) -> str:
        """How many there are, for their heading."""
        match len(self.limiting):
            case 0:
                return "Nothing limits the answers."
            case 1:
                return "One thing limits the answers."
            case many:
                return f"{many} things limit the answers: {self._of_each()}."

    def _of_each(self) -> str:
        """How many of them limit the answers that tell their own count, so that it can be found again here."""
        return ", ".join(f"{len(of(self.warnings, name))} of them ownit {name}" for name in ("standing", "plan"))

    @property
    def answered(self) -> str | None:
        """What people said of who opened their deals: the import's count of unknown origins knows nothing of it."""
        if not self.since:
            return None
        deals = "1 deal" if self.since == 1 else f"{self.since:,} deals"
        return f"Of {deals} somebody has said who opened {'it' if self.since == 1 else 'them'}: that counts."


def limits(workspace: Workspace) -> Limits:
    """Of the current snapshot. Raises NoSnapshot."""
    from ownit.facts.store import Store
    from ownit.promises.origins import selectors

    snapshot = Store(workspace.facts).require()
    report = snapshot.manifest.report
    said = {(a.connector, a.opportunity_id) for a in selectors.answers(OPERATOR) if a.answer != "unknown"}
    written = any(r.connector == JOURNAL for r in snapshot.manifest.readings)
    unlocks = _unlocks(workspace, snapshot) if written else report.get("unlocks", ())
    return Limits(warnings=report.get("warnings", ()), unlocks=unlocks, since=len(said))


def _unlocks(workspace: Workspace, snapshot: Snapshot) -> Sequence[Mapping[str, Any]]:
    """What can be asked, looked up anew: a line of the journal is kept without a look at what it unlocks."""
    from ownit.facts.tables import Tables
    from ownit.facts.unlocks import unlocks

    with Tables(snapshot, workspace.engine) as tables:
        return [asdict(u) for u in unlocks(tables)]
