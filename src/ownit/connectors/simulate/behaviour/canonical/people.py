"""What are the canonical facts of people, their positions and their quotas?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.behaviour.canonical.columns import Columns
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.staff import CURRENCY, ZONE, firm_of
from ownit.connectors.simulate.clock import day_number, day_of, quarter_end
from ownit.connectors.simulate.codes import Forecast
from ownit.connectors.simulate.people import Person, address, asked_of, is_active, managers_of, numbers_of

ROLES = {"Marketing": None, "Sales Manager": "leader", "SDR": "SDR", "Account Manager": "farmer"}
"""By title; whoever has another is a hunter."""


def people(staff: tuple[Person, ...], as_of: int) -> Columns:
    """Everybody who is or was there."""
    day = day_of(as_of)
    return {
        "id": text.user_ids(numbers_of(staff)),
        "name": [p.name for p in staff],
        "email": [address(p) for p in staff],
        "timezone": [ZONE] * len(staff),
        "active": [is_active(p, day) for p in staff],
    }


def positions(staff: tuple[Person, ...]) -> Columns:
    """One of each."""
    return {
        "person_id": text.user_ids(numbers_of(staff)),
        "role": pa.array([ROLES.get(p.title, "hunter") for p in staff], pa.string()),
        "manager_id": text.user_ids(managers_of(staff)),
        "ramp_until": pa.array([p.ramp_until for p in staff], pa.date32()),
    }


def quotas(company: Company, staff: tuple[Person, ...], as_of: int) -> Columns:
    """All are of bookings."""
    asked = asked_of(staff, firm_of(company), day_of(as_of))
    number = np.asarray([each.number for each in asked], dtype=np.int64)
    start = np.asarray([day_number(each.start) for each in asked], dtype=np.int64)
    end = np.asarray([day_number(quarter_end(each.start)) for each in asked], dtype=np.int64)
    return {
        "id": shown.quota_ids(number, start, Forecast.BOOKINGS),
        "person_id": text.user_ids(number),
        "measure": ["bookings"] * len(asked),
        "period_start": text.dates(start),
        "period_end": text.dates(end),
        "amount": np.asarray([each.amount for each in asked], dtype=np.float64),
        "currency": [CURRENCY] * len(asked),
    }
