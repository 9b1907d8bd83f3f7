"""Who works in the company, under whom, and in which quarters is something asked of each?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.clock import quarter_end, quarter_start
from ownit.connectors.simulate.parameters import Company, Leader, Quota, Seller
from ownit.connectors.simulate.rows import MARKETING, Days

TITLES = {"seller": "Account Executive", "SDR": "SDR", "account manager": "Account Manager"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One user of the CRM."""

    number: int
    name: str
    title: str
    manager: int  # -1: none
    segment: str | None
    hired_on: date
    ramp_until: date | None
    left_on: date | None
    quotas: tuple[Quota, ...]


def people_of(company: Company) -> tuple[Person, ...]:
    """Marketing's user, the leaders, the sellers."""
    marketing = Person(
        number=MARKETING,
        name="Marketing Operations",
        title="Marketing",
        manager=-1,
        segment=None,
        hired_on=company.starts_on,
        ramp_until=None,
        left_on=None,
        quotas=(),
    )
    leading = (_leading(leader, company) for leader in company.leaders)
    return (marketing, *leading, *map(_selling, company.sellers))


def _leading(leader: Leader, company: Company) -> Person:
    return Person(
        number=leader.number,
        name=leader.name,
        title="Head of Sales" if leader.above is None else "Sales Manager",
        manager=-1 if leader.above is None else leader.above,
        segment=None,
        hired_on=company.starts_on,
        ramp_until=None,
        left_on=None,
        quotas=leader.quotas,
    )


def _selling(seller: Seller) -> Person:
    ramp = seller.hired_on + timedelta(days=seller.ramp_days)
    return Person(
        number=seller.number,
        name=seller.name,
        title=TITLES.get(seller.role, seller.role),
        manager=seller.leader if seller.leader > 0 else -1,
        segment=seller.segment,
        hired_on=seller.hired_on,
        ramp_until=ramp,
        left_on=seller.left_on,
        quotas=seller.quotas,
    )


def numbers_of(people: tuple[Person, ...]) -> Days:
    """Their numbers."""
    return np.asarray([p.number for p in people], dtype=np.int64)


def managers_of(people: tuple[Person, ...]) -> Days:
    """The numbers of those above them; -1: nobody."""
    return np.asarray([p.manager for p in people], dtype=np.int64)


def is_active(person: Person, as_of: date) -> bool:
    """Whether the user may still log in on a day: not after the last."""
    return person.left_on is None or person.left_on >= as_of


def address(person: Person) -> str:
    """An e-mail address nobody can receive."""
    return f"{person.name.lower().replace(' ', '.')}@example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What all people of a company share."""

    starts_on: date
    zone: str
    currency: str


def firm_of(company: Company) -> Firm:
    """What a company's people share."""
    return Firm(starts_on=company.starts_on, zone=company.zone, currency=company.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A quota of one person for one quarter."""

    number: int  # of the person
    quota: Quota
    start: date  # of the quarter

    @property
    def amount(self) -> float:
        """What is asked in that quarter."""
        return self.quota.of(self.start)


def asked_of(people: tuple[Person, ...], firm: Firm, as_of: date) -> tuple[Asked, ...]:
    """All quotas of these people, quarter by quarter."""
    return tuple(
        Asked(number=person.number, quota=quota, start=start)
        for person in people
        for quota in person.quotas
        for start in _quarters(firm, person, as_of)
    )


def _quarters(firm: Firm, person: Person, as_of: date) -> list[date]:
    """The first days of the quarters in which someone has a quota, to the end of the year or to leaving."""
    start = quarter_start(max(firm.starts_on, person.hired_on))
    last = date(as_of.year, 12, 31) if person.left_on is None else person.left_on
    found = []
    while start <= last:
        found.append(start)
        start = quarter_end(start) + timedelta(days=1)
    return found
