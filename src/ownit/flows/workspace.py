"""Where does one organisation's ownit live, and what day is it there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder for one organisation; made from the environment by ``config.environment`` and passed down."""

    home: Path
    database: str  # a URL: sqlite:///... or postgresql://...
    engine: str = "duckdb"
    today: date | None = None  # fixed for demos and tests

    @property
    def facts(self) -> Path:
        """The root of the fact store."""
        return self.home / "facts"

    def now(self) -> datetime:
        """The clock, read at the edge: the fixed day at noon if there is one."""
        if self.today is not None:
            return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        return datetime.now(UTC)
