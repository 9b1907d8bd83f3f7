"""Who works in the company, under whom, and what is asked of each: User, UserRole, ForecastingQuota?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import text
from ownit.connectors.simulate.clock import day_number, quarter_end, quarter_start
from ownit.connectors.simulate.parameters import Company, Leader, Quota, Seller
from ownit.connectors.simulate.rows import MARKETING, SERIALS, Days

TITLES = {"seller": "Account Executive", "SDR": "SDR", "account manager": "Account Manager"}
FORECASTS = ("Bookings", "Meetings Held", "New Business", "Expansion", "Renewals")


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


def address(person: Person) -> str:
    """An e-mail address nobody can receive."""
    return f"{person.name.lower().replace(' ', '.')}@example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What all people of a company share."""

    starts_on: date
    zone: str
    currency: str


def people_objects(company: Company, as_of: date) -> Iterator[tuple[str, pa.Table]]:
    """The objects that are about a company's people."""
    firm = Firm(starts_on=company.starts_on, zone=company.zone, currency=company.currency)
    return staff_objects(people_of(company), firm, as_of)


def staff_objects(people: tuple[Person, ...], firm: Firm, as_of: date) -> Iterator[tuple[str, pa.Table]]:
    """The objects that are about these people."""
    numbers = np.asarray([p.number for p in people], dtype=np.int64)
    yield "User", _users(firm, people, numbers, as_of)
    yield "UserRole", _roles(people, numbers)
    quotas = [(p.number, q, start) for p in people for q in p.quotas for start in quarters(firm, p, as_of)]
    yield "ForecastingType", _types()
    yield "ForecastingQuota", _quotas(firm, quotas)
    yield "Period", _periods(sorted({start for _, _, start in quotas}))


def quarters(firm: Firm, person: Person, as_of: date) -> list[date]:
    """The first days of the quarters in which someone has a quota, to the end of the year or to leaving."""
    start = quarter_start(max(firm.starts_on, person.hired_on))
    last = date(as_of.year, 12, 31) if person.left_on is None else person.left_on
    found = []
    while start <= last:
        found.append(start)
        start = quarter_end(start) + timedelta(days=1)
    return found


def _users(firm: Firm, people: tuple[Person, ...], numbers: Days, as_of: date) -> pa.Table:
    active = [p.left_on is None or p.left_on >= as_of for p in people]
    return pa.table(
        {
            "Id": text.user_ids(numbers),
            "Name": [p.name for p in people],
            "Email": [address(p) for p in people],
            "Username": [address(p) for p in people],
            "Title": [p.title for p in people],
            "IsActive": active,
            "ManagerId": text.user_ids(np.asarray([p.manager for p in people], dtype=np.int64)),
            "UserRoleId": text.ids("UserRole", numbers << SERIALS),
            "TimeZoneSidKey": [firm.zone] * len(people),
            "ForecastEnabled": [bool(p.quotas) for p in people],
            "UserType": ["Standard"] * len(people),
            "Segment__c": pa.array([p.segment for p in people], pa.string()),
            "Hire_Date__c": pa.array([p.hired_on for p in people], pa.date32()),
            "Ramp_Until__c": pa.array([p.ramp_until for p in people], pa.date32()),
        }
    )


def _roles(people: tuple[Person, ...], numbers: Days) -> pa.Table:
    """One role per person, so that the forecast hierarchy and the managers agree."""
    parents = np.asarray([p.manager for p in people], dtype=np.int64)
    return pa.table(
        {
            "Id": text.ids("UserRole", numbers << SERIALS),
            "Name": [p.title for p in people],
            "ParentRoleId": text.ids("UserRole", np.where(parents < 0, -1, parents << SERIALS)),
        }
    )


def forecast_of(quota: Quota) -> int:
    """Which of FORECASTS a quota is."""
    if quota.measure == "meetings_held":
        return 1
    return {(): 0, ("new",): 2, ("expansion",): 3, ("renewal",): 4}[quota.kinds]


def _types() -> pa.Table:
    numbers = np.arange(len(FORECASTS))
    return pa.table(
        {
            "Id": text.ids("ForecastingType", numbers),
            "DeveloperName": [f.replace(" ", "") for f in FORECASTS],
            "MasterLabel": list(FORECASTS),
            "IsAmount": numbers != 1,
            "IsQuantity": numbers == 1,
        }
    )


def _quotas(firm: Firm, quotas: list[tuple[int, Quota, date]]) -> pa.Table:
    number = np.asarray([n for n, _, _ in quotas], dtype=np.int64)
    kind = np.asarray([forecast_of(q) for _, q, _ in quotas], dtype=np.int64)
    start = np.asarray([day_number(s) for _, _, s in quotas], dtype=np.int64)
    amount = np.asarray([q.of(s) for _, q, s in quotas], dtype=np.float64)
    counted = kind == 1
    return pa.table(
        {
            "Id": text.ids("ForecastingQuota", (number << SERIALS) + start * 8 + kind),
            "QuotaOwnerId": text.user_ids(number),
            "StartDate": text.dates(start),
            "QuotaAmount": pa.array(amount, pa.float64(), mask=counted),
            "QuotaQuantity": pa.array(amount, pa.float64(), mask=~counted),
            "IsAmount": ~counted,
            "IsQuantity": counted,
            "CurrencyIsoCode": text.labels((firm.currency,), np.where(counted, -1, 0)),
            "ForecastingTypeId": text.ids("ForecastingType", kind),
            "PeriodId": text.ids("Period", start),
        }
    )


def _periods(starts: list[date]) -> pa.Table:
    return pa.table(
        {
            "Id": text.ids("Period", np.asarray([day_number(s) for s in starts], dtype=np.int64)),
            "Type": ["Quarter"] * len(starts),
            "StartDate": pa.array(starts, pa.date32()),
            "EndDate": pa.array([quarter_end(s) for s in starts], pa.date32()),
            "IsForecastPeriod": [True] * len(starts),
        }
    )
