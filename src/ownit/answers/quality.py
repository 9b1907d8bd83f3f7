"""What limits the answers, as the last import found it, and what have people said of it since?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ownit.answers.limits import limits
from ownit.method.written import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
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
        return ", ".join(f"{len(limits(self.warnings, name))} of them ownit {name}" for name in ("standing", "plan"))

    @property
    def answered(self) -> str | None:
        """What people said of who opened their deals: the import's count of unknown origins knows nothing of it."""
        if not self.since:
            return None
        deals = counted(self.since, "deal", "deals")
        return f"Of {deals} somebody has said who opened {'it' if self.since == 1 else 'them'}: that counts."
