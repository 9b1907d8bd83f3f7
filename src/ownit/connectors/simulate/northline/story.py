"""How is what Northline's people did told: on which days, and how often exactly?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ownit.connectors.simulate.clock import quarter_start
from ownit.connectors.simulate.script import Counted, Exact, Script, Scripted, Step
from ownit.connectors.simulate.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Days are counted back from ``day``; weekends fall on the Friday before."""

    day: date

    def on(self, days: int) -> date:
        """The day so many days before."""
        there = self.day - timedelta(days=days)
        return there - timedelta(days=max(there.weekday() - 4, 0))

    def deal(
        self,
        opened: int,
        amount: float,
        source: Source = Source.CALL,
        *,
        won: int | None = None,
        lost: int | None = None,
        phantom: bool = False,
        expected: date | None = None,
    ) -> Scripted:
        """A deal opened so many days before, and won or lost so many days before, or open."""
        ended = won if won is not None else lost
        return Scripted(
            opened_on=self.on(opened),
            amount=amount,
            source=source,
            closed_on=None if ended is None else self.on(ended),
            won=won is not None,
            phantom=phantom,
            close_expected_on=expected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is told stands as it is on the evening of ``as_of``."""

    as_of: date

    @property
    def quarter(self) -> date:
        """The first day of the quarter."""
        return quarter_start(self.as_of)

    @property
    def today(self) -> Back:
        """Counts days back from ``as_of``."""
        return Back(day=self.as_of)

    @property
    def before_quarter(self) -> Back:
        """Counts days back from the first day of the quarter."""
        return Back(day=self.quarter)

    def told(self, *deals: Scripted, opened_from: date, closed_from: date | None) -> Script:
        """These deals instead of all drawn ones since those days; ``closed_from`` None: since whenever."""
        return Script(opened_from=opened_from, closed_from=closed_from, until=self.as_of, deals=deals)

    def exactly(self, count: int, channel: Counted, step: Step = "touch") -> Exact:
        """So many in the quarter so far."""
        return Exact(channel=channel, step=step, first=self.quarter, last=self.as_of, count=count)
