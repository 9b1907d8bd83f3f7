"""What do the exports say of a company's people, their roles and their quotas?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.clock import day_number, quarter_end
from ownit.connectors.simulate.codes import Forecast
from ownit.connectors.simulate.parameters import Company, Quota
from ownit.connectors.simulate.people import (
    Asked,
    Firm,
    Person,
    address,
    asked_of,
    firm_of,
    is_active,
    managers_of,
    numbers_of,
    people_of,
)
from ownit.connectors.simulate.rows import SERIALS

_FORECASTS = ("Bookings", "Meetings Held", "New Business", "Expansion", "Renewals")  # by Forecast
_OF_KINDS: dict[tuple[str, ...], Forecast] = {
    (): Forecast.BOOKINGS,
    ("new",): Forecast.NEW_BUSINESS,
    ("expansion",): Forecast.EXPANSION,
    ("renewal",): Forecast.RENEWALS,
}


def people_objects(company: Company, as_of: date) -> Iterator[tuple[str, pa.Table]]:
    """The objects that are about a company's people."""
    return staff_objects(people_of(company), firm_of(company), as_of)


def staff_objects(people: tuple[Person, ...], firm: Firm, as_of: date) -> Iterator[tuple[str, pa.Table]]:
    """The objects that are about these people."""
    asked = asked_of(people, firm, as_of)
    yield "User", _users(firm, people, as_of)
    yield "UserRole", _roles(people)
    yield "ForecastingType", _types()
    yield "ForecastingQuota", _quotas(firm, asked)
    yield "Period", _periods(sorted({each.start for each in asked}))


def _users(firm: Firm, people: tuple[Person, ...], as_of: date) -> pa.Table:
    numbers = numbers_of(people)
    return pa.table(
        {
            "Id": text.user_ids(numbers),
            "Name": [p.name for p in people],
            "Email": [address(p) for p in people],
            "Username": [address(p) for p in people],
            "Title": [p.title for p in people],
            "IsActive": [is_active(p, as_of) for p in people],
            "ManagerId": text.user_ids(managers_of(people)),
            "UserRoleId": text.ids("UserRole", numbers << SERIALS),
            "TimeZoneSidKey": [firm.zone] * len(people),
            "ForecastEnabled": [bool(p.quotas) for p in people],
            "UserType": ["Standard"] * len(people),
            "Segment__c": pa.array([p.segment for p in people], pa.string()),
            "Hire_Date__c": pa.array([p.hired_on for p in people], pa.date32()),
            "Ramp_Until__c": pa.array([p.ramp_until for p in people], pa.date32()),
        }
    )


def _roles(people: tuple[Person, ...]) -> pa.Table:
    """One role per person, so that the forecast hierarchy and the managers agree."""
    parents = managers_of(people)
    return pa.table(
        {
            "Id": text.ids("UserRole", numbers_of(people) << SERIALS),
            "Name": [p.title for p in people],
            "ParentRoleId": text.ids("UserRole", np.where(parents < 0, -1, parents << SERIALS)),
        }
    )


def _types() -> pa.Table:
    numbers = np.arange(len(Forecast))
    counted = numbers == Forecast.MEETINGS_HELD
    return pa.table(
        {
            "Id": text.ids("ForecastingType", numbers),
            "DeveloperName": [f.replace(" ", "") for f in _FORECASTS],
            "MasterLabel": list(_FORECASTS),
            "IsAmount": ~counted,
            "IsQuantity": counted,
        }
    )


def _forecast_of(quota: Quota) -> Forecast:
    if quota.measure == "meetings_held":
        return Forecast.MEETINGS_HELD
    return _OF_KINDS[quota.kinds]


def _quotas(firm: Firm, asked: tuple[Asked, ...]) -> pa.Table:
    number = np.asarray([each.number for each in asked], dtype=np.int64)
    forecast = np.asarray([_forecast_of(each.quota) for each in asked], dtype=np.int64)
    start = np.asarray([day_number(each.start) for each in asked], dtype=np.int64)
    amount = np.asarray([each.amount for each in asked], dtype=np.float64)
    counted = forecast == Forecast.MEETINGS_HELD
    return pa.table(
        {
            "Id": shown.quota_ids(number, start, forecast),
            "QuotaOwnerId": text.user_ids(number),
            "StartDate": text.dates(start),
            "QuotaAmount": pa.array(amount, pa.float64(), mask=counted),
            "QuotaQuantity": pa.array(amount, pa.float64(), mask=~counted),
            "IsAmount": ~counted,
            "IsQuantity": counted,
            "CurrencyIsoCode": text.labels((firm.currency,), np.where(counted, -1, 0)),
            "ForecastingTypeId": text.ids("ForecastingType", forecast),
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
