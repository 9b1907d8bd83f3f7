"""Does an answer survive being told in JSON, and in a table on a narrow terminal?"""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ownit.cli.laid_out import laid_out
from ownit.cli.telling import json_line, table


class Kind(Enum):
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    as_of: date
    amount: Decimal
    kinds: tuple[Kind, ...]


def test_an_answer_is_told_by_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    json_line(Answer(as_of=date(2026, 8, 12), amount=Decimal("1200000.0000"), kinds=(Kind.OWN,)))
    assert json.loads(capsys.readouterr().out) == {"as_of": "2026-08-12", "amount": 1200000, "kinds": ["own"]}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("0.5"), 0.5),
        (datetime(2026, 8, 12, 9, tzinfo=UTC), "2026-08-12T09:00:00+00:00"),
        (Path("a/b"), "a/b"),
        ({3: {"b", "a"}}, {"3": ["a", "b"]}),
        (True, True),
    ],
)
def test_values_that_json_does_not_know(value: object, told: object) -> None:
    assert json.loads(laid_out(value)) == told


def test_what_has_no_place_in_json_is_a_bug_that_names_itself() -> None:
    with pytest.raises(TypeError, match="complex has no place in JSON"):
        laid_out([1j])


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.decimals(allow_nan=False),
        lambda v: st.lists(v) | st.dictionaries(st.text(), v),
    )
)
def test_whatever_is_told_can_be_read_again(value: object) -> None:
    """No NaN, no Infinity: strict readers refuse them."""
    assert json.loads(laid_out(value), parse_constant=pytest.fail) == known_to_json(value)


def known_to_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: known_to_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [known_to_json(item) for item in value]
    if isinstance(value, float | Decimal):
        whole = isinstance(value, Decimal) and value.is_finite() and value == int(value)
        return int(value) if whole else float(value) if math.isfinite(float(value)) else None
    return value


def test_an_answer_is_laid_out_an_item_a_line() -> None:
    told = laid_out({"people": [{"id": 1, "won": {"own": 2}}, {"id": 2, "won": {}}], "notes": [], "as_of": None})
    assert told.splitlines() == [
        "{",
        '  "people": [',
        "    {",
        '      "id": 1,',
        '      "won": {"own": 2}',
        "    },",
        '    {"id": 2, "won": {}}',
        "  ],",
        '  "notes": [],',
        '  "as_of": null',
        "}",
    ]


def test_a_narrow_table_loses_nothing_and_keeps_whole_what_is_typed_again() -> None:
    shown = table("name", "value", "what it means", whole=("name",))
    shown.add_row("fiscal_year_start", "an_uncommonly_long_value", "The month in which the fiscal year begins.")
    narrow = Console(file=io.StringIO(), width=40, force_terminal=False)
    narrow.print(shown)
    assert isinstance(narrow.file, io.StringIO)
    told = narrow.file.getvalue()
    assert "fiscal_year_start" in told
    assert "\N{HORIZONTAL ELLIPSIS}" not in told
    assert told.count("_") == len("__") + len("___")  # of the name, and of the value on however many lines
