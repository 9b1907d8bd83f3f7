"""Are local days written in the person's zone, and only where nobody wrote them?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.facts.derive import derive
from ownit.facts.local_dates import UnknownZoneError
from ownit.facts.schema import TABLES


def days(table: pa.Table, *columns: str) -> dict[str, tuple[Any, ...]]:
    return {row["id"]: tuple(row[c] for c in columns) for row in table.to_pylist()}


def test_the_day_is_the_persons_own(story: Any) -> None:
    """Late in New York is already tomorrow in UTC and in Berlin.

    person
    id     | timezone
    viktor | America/New_York
    dana   | Nowhere/Atlantis

    opportunity
    id | owner_id | created_at          | created_on | closed_at           | outcome
    D1 | viktor   | 2026-03-02T02:00:00 |            | 2026-06-01T03:59:00 | won
    D2 | dana     | 2026-03-01T23:30:00 |            |                     | open
    D3 | nobody   | 2026-03-01T23:30:00 |            |                     | open
    D4 | viktor   | 2026-03-02T02:00:00 | 2026-03-09 |                     | open

    activity
    id | person_id | at                  | on         | count
    A1 | viktor    | 2026-03-02T04:30:00 |            | 3
    A2 |           | 2026-03-02T04:30:00 |            |
    A3 | viktor    | 2026-03-02T04:30:00 | 2026-01-01 |
    A4 | viktor    |                     |            |

    lead
    id | owner_id | created_at
    L1 | viktor   | 2026-03-02T04:30:00
    """
    found = story.derived(zone="Europe/Berlin")

    assert days(found["opportunity"], "created_on", "closed_on") == {
        "D1": (date(2026, 3, 1), date(2026, 5, 31)),
        "D2": (date(2026, 3, 2), None),  # a zone that does not exist is no zone: the organisation's
        "D3": (date(2026, 3, 2), None),
        "D4": (date(2026, 3, 9), None),
    }
    assert days(found["activity"], "on", "count") == {
        "A1": (date(2026, 3, 1), 3),
        "A2": (date(2026, 3, 2), 1),
        "A3": (date(2026, 1, 1), 1),
        "A4": (None, 1),
    }
    assert days(found["lead"], "on") == {"L1": (date(2026, 3, 1),)}


def test_a_day_once_written_is_not_shifted(story: Any) -> None:
    """Viktor has moved to Tokyo; what was written in New York stays. D2's instant was corrected: its day is new.

    person
    id     | timezone
    viktor | Asia/Tokyo

    previous opportunity
    id | created_at          | created_on | closed_at           | closed_on
    D1 | 2026-03-01T20:00:00 | 2026-03-01 | 2026-05-01T20:00:00 | 2026-05-01
    D2 | 2026-03-01T20:00:00 | 2026-03-01 |                     |

    opportunity
    id | created_at          | closed_at
    D1 | 2026-03-01T20:00:00 | 2026-05-01T20:00:00
    D2 | 2026-03-03T20:00:00 |
    D3 | 2026-03-01T20:00:00 |
    """
    assert days(story.derived()["opportunity"], "created_on", "closed_on") == {
        "D1": (date(2026, 3, 1), date(2026, 5, 1)),
        "D2": (date(2026, 3, 4), None),
        "D3": (date(2026, 3, 2), None),
    }


def test_the_ends_of_the_calendar_stay_inside_it(story: Any) -> None:
    """
    person
    id   | timezone
    east | Asia/Tokyo
    west | America/New_York

    opportunity
    id | owner_id | created_at
    D1 | east     | 9999-12-31T20:00:00
    D2 | west     | 0001-01-01T00:30:00
    """
    assert days(story.derived()["opportunity"], "created_on") == {"D1": (date(9999, 12, 31),), "D2": (date(1, 1, 1),)}


def test_a_zone_that_does_not_exist_says_what_to_do() -> None:
    con = duckdb.connect()
    for name, table in TABLES.items():
        con.register(name, table.schema.empty_table())
    with pytest.raises(UnknownZoneError, match=r"Mars/Olympus.*ownit set zone"):
        derive(con, zone="Mars/Olympus")


@settings(max_examples=settings().max_examples * 12 // 100, deadline=None)
@given(
    zone=st.sampled_from(["America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/Berlin", "UTC"]),
    instants=st.lists(
        st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  hypothesis wants naive bounds
        min_size=20,
        max_size=60,
    ),
)
def test_local_days_agree_with_the_zone_database(tell: Callable[[str], Any], zone: str, instants: list[Any]) -> None:
    lines = "\n".join(f"D{i} | {t.isoformat()}" for i, t in enumerate(instants))
    found = days(tell(f"opportunity\nid | created_at\n{lines}").derived(zone=zone)["opportunity"], "created_on")
    for i, t in enumerate(instants):
        assert found[f"D{i}"] == (t.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date(),)
