"""Which currency are amounts in that no column names one for?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.reading import Field
from ownit.connectors.reading.numbers import UNIT
from ownit.connectors.reading.sql import literal
from ownit.method.currencies import is_currency
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB"}
_SIGNS |= {"US$": "USD", "zł": "PLN", "Kč": "CZK"}
_SEVERAL = {"$": "USD", "¥": "JPY"}
"""Signs of several currencies: what was declared, or else the one that is meant most often."""
_MOST = 1_000  # different marks that are looked at
_PLAIN = r"^[\s0-9.,'’()+\-−%]*$"
_RUN = r"[^\s0-9.,'’()+\-−%]+"
_MARK = rf"{_RUN}(?:[\s.]+{_RUN})?"  # two words where one is a unit: Mio. EUR
_UNIT = re.compile(rf"{UNIT}[\s.]*")


def as_written(con: duckdb.DuckDBPyConnection, union: str, declared: str | None) -> tuple[Field | None, list[Note]]:
    """The currency that the amounts of a relation bear themselves, where any does, and what is to be said of it.

    A mark in an amount says more than what was ``declared`` for all of them, unless it is of several currencies.
    Amounts without one are in what was declared, or where nothing was in the only one that the others bear.
    """
    mark = f"regexp_extract(amount, {literal(_MARK)})"
    found = con.execute(
        f"SELECT {mark} AS mark, count(*) FROM {union} WHERE NOT regexp_matches(amount, {literal(_PLAIN)}) "
        f"GROUP BY mark ORDER BY mark LIMIT {_MOST}"
    ).fetchall()
    codes = {written: code for written, _ in found if (code := _code(written, declared)) is not None}
    if not codes:
        return None, []
    used = sorted(set(codes.values()))
    rest = declared or (used[0] if len(used) == 1 else None)
    whens = " ".join(f"WHEN {literal(written)} THEN {literal(code)}" for written, code in codes.items())
    bare = "NULL" if rest is None else literal(rest)
    field = Field(target="currency", expression=f"CASE {mark} {whens} ELSE {bare} END")
    n = sum(count for written, count in found if written in codes)
    text = (
        f"{counted(n, 'amount says its currency itself', 'amounts say their currency themselves')}: {', '.join(used)}."
    )
    return field, [Note(code="currency_written", count=n, text=text, limits=False)]


def _code(mark: str, declared: str | None) -> str | None:
    """The currency that a mark means, without the unit before it; None for what is none."""
    if unit := _UNIT.match(mark):
        return _known(mark[unit.end() :], declared) or _known(mark, declared)
    return _known(mark, declared)


def _known(mark: str, declared: str | None) -> str | None:
    if mark in _SEVERAL:
        return declared or _SEVERAL[mark]
    if mark in _SIGNS:
        return _SIGNS[mark]
    return mark.upper() if len(mark) == 3 and mark.isascii() and is_currency(mark) else None
