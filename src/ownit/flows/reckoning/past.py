"""What was known on each past day, worked out once?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.facts.known import deals as known_deals
from ownit.facts.narrowed import Narrowed, owners
from ownit.flows.reckoning.day import Day, History, look
from ownit.flows.reckoning.flow import QUARTER, ReckoningRequest, credited_lately, gated, opened_by
from ownit.flows.reckoning.people import Register, folk
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.bound import Relation
    from ownit.facts.looked_back import Looked
    from ownit.facts.measures.wins import Wins
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.record import Span

NEAR = timedelta(days=7)
"""Amounts are compared with those of a quarter before; a day already looked at and so near to it serves."""

LOOKED_AT = 50_000
"""Deals whose past is gone through for the record, where the whole need not be: a few thousand wins a quarter, so that
chance hides no more than two in a hundred, a tenth of what the market does."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """The past days of a snapshot; each is composed when first asked for, and given back when no longer needed."""

    tables: Tables
    asked: ReckoningRequest
    looked: dict[str, Looked] = field(default_factory=dict)  # what is known already of windows from past days
    some: Narrowed | None = None  # where a sample serves for past days
    register: Register = field(default_factory=Register.read)
    brief: bool = False  # and the deals of past days are given back at once
    _kept: dict[date, ir.Table] = field(default_factory=dict)
    _days: dict[date, Day] = field(default_factory=dict)
    _won: dict[date, Wins] = field(default_factory=dict)

    def history(self, tables: Tables) -> History:
        """What deals went through, and what they are called."""
        return History(tables=tables, calendar=self.asked.period.calendar)

    def known(self, as_of: date) -> Relation:
        """The deals as known at the close of a day; of a past one those of some people where a sample serves."""
        if as_of not in self._kept:
            currency = self.asked.choices.currency
            asked = replace(self.asked, as_of=as_of, now=as_of >= self.asked.as_of)
            opened = opened_by(asked, self.register.person)
            tables = self._of(as_of)
            self._kept[as_of] = known_deals(tables, as_of, currency=currency, opened=opened)
        return gated(self._kept[as_of], self.asked.choices)

    def _of(self, as_of: date) -> Tables:
        return self.tables if self.some is None or as_of >= self.asked.as_of else self.some

    def day(self, as_of: date) -> Day:
        """The statistics of a day, amounts read."""
        from ownit.flows.reckoning.day import NOT_READ

        if as_of not in self._days or self._days[as_of].amounts is NOT_READ:
            self._days[as_of] = self._look(as_of, self.a_quarter_before(as_of))
        return self._days[as_of]

    def look_back(self, span: Span) -> Looked:
        """What a past day says of a window; amounts are read only if they were read already."""
        from ownit.facts.looked_back import Looked
        from ownit.method.deals import Window

        if span.name not in self.looked:
            held = set(self._kept)
            if span.origin not in self._days:
                self._days[span.origin] = self._look(span.origin, None)
            day = self._days[span.origin]
            expected = day.expected(Window(as_of=span.origin, start=span.start, end=span.end))
            self.looked[span.name] = Looked(
                expected=None if expected is None else (expected.open, expected.new),
                there=frozenset(day.folk.by_external),
            )
            if self.brief:
                self._give_back(set(self._kept) - held)
        return self.looked[span.name]

    def won(self, as_of: date) -> Wins:
        """What was known to be won by the close of a day."""
        from ownit.facts.measures.wins import wins

        if as_of not in self._won:
            self._won[as_of] = wins(self.known(as_of))
        return self._won[as_of]

    def forget_before(self, as_of: date) -> None:
        """Give back the deals of days too old to compare amounts with; their statistics stay."""
        self._give_back({day for day in self._kept if day < as_of - QUARTER - NEAR})

    def _give_back(self, days: set[date]) -> None:
        for day in days:
            self.tables.drop(self._kept.pop(day))

    def a_quarter_before(self, as_of: date) -> Relation:
        """The deals as known about a quarter before a day."""
        wanted = as_of - QUARTER
        near = [day for day in self._kept if abs(day - wanted) <= NEAR]
        return self.known(min(near, key=lambda day: (abs(day - wanted), day)) if near else wanted)

    def _look(self, as_of: date, before: Relation | None) -> Day:
        from ownit.promises.people import selectors as people

        known, tables = self.known(as_of), self._of(as_of)
        if isinstance(tables, Narrowed):
            known = tables.theirs(known)  # not those with whom they share credit
        over = None if before is None else people.leaders(OPERATOR, as_of)  # for wins expected no team is asked
        who = folk(credited_lately(known, as_of), (), self.register, over)
        return look(known, before, who, as_of, past=self.history(tables))


def sample(tables: Tables) -> Narrowed | None:
    """The tables of every so many-th person, in the order of their ids, so that LOOKED_AT deals are left or fewer."""
    rows = owners(tables["opportunity"]).to_pylist()
    every = -(-sum(row["n"] for row in rows) // LOOKED_AT)
    return None if every <= 1 else Narrowed(tables, [(row["connector"], row["owner_id"]) for row in rows[::every]])
