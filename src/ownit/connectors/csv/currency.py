"""Which currency are amounts in that no column names one for, or not in their record?"""

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
    from collections.abc import Mapping

    import duckdb

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB"}
_SIGNS |= {"US$": "USD", "zł": "PLN", "Kč": "CZK"}
_SEVERAL = {"$": "USD", "¥": "JPY"}
"""Signs of several currencies: what was declared, or else the one that is meant most often."""
_MOST = 1_000  # different marks that are looked at
_PLAIN = r"^[\s0-9.,'’()+\-−%]*$"
_RUN = r"[^\s0-9.,'’()+\-−%]+"
_MARK = rf"{_RUN}(?:[\s.]+{_RUN})?"  # two words where one is a unit: Mio. EUR
_FOUND = f"regexp_extract(amount, {literal(_MARK)})"
_UNIT = re.compile(rf"{UNIT}[\s.]*")


def as_written(con: duckdb.DuckDBPyConnection, union: str, declared: str | None) -> tuple[Field | None, list[Note]]:
    """The currency that the amounts of a relation bear themselves, where any does, and what is to be said of it.

    A mark in an amount says more than what was ``declared`` for all of them, unless it is of several currencies.
    Amounts without one are in what was declared, or where nothing was in the only one that the others bear.
    """
    codes, notes = _marks(con, union, declared)
    if not codes:
        return None, []
    used = sorted(set(codes.values()))
    rest = declared or (used[0] if len(used) == 1 else None)
    return Field(target="currency", expression=_chosen(codes, "NULL" if rest is None else literal(rest))), notes


def where_none_is_named(con: duckdb.DuckDBPyConnection, union: str, declared: str | None) -> tuple[str, list[Note]]:
    """A relation with a column of currencies: where a record has none, the one its amount bears, if it bears any."""
    none = "nullif(trim(currency), '') IS NULL"
    codes, notes = _marks(con, f"(SELECT amount FROM {union} WHERE {none})", declared)
    if not codes:
        return union, []
    filled = f"CASE WHEN {none} THEN {_chosen(codes, 'currency')} ELSE currency END"
    return f"(SELECT * REPLACE ({filled} AS currency) FROM {union})", notes


def _marks(con: duckdb.DuckDBPyConnection, union: str, declared: str | None) -> tuple[dict[str, str], list[Note]]:
    """What is written beside figures and means a currency, and which; and how many amounts say theirs so."""
    found = con.execute(
        f"SELECT {_FOUND} AS mark, count(*) FROM {union} WHERE NOT regexp_matches(amount, {literal(_PLAIN)}) "
        f"GROUP BY mark ORDER BY mark LIMIT {_MOST}"
    ).fetchall()
    codes = {written: code for written, _ in found if (code := _code(written, declared)) is not None}
    n = sum(count for written, count in found if written in codes)
    says = counted(n, "amount says its currency itself", "amounts say their currency themselves")
    text = f"{says}: {', '.join(sorted(set(codes.values())))}."
    return codes, [Note(code="currency_written", count=n, text=text, limits=False)]


def _chosen(codes: Mapping[str, str], rest: str) -> str:
    whens = " ".join(f"WHEN {literal(written)} THEN {literal(code)}" for written, code in codes.items())
    return f"CASE {_FOUND} {whens} ELSE {rest} END"


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
