"""How is each wanted column read, once the whole column has been looked at?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ownit.connectors.base import ReadOptions
from ownit.connectors.reading import dates, numbers, words
from ownit.connectors.reading.fields import Ask, Field, Reading
from ownit.connectors.reading.sql import literal

if TYPE_CHECKING:
    import duckdb

_NUMERIC = ("money", "count", "share")
_DATED = ("date", "instant")
_WHAT = {
    "money": "amount",
    "count": "whole number",
    "share": "share",
    "date": "date",
    "instant": "date and time",
    "flag": "yes or no",
    "typed": "value",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One field decided: SQL over the value column for the typed value, and the conditions that reject.

    ``problems`` are pairs (condition, SQL of the reason). ``bad`` counts the records that meet one, if already known.
    """

    field: Field
    typed: str
    problems: tuple[tuple[str, str], ...]
    clean: bool


def sql_type(type_: pa.DataType) -> str:
    """The DuckDB type of a canonical column."""
    if pa.types.is_decimal(type_):
        return f"DECIMAL({type_.precision}, {type_.scale})"
    names = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}
    return names.get(type_) or ("DATE" if pa.types.is_date(type_) else "TIMESTAMPTZ")


def plan(
    con: duckdb.DuckDBPyConnection,
    values: str,
    fields: Sequence[Field],
    types: Mapping[str, pa.DataType],
    options: ReadOptions,
    file: str,
) -> tuple[int, list[Planned]]:
    """Look at every column at once, then decide each; ``values`` is a relation with one column ``v<i>`` per field.

    Gives how many records there are and the plan of each field. Errors: any :class:`ColumnError` of a column that
    cannot be decided.
    """
    questions = {"rows": "count(*)"}
    for i, field in enumerate(fields):
        looks = _first_look(field, f"v{i}", sql_type(types[field.target]))
        questions |= {f"{i}.{name}": sql for name, sql in looks.items()}
    seen = _ask(con, values, questions)
    plans = []
    for i, field in enumerate(fields):
        mine = {k.split(".", 1)[1]: s for k, s in seen.items() if k.startswith(f"{i}.")}
        plans.append(_decide(con, values, field, f"v{i}", types[field.target], mine, seen["rows"], options, file))
    return seen["rows"], plans


def _ask(con: duckdb.DuckDBPyConnection, values: str, questions: Mapping[str, str]) -> dict[str, Any]:
    row = con.execute(f"SELECT {', '.join(questions.values())} FROM {values}").fetchall()[0]
    return dict(zip(questions, row, strict=True))


def _first_look(field: Field, v: str, type_: str) -> dict[str, str]:
    looks = {"n": f"count({v})"} if field.required or field.kind != "text" else {}
    if field.kind in _DATED:
        looks |= dates.first_look(v)
    elif field.kind in _NUMERIC:
        looks |= numbers.first_look(v, type_)
    elif field.kind == "flag":
        looks["read"] = f"count({words.flag(v)})"
    elif field.kind == "typed":
        looks["read"] = f"count(try_cast({v} AS {type_}))"
    if field.dictionary is not None and field.unlisted == "reject":
        looks["unlisted"] = f"count(*) FILTER ({words.unlisted(v)})"
    return looks


def _decide(
    con: duckdb.DuckDBPyConnection,
    values: str,
    field: Field,
    v: str,
    type_: pa.DataType,
    seen: Mapping[str, Any],
    rows: int,
    options: ReadOptions,
    file: str,
) -> Planned:
    def ask(questions: Mapping[str, str]) -> Mapping[str, Any]:
        return _ask(con, values, questions)

    reading = _reading(field, v, sql_type(type_), seen, ask, options, file)
    problems = []
    if field.required:
        problems.append((f"{v} IS NULL", literal("required value missing")))
    if seen.get("unlisted"):
        reason = f"{_quoted(f'substr({v}, 2)')} || ' is not in the dictionary of this column'"
        problems.append((words.unlisted(v), reason))
    if field.kind in _WHAT:
        unreadable = f"{literal('unreadable ' + _WHAT[field.kind] + ' ')} || {_quoted(v)}"
        problems.append((f"{v} IS NOT NULL AND {reading.typed} IS NULL", unreadable))
    if reading.suspect is not None:
        wrong = f"coalesce({reading.suspect.format(reading.typed)}, false)"
        problems.append((wrong, f"{literal(reading.suspect_words + ' ')} || {_quoted(v)}"))
    missing = field.required and seen["n"] < rows
    clean = reading.clean and not missing and not seen.get("unlisted")
    return Planned(field=field, typed=reading.typed, problems=tuple(problems), clean=clean)


def _reading(
    field: Field, v: str, type_: str, seen: Mapping[str, Any], ask: Ask, options: ReadOptions, file: str
) -> Reading:
    if field.kind in _DATED:
        return dates.decide(field, v, seen, ask, options, file)
    if field.kind in _NUMERIC:
        return numbers.decide(field, v, type_, seen, ask, options, file)
    if field.kind == "flag":
        return Reading(typed=words.flag(v), clean=seen["read"] == seen["n"])
    if field.kind == "typed":
        return Reading(typed=f"try_cast({v} AS {type_})", clean=seen["read"] == seen["n"])
    return Reading(typed=words.id18(v) if field.kind == "id18" else v, clean=True)


def _quoted(v: str) -> str:
    """SQL of a value as reasons quote it: at most 40 characters, on one line."""
    text = f"CAST({v} AS VARCHAR)"
    shown = f"regexp_replace(left({text}, 40), '[\\x00-\\x1f]', ' ', 'g')"
    return f"'\"' || {shown} || CASE WHEN length({text}) > 40 THEN '…' ELSE '' END || '\"'"
