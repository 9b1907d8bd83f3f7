"""What can be wrong with a Salesforce export that a person can mend?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ownit.connectors.errors import ConnectorError


class BadMap(ConnectorError):
    """A map for Salesforce exports says something that is not understood."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The map {path} cannot be used: {why}. Change it and import again.")


class NoOpportunities(ConnectorError):
    """There is no file of opportunities."""

    def __init__(self, source: Path, seen: Sequence[str]) -> None:
        listed = f"{', '.join(seen[:8])}{' and more' if len(seen) > 8 else ''}"
        what = f"It has {listed}." if seen else "It has no CSV file."
        super().__init__(
            f"No opportunities were found in {source}. {what} ownit needs at least one CSV file of opportunities: "
            "an export of the object Opportunity (with Id, OwnerId, StageName, CloseDate, CreatedDate) or an "
            "opportunity report (with Opportunity Name, Stage, Close Date, Opportunity Owner)."
        )
