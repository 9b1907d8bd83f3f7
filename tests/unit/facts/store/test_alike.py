"""Are values that are made without pandas what Arrow would have made of them?"""

from __future__ import annotations

import pyarrow as pa
import pytest

from ownit.facts.store import alike


@pytest.mark.parametrize("value", ["salesforce", "", "Österreich"])
def test_a_text_and_no_are_what_arrow_makes_of_them(value: str) -> None:
    assert alike.text(value) == pa.scalar(value, pa.string())
    assert alike.no() == pa.scalar(value=False)
    assert pa.repeat(alike.text(value), 3).to_pylist() == [value] * 3
