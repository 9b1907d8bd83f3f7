"""Are ids, dates and instants written as Salesforce writes them?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.connectors.simulate import text
from ownit.connectors.simulate.clock import day_number, day_of


def checksum(short: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (short[i : i + 5] for i in (0, 5, 10))
    return "".join(letters[sum(1 << i for i, c in enumerate(p) if c.isupper())] for p in parts)


@pytest.mark.parametrize("real", ["0015500000Xyy06AAB", "00537000003tmTnAAI", "0061G00000Ja7B6QAJ"])
def test_the_oracle_agrees_with_ids_from_real_organisations(real: str) -> None:
    assert checksum(real[:15]) == real[15:]


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(st.integers(0, 62**9 - 1), min_size=1, max_size=50, unique=True))
def test_ids_are_distinct_even_without_case_and_carry_their_checksum(numbers: list[int]) -> None:
    made = [str(i) for i in text.ids("Opportunity", np.asarray(numbers, dtype=np.int64))]
    assert all(len(i) == 18 and i.startswith("006") and checksum(i[:15]) == i[15:] for i in made)
    assert len({i.lower() for i in made}) == len(numbers)


def test_nothing_has_no_id_date_or_instant() -> None:
    none = np.asarray([-1, 5])
    for made in (text.ids("Lead", none), text.dates(none), text.instants(none)):
        assert made.to_pylist()[0] is None
        assert made.to_pylist()[1] is not None


@settings(max_examples=settings().max_examples // 4)
@given(st.dates(date(1971, 1, 1), date(2100, 1, 1)), st.integers(0, 1439))
def test_instants_are_iso_with_milliseconds(day: date, minute: int) -> None:
    made = text.instants(np.asarray([day_number(day) * 1440 + minute])).to_pylist()[0]
    assert made == f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}:00.000Z"
    assert day_of(day_number(day)) == day
