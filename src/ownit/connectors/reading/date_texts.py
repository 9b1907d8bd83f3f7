"""How is a date that is written otherwise rewritten as ISO?

In steps, each a layer of SQL that names its results, so that nothing is worked out twice: take the text apart, put it
together as ISO, turn a clock of twelve hours into one of twenty-four.
"""

from __future__ import annotations

from ownit.connectors.reading.fields import Steps
from ownit.connectors.reading.sql import literal

_REST = r",?([ T].*)?$"
_NUMERIC = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{1,4})" + _REST
_YEAR_FIRST = r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})" + _REST
_COMPACT = r"^((?:19|20)\d\d)(\d\d)(\d\d)$"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS_NAMED = ("%d %b %y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_ORDERS = {"dmy": ("c", "b", "a"), "mdy": ("c", "a", "b"), "ymd": ("a", "b", "c")}


def parts(v: str) -> tuple[str, str]:
    """The column name and SQL of a numeric date taken apart: fields a, b, c and rest, empty if it is none."""
    return f"{v}_parts", f"regexp_extract({v}, {literal(_NUMERIC)}, ['a', 'b', 'c', 'rest'])"


def numeric(v: str, order: str) -> str:
    """SQL of a numeric date under an order as ISO, from its parts; the year of two digits lies in 1970-2069."""
    year, month, day = (f"{v}_parts.{p}" for p in _ORDERS[order])
    century = f"CASE length({year}) WHEN 4 THEN '' WHEN 2 THEN CASE WHEN {year} < '70' THEN '20' ELSE '19' END END"
    return f"({century}) || {year} || '-' || {month} || '-' || {day}"


def iso(v: str, order: str) -> tuple[str, Steps]:
    """The column that holds a value as ISO under this order, and the steps; what is no date stays as it is."""
    named = f"trim(regexp_replace({v}, '[ ,/.\\-]+', ' ', 'g'))"
    formats = ", ".join(literal(day + clock) for day in _DAYS_NAMED for clock in _CLOCKS)
    written = f"""CASE
        WHEN {v}_parts.a <> '' THEN {numeric(v, order)} || {v}_parts.rest
        WHEN regexp_matches({v}, {literal(_YEAR_FIRST)})
            THEN regexp_replace({v}, {literal(_YEAR_FIRST)}, '\\1-\\2-\\3\\4')
        WHEN regexp_matches({v}, {literal(_COMPACT)}) THEN regexp_replace({v}, {literal(_COMPACT)}, '\\1-\\2-\\3')
        WHEN regexp_matches({v}, '(?i){_MONTHS}') THEN CAST(try_strptime({named}, [{formats}]) AS VARCHAR)
        ELSE {v} END"""
    half_day = f"try_strptime({v}_written, ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p'])"
    whole_day = f"""CASE WHEN regexp_matches({v}_written, '(?i)[ap]m$')
        THEN coalesce(CAST({half_day} AS VARCHAR), {v}_written) ELSE {v}_written END"""
    name, taken_apart = parts(v)
    return f"{v}_iso", ({name: taken_apart}, {f"{v}_written": written}, {f"{v}_iso": whole_day})


def pattern(v: str, format_: str) -> tuple[str, Steps]:
    """The column that holds a value as ISO by a strptime pattern, and the steps."""
    return f"{v}_iso", ({f"{v}_iso": f"CAST(try_strptime({v}, {literal(format_)}) AS VARCHAR)"},)
