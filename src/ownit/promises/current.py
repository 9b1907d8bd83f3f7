"""Which of the rows recorded about one thing hold today?

Rows are told apart by id, which grows as they are recorded. A row may withdraw an earlier one; a withdrawal may
itself be withdrawn, and what it withdrew holds again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Protocol, TypeVar


class Row(Protocol):
    """What choosing needs to know of a row."""

    @property
    def id(self) -> int: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def source(self) -> str: ...
    @property
    def withdraws_id(self) -> int | None: ...


R = TypeVar("R", bound=Row)
K = TypeVar("K", bound=Hashable)


def live(rows: Iterable[R]) -> list[R]:
    """The rows that say something and are not withdrawn, oldest first.

    A withdrawal has a greater id than what it withdraws, so one pass from the newest row to the oldest decides.
    """
    gone: set[int] = set()
    kept: list[R] = []
    for row in sorted(rows, key=lambda r: r.id, reverse=True):
        if row.id in gone:
            continue
        if row.withdraws_id is None:
            kept.append(row)
        else:
            gone.add(row.withdraws_id)
    kept.reverse()
    return kept


def chosen(rows: Iterable[R], on: date) -> R | None:
    """Of the live rows about one thing, the one that holds on a day.

    What was set by hand wins over what facts propose; among equals the latest effective, then the latest recorded.
    """
    effective = [r for r in rows if r.effective_on <= on]
    return max(effective, key=lambda r: (r.source == "hand", r.effective_on, r.id), default=None)


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    """Rows by what they are about, each group in the order given."""
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def current(rows: Iterable[R], key: Callable[[R], K], on: date) -> dict[K, R]:
    """For each thing, the live row that holds on a day; a thing nothing holds for is left out."""
    picked = {k: chosen(group, on) for k, group in grouped(live(rows), key).items()}
    return {k: row for k, row in picked.items() if row is not None}
