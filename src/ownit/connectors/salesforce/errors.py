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
    """There is no file of opportunities; ``holds`` is what the folder has instead, None of a single file.

    ``nearly``: a file that would be one, and the API names of the columns it lacks.
    """

    def __init__(
        self, source: Path, holds: Sequence[str] | None, nearly: tuple[str, Sequence[str]] | None = None
    ) -> None:
        listed = f"{', '.join(holds[:8])}{' and more' if len(holds) > 8 else ''}" if holds else "no CSV file"
        what = "It is of something else." if holds is None else f"It has {listed}."
        if nearly is not None:
            file, lacks = nearly
            column, it = ("that column", "it") if len(lacks) == 1 else ("these columns", "them")
            super().__init__(
                f"{file} seems to be of opportunities, but no column of it is known as {' or as '.join(lacks)}. Export "
                f"it with {column}. If it has {it} under another name, say so in a file, {_example(lacks[0])}, and "
                "give that with --map FILE."
            )
            return
        super().__init__(
            f"No opportunities were found in {source}. {what} ownit needs at least one CSV file of opportunities: "
            "an export of the object Opportunity (with Id, OwnerId, StageName, CloseDate, CreatedDate) or an "
            "opportunity report (with Opportunity Name, Stage, Close Date, Opportunity Owner). If a file has these "
            f"under other names, say so in a file, {_example('StageName')}, and give that with --map FILE."
        )


def _example(column: str) -> str:
    return f'[columns.Opportunity] and below it {column} = "its name there"'
