"""Do withdrawals, withdrawn withdrawals and hand over facts decide what holds?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.current import chosen, current, live

DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Row:
    id: int
    effective_on: date = DAY
    source: str = "facts"
    withdraws_id: int | None = None
    about: str = "x"


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for i in range(draw(st.integers(0, 12))):
        earlier = st.none() | st.sampled_from(rows).map(lambda r: r.id) if rows else st.none()
        rows.append(
            Row(
                id=i,
                effective_on=DAY + timedelta(days=draw(st.integers(0, 4))),
                source=draw(st.sampled_from(["facts", "hand"])),
                withdraws_id=draw(earlier),
                about=draw(st.sampled_from("xy")),
            )
        )
    return rows


def holds(row: Row, rows: list[Row]) -> bool:
    """The definition: nothing that holds withdraws it."""
    return not any(later.withdraws_id == row.id and holds(later, rows) for later in rows)


@given(histories(), st.randoms())
def test_live_rows_are_those_that_nothing_live_withdraws(rows: list[Row], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert live(shuffled) == [r for r in rows if r.withdraws_id is None and holds(r, rows)]


@given(histories(), st.integers(0, 4))
def test_what_holds_is_the_latest_by_hand_or_else_by_facts(rows: list[Row], days: int) -> None:
    on = DAY + timedelta(days=days)
    for about, row in current(rows, lambda r: r.about, on).items():
        rivals = [r for r in live(rows) if r.about == about and r.effective_on <= on]
        assert row in rivals
        if row.source == "facts":
            assert not [r for r in rivals if r.source == "hand"]
        same = [r for r in rivals if r.source == row.source]
        assert (row.effective_on, row.id) == max((r.effective_on, r.id) for r in same)


def test_nothing_holds_before_it_is_effective() -> None:
    assert chosen([Row(id=1)], DAY - timedelta(days=1)) is None
