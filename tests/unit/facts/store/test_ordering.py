"""Is it seen on the way whether keys ascend?"""

from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.facts.store.ordering import Order

Key = tuple[str | None, int | None]
keys = st.lists(st.tuples(st.sampled_from([*"abcde", None]), st.one_of(st.integers(0, 4), st.none())), max_size=12)


def batch(rows: list[Key]) -> pa.RecordBatch:
    first, second = ([row[i] for row in rows] for i in (0, 1))
    return pa.record_batch({"a": pa.array(first, pa.string()), "b": pa.array(second, pa.int64())})


def ascends(before: Key, after: Key) -> bool:
    """Strictly; a null in what decides is disorder."""
    for left, right in zip(before, after, strict=True):
        if left is None or right is None:
            return False
        if left != right:
            return left < right  # type: ignore[operator] # columns hold one type each
    return False


@given(keys, st.integers(1, 5), st.booleans())
def test_order_is_kept_if_each_key_is_above_the_one_before(rows: list[Key], at_once: int, arranged: bool) -> None:
    if arranged:
        rows = sorted({row for row in rows if None not in row})
    order = Order(("a", "b"))
    for start in range(0, len(rows), at_once):
        order.see(batch(rows[start : start + at_once]))
    assert order.kept == all(map(ascends, rows, rows[1:]))


@given(st.lists(st.one_of(st.integers(0, 9), st.none()), max_size=6), st.integers(1, 4))
def test_so_it_is_with_a_key_of_one_column(numbers: list[int | None], at_once: int) -> None:
    order = Order(("b",))
    for start in range(0, len(numbers), at_once):
        order.see(batch([("a", number) for number in numbers[start : start + at_once]]))
    pairs = pairwise(numbers)
    assert order.kept == all(a is not None and b is not None and a < b for a, b in pairs)


@pytest.mark.parametrize("rows", [[], [("a", 1)]])
def test_what_lacks_a_column_of_the_key_is_in_no_order(rows: list[Key]) -> None:
    order = Order(("a", "c"))
    order.see(batch(rows))
    assert order.kept == (not rows)
