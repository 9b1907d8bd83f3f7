"""What do the values of each column look like?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ownit.connectors.reading import Staged, fold, ident
from ownit.connectors.reading.numbers import UNIT

if TYPE_CHECKING:
    import duckdb

_DATE = r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|^1[0-9]{12}$|^\d{1,2} [A-Za-z]{3}"
_SHORT = rf"{UNIT}[.]? ?([A-Z]{{3}})?"  # 45k, 1,5 Mio. EUR
_NUMBER = rf"^\(?[-+]?[^0-9A-Za-z]{{0,2}}[0-9][0-9., ]*(%|{_SHORT})?[^0-9A-Za-z]{{0,2}}\)?$"
_FEW = 60
_STRAYS = 5
"""So many different words without a figure may stand in a column of amounts or days for there being none."""
NEARLY_UNIQUE = 0.95
"""The share of different values from which a column named like an id is one with doubled records, or a few without it:
two exports laid together overlap by a few records, while a column of another thing's ids (an account's) names most of
them twice."""


@dataclass(frozen=True)
class Column:
    """One column: how many values it has, how many different ones, and which shares of them take which shape.

    ``strays``: the few words that stand where a figure is missing (n/a, TBD); the shares are of the rest.
    """

    file: str
    name: str
    rows: int
    filled: int
    distinct: int
    dates: float
    numbers: float
    emails: float
    words: tuple[tuple[str, int], ...]
    strays: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        return fold(self.name)

    @property
    def unique(self) -> bool:
        """Whether it could be a key: a value in every record, each different."""
        return self.rows > 0 and self.filled == self.rows == self.distinct

    @property
    def nearly_unique(self) -> bool:
        """Whether a key is doubled or missing here and there: nearly every record has one, nearly each different.

        One record without (the total beneath a sheet) is no more than that, however few there are.
        """
        there = self.filled >= min(NEARLY_UNIQUE * self.rows, self.rows - 1)
        return self.filled > 0 and there and NEARLY_UNIQUE * self.filled <= self.distinct < self.rows

    @property
    def is_date(self) -> bool:
        return self.filled > 0 and self.dates >= 0.9

    @property
    def is_number(self) -> bool:
        return self.filled > 0 and self.numbers >= 0.9 and not self.is_date

    def called(self, *stems: str) -> bool:
        """Whether one of the stems stands in its name (case, spaces and the like aside)."""
        return any(fold(stem) in self.folded for stem in stems)


def profile(con: duckdb.DuckDBPyConnection, staged: Staged) -> list[Column]:
    """Profile every column of a staged file; the words are listed for columns of few."""
    columns = staged.columns
    asked = [q for c in columns for q in _questions(ident(c))]
    seen = con.execute(f"SELECT count(*), {', '.join(asked)} FROM {staged.relation}").fetchall()[0]
    rows, rest = seen[0], seen[1:]
    return [_column(con, staged, c, rows, rest[5 * i : 5 * i + 5]) for i, c in enumerate(columns)]


def _questions(c: str) -> list[str]:
    shaped = [
        f"count(*) FILTER (regexp_matches(trim({c}), '{s}'))" for s in (_DATE, _NUMBER, "^[^@ ]+@[^@ ]+[.][^@ ]+$")
    ]
    there = f"FILTER (trim({c}) <> '')"  # spaces alone are no value
    return [f"count(*) {there}", f"count(DISTINCT {c}) {there}", *shaped]


def _column(con: duckdb.DuckDBPyConnection, staged: Staged, name: str, rows: int, seen: Sequence[int]) -> Column:
    filled, distinct, dates, numbers, emails = seen
    words: list[tuple[str, int]] = []
    if distinct <= _FEW:
        counted = f"SELECT trim({ident(name)}) w, count(*) n FROM {staged.relation} WHERE w <> '' GROUP BY w"
        words = con.execute(f"{counted} ORDER BY n DESC, w").fetchall()
    strays = _strays(con, staged, name) if 2 * max(dates, numbers) >= filled > max(dates, numbers) else []
    of = max(filled - sum(n for _, n in strays), 1)
    return Column(
        file=staged.sheet.file,
        name=name,
        rows=rows,
        filled=filled,
        distinct=distinct,
        dates=dates / of,
        numbers=numbers / of,
        emails=emails / of,
        words=tuple((w, n) for w, n in words),
        strays=tuple(w for w, _ in strays),
    )


def _strays(con: duckdb.DuckDBPyConnection, staged: Staged, name: str) -> list[tuple[str, int]]:
    """The words without a figure in a column, and how often each; none of them, where they are many."""
    c = ident(name)
    wordy = f"trim({c}) <> '' AND NOT regexp_matches({c}, '[0-9]')"
    found = con.execute(
        f"SELECT trim({c}) w, count(*) n FROM {staged.relation} WHERE {wordy} GROUP BY w "
        f"ORDER BY n DESC, w LIMIT {_STRAYS + 1}"
    ).fetchall()
    return found if len(found) <= _STRAYS else []
