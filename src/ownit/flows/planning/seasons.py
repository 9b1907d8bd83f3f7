"""Which season does a record show of a person and their team, and what is to be said of it?

The months are the fiscal calendar's own, from the first whole one after the first won deal to the last that is over.
The latest of them that make whole years count. The team is everybody under the person's leader, or all on record where
nobody leads them or the team's own record cannot carry a season.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.flows.workspace import Workspace
from ownit.method.law import Missing
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.deals import Roster
    from ownit.facts.measures.won_months import MonthlyWins
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.method.breakdown import Season, WonMonths
    from ownit.method.calendar import FiscalCalendar, Period
    from ownit.method.deals import Floats

INSTEAD = "The number is spread by working days."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A season, or None, and the sentence that says what it rests on or what is lacking."""

    season: Season | None
    note: str


NO_RECORD = Told(
    season=None,
    note=f"Not enough evidence yet for a season: no record of won deals is here. {INSTEAD}",
)


def read(workspace: Workspace, asked: ReckoningRequest) -> Wins:
    """What everybody won by month, as known on a day."""
    from ownit.facts.known import deals as known_deals
    from ownit.facts.measures.won_months import first_won, won_by_month
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.flow import older, opened_by
    from ownit.flows.reckoning.people import by_external

    calendar = asked.choices.calendar()
    roster, index = _roster()
    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        known = known_deals(
            tables, asked.as_of, currency=asked.choices.currency, opened=opened_by(asked, by_external())
        )
        months = whole_months(calendar, first_won(known), asked.as_of)
        wins = won_by_month(known, roster, [(m.start, m.end) for m in months])
    return Wins(months=months, wins=wins, asked=asked, index=index)


def season_of(record: Wins, person: int) -> Told:
    """The season of one person, shrunk to the team's and that to even."""
    from ownit.method.breakdown import season

    asked, index = record.asked, record.index
    team = season(record.of(_team(person, asked.as_of, index)))
    if isinstance(team, Missing):
        team = season(record.of(None))
    if isinstance(team, Missing):
        return Told(season=None, note=f"Not enough evidence yet for a season: {team.text} {INSTEAD}")
    mine = record.of([index[person]] if person in index else [])
    own = season(mine, team)
    assert not isinstance(own, Missing), "who has too little keeps the team's"
    return Told(season=own, note=_said(own, team, round(float(mine.deals.sum())), asked))


def whole_months(calendar: FiscalCalendar, first: date | None, as_of: date) -> list[Period]:
    """The fiscal months of a record that are over and whole."""
    from ownit.method.calendar import Kind

    if first is None:
        return []
    month = calendar.period(Kind.MONTH, first)
    found = []
    month = month if month.start == first else month.next
    while month.end <= as_of:
        found.append(month)
        month = month.next
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wins:
    """What was won by month, to be laid into whole years; ``index``: people's places in it by their ids."""

    months: list[Period]
    wins: MonthlyWins
    asked: ReckoningRequest
    index: Mapping[int, int]

    def of(self, people: Collection[int] | None) -> WonMonths:
        """Of some people; None: of everybody."""
        import numpy as np

        from ownit.method.breakdown import WonMonths

        wins = self.wins
        there = np.full(len(wins.person), people is None)
        if people is not None:
            there = np.isin(wins.person, np.array(sorted(people), dtype=np.int64))
        money, squares, deals = (
            np.bincount(wins.month[there], weights=column[there], minlength=len(self.months)).astype(np.float64)
            for column in (wins.money, wins.squares, wins.deals)
        )
        return WonMonths(
            money=self._laid(money),
            squares=self._laid(squares),
            deals=self._laid(deals),
            days=self._laid(self._days()),
            whole=len(self.months),
        )

    def _laid(self, by_month: Floats) -> Floats:
        """The latest whole years as rows, each month in its place of the fiscal year."""
        import numpy as np

        in_year = _in_year(self.asked)
        years = len(by_month) // in_year
        first = len(by_month) - years * in_year
        if not years:
            return np.zeros((0, in_year))
        place = (_position(self.months[first]) + np.arange(in_year)) % in_year
        out = np.zeros((years, in_year))
        out[:, place] = by_month[first:].reshape(years, in_year)
        return out

    def _days(self) -> Floats:
        """Working days of each month, holidays left out."""
        import numpy as np

        from ownit.flows.days_off import days_off
        from ownit.method.calendar import working_days

        if not self.months:
            return np.zeros(0)
        off = days_off(self.asked.choices, self.months[0].start, self.months[-1].end)
        return np.array([float(working_days(m.start, m.end, off)) for m in self.months])


def _in_year(asked: ReckoningRequest) -> int:
    return len(_year_of(asked.period))


def _year_of(period: Period) -> tuple[Period, ...]:
    """The months of the fiscal year a period begins in."""
    from ownit.method.calendar import Kind

    calendar = period.calendar
    return calendar.parts(calendar.period(Kind.YEAR, period.start), Kind.MONTH)


def _position(month: Period) -> int:
    """Its place in the fiscal year, from 0."""
    return next(i for i, part in enumerate(_year_of(month)) if part.start == month.start)


def _roster() -> tuple[Roster, dict[int, int]]:
    """Everybody known, by index."""
    from ownit.facts.measures.deals import Roster
    from ownit.promises.people import selectors as people

    known = sorted(people.identities(OPERATOR), key=lambda i: (i.connector, i.external_id))
    index = {person: n for n, person in enumerate(sorted({i.person for i in known}))}
    roster = Roster(
        connector=[i.connector for i in known],
        person_id=[i.external_id for i in known],
        person=[index[i.person] for i in known],
        people=len(index),
    )
    return roster, index


def _team(person: int, on: date, index: Mapping[int, int]) -> list[int] | None:
    """Everybody under the same leader, by index; None where nobody leads."""
    from ownit.promises.people import selectors as people

    over = people.leaders(OPERATOR, on)
    leader = over.leader.get(person)
    if leader is None:
        return None
    return [index[p] for p in over.below(leader) | {leader} if p in index]


def _said(found: Season, team: Season, mine: int, asked: ReckoningRequest) -> str:
    rests = f"{team.won} deals won in {team.years} whole years, {mine} of them yours"
    if not team.differ and found.multiplier == team.multiplier:
        return f"By season: in {rests}, months do not differ beyond chance, so little is moved."
    names = [month.name.rpartition(" ")[0] for month in _year_of(asked.period)]
    ranked = sorted(zip(found.multiplier, names, strict=True))
    (low, least), (high, most) = ranked[0], ranked[-1]
    return f"By season, from {rests}: {most} carries {high:.2f} of an even month, {least} {low:.2f}."
