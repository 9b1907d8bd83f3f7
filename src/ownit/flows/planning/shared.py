"""What do the plans of all people share, so that it is read once: the day, the period, goals, and the record?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ownit.answers.limits import Limit, limits
from ownit.connectors.base import Progress, silent
from ownit.flows.days_off import days_off
from ownit.flows.people import in_crm
from ownit.flows.planning.errors import NoGoalError
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.rfps import OpenRfp
    from ownit.flows.planning.counting import CountRead
    from ownit.flows.planning.seasons import Told, Wins
    from ownit.flows.planning.sellers import Read
    from ownit.flows.planning.there import Position, There
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.method.law import Missing
    from ownit.method.plan.book import Seller
    from ownit.method.plan.counted import Counter
    from ownit.promises.goals.record import Terms
    from ownit.promises.organisation.choices import Choices
    from ownit.promises.people.record import Person


@dataclass(kw_only=True, eq=False)
class Shared:
    """Everything that is not one person's; each part is read when a plan first needs it, and kept for the next."""

    workspace: Workspace
    period: str | None = None
    progress: Progress = silent
    _reads: dict[str, Read | CountRead] = field(default_factory=dict)
    _rfps: dict[str, tuple[OpenRfp, ...]] = field(default_factory=dict)

    @cached_property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.workspace.now().date()

    @cached_property
    def choices(self) -> Choices:
        """What the organisation has chosen."""
        from ownit.promises.organisation import selectors as organisation

        return organisation.choices(OPERATOR, self.today)

    @cached_property
    def in_crm(self) -> frozenset[int]:
        """The people whom a CRM knows; nobody where none is imported."""
        from ownit.facts.store import Store

        if Store(self.workspace.facts).current() is None:
            return frozenset()
        return in_crm()

    @cached_property
    def _asked(self) -> tuple[ReckoningRequest, tuple[str, ...]]:
        from ownit.flows.standing import ask

        return ask(self.workspace, None, self.period)

    @property
    def asked(self) -> ReckoningRequest:
        """The snapshot, the day and the period that records are read for. Raises UnknownPeriodError."""
        return self._asked[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of that."""
        return self._asked[1]

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """What the import found wrong that bears on plans."""
        return limits(self.asked.snapshot.manifest.report.get("warnings", ()), "plan")

    @cached_property
    def off(self) -> frozenset[date]:
        """Days of the period that nobody works."""
        return days_off(self.choices, self.asked.period.start, self.asked.period.end)

    @cached_property
    def _positions(self) -> Mapping[int, list[Position]]:
        """The positions on record of each person."""
        from ownit.flows.people import rows
        from ownit.promises.people import selectors as people

        who = {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}
        found: dict[int, list[Position]] = {}
        for row in rows(self.asked.snapshot, "position"):
            if (person := who.get((row["connector"], row["person_id"]))) is not None:
                found.setdefault(person, []).append(row)
        return found

    def there(self, person: int) -> There:
        """How much of a person is there on each day of the period."""
        from ownit.flows.planning.there import there
        from ownit.promises.blocks import selectors as blocks

        asked = self.asked
        away = blocks.preferences(OPERATOR, person, asked.as_of).away
        return there(self._positions.get(person, ()), away, asked.period.start, asked.period.end, asked.as_of)

    @cached_property
    def _goals(self) -> Mapping[int, list[Terms]]:
        """What each person is held to, first what a plan is for unless another is asked for."""
        from ownit.answers.plan.held import ranked
        from ownit.promises.goals import selectors as goals

        asked = self.asked
        found: dict[int, list[Terms]] = {}
        for goal in goals.goals(OPERATOR, asked.period.start, asked.period.end, asked.as_of).goals:
            terms = goal.terms
            if terms.scope == "person" and terms.person is not None:
                found.setdefault(terms.person, []).append(terms)
        return {person: ranked(mine) for person, mine in found.items()}

    def held(self) -> frozenset[int]:
        """Who is held to a number in the period."""
        return frozenset(self._goals)

    def goals(self, person: Person) -> Sequence[Terms]:
        """What a person is held to, first what a plan is for unless another is asked for. Raises NoGoalError."""
        from ownit.promises.people import selectors as people

        mine = self._goals.get(person.id, [])
        if not mine or mine[0].amount <= 0:
            leads = bool(people.leaders(OPERATOR, self.asked.as_of).below(person.id))
            raise NoGoalError(person.name, self.asked.period.name, leads=leads)
        return mine

    def seller(self, person: int, key: str) -> Seller | Missing:
        """One of the sellers by the record, which is read for everybody when first asked for."""
        from ownit.flows.planning.sellers import Read, seller_of

        found = self._read(key)
        assert isinstance(found, Read), "a plan of deals is asked for in money"
        return seller_of(found, person, self.asked.as_of)

    def lack(self, person: int) -> Missing | None:
        """What a person's record lacks to carry a plan of bookings; None where it carries one."""
        from ownit.answers.measure import BOOKINGS
        from ownit.method.law import Missing

        found = self.seller(person, BOOKINGS)
        return found if isinstance(found, Missing) else None

    def counter(self, person: int, key: str) -> Counter | Missing:
        """Whom a plan of a count is for, by the record, which is read for everybody when first asked for."""
        from ownit.flows.planning.counting import CountRead

        found = self._read(key)
        assert isinstance(found, CountRead), "a plan of a count is asked for in what it counts"
        return found.counter(person, self.asked)

    @cached_property
    def _wins(self) -> Wins:
        from ownit.flows.planning import seasons

        return seasons.read(self.workspace, self.asked)

    def season(self, person: int) -> Told:
        """The season that the record shows of a person and their team."""
        from ownit.flows.planning import seasons

        return seasons.season_of(self._wins, person)

    def rfp_notes(self, person: int, key: str) -> tuple[str, ...]:
        """What a plan of theirs must say of RFPs that it gives no time."""
        from ownit.flows import rfps

        if key not in self._rfps:
            self._rfps[key] = rfps.listed(self._read(key).rfps, self.choices.currency)
        return rfps.notes(self._rfps[key], person)

    def read_for(self, people: Iterable[int]) -> None:
        """Read the record at once for all that these people are held to, where several plans are wanted."""
        from ownit.answers.measure import measure_key
        from ownit.answers.plan.held import falls_due

        mine = [terms for person in people for terms in self._goals.get(person, ())]
        self._read_all(measure_key(terms) for terms in mine if not falls_due(terms))

    def _read(self, key: str) -> Read | CountRead:
        self._read_all([key])
        return self._reads[key]

    def _read_all(self, keys: Iterable[str]) -> None:
        from ownit.flows.planning.record import readings

        lacking = [key for key in dict.fromkeys(keys) if key not in self._reads]
        if lacking:
            self._reads |= readings(self.workspace, self.asked, lacking, self.progress)
