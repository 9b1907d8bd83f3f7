"""How is each wanted column read, once the whole column has been looked at?

One query looks at every column as it stands. Columns with blanks around their values, and columns that are not plainly
what they should be, are then trimmed and looked at again: trimming is dear, and clean files need none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ownit.connectors.base import ReadOptions
from ownit.connectors.reading import dates, numbers, words
from ownit.connectors.reading.fields import Field, Reading, Steps
from ownit.connectors.reading.sql import FILE, RECORD

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
class Problem:
    """What rejects a record: where ``condition`` (SQL) holds, for what it is in words.

    The words are ``before``, the value quoted if there is one to show (SQL), and ``after``.
    """

    condition: str
    before: str
    shown: str | None = None
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One field decided: its value as SQL text over the relation, and what is made of it.

    ``typed`` is the column of the plan's values that holds the typed value; ``problems`` reject; ``clean`` says that
    no record is known to meet one.
    """

    field: Field
    typed: str
    problems: tuple[Problem, ...]
    clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every field decided: ``values`` is a relation with ``__file``, ``__record``, ``v<i>`` (texts), ``t<i>``.

    ``of`` gives the same relation with some of the fields only: DuckDB plans that sooner.
    """

    values: str
    of: Callable[[Sequence[int]], str]
    rows: int
    fields: tuple[Planned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A relation, the fields wanted of it, and what is declared about it; asks questions of the whole relation."""

    con: duckdb.DuckDBPyConnection
    source: str
    fields: Sequence[Field]
    types: Mapping[str, pa.DataType]
    options: ReadOptions
    file: str

    def values(self, trimmed: Sequence[bool], which: Iterable[int], *, staged: bool = False) -> str:
        """One column of text ``v<i>`` per field of ``which``; if asked, ``r<i>`` as it was ``staged``, too."""
        chosen = "".join(
            f", {words.value(self.fields[i], trim=trimmed[i])} AS v{i}"
            + (f", {words.raw(self.fields[i])} AS r{i}" if staged else "")
            for i in which
        )
        return f"(SELECT {FILE}, {RECORD}{chosen} FROM {self.source})"

    def ask(self, values: str, questions: Mapping[str, str], steps: Steps = ()) -> dict[str, Any]:
        """The answers to aggregate questions, in one query."""
        row = self.con.execute(f"SELECT {', '.join(questions.values())} FROM {layered(values, steps)}").fetchall()[0]
        return dict(zip(questions, row, strict=True))


def layered(values: str, steps: Steps) -> str:
    """A relation with what each step names added to it, one layer upon another."""
    for step in steps:
        added = "".join(f", {sql} AS {name}" for name, sql in step.items())
        values = f"(SELECT *{added} FROM {values})"
    return values


def sql_type(type_: pa.DataType) -> str:
    """The DuckDB type of a canonical column."""
    if pa.types.is_decimal(type_):
        return f"DECIMAL({type_.precision}, {type_.scale})"
    names = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}
    return names.get(type_) or ("DATE" if pa.types.is_date(type_) else "TIMESTAMPTZ")


def plan(look: Look) -> Plan:
    """Look at every column at once, then decide each. Errors: any ``ColumnError`` of a column that cannot be."""
    untrimmed = [False] * len(look.fields)
    rows, seen, _ = _look_and_ask(look, untrimmed, range(len(look.fields)), "0", {})
    trimmed = [_wants_trimming(f, s) for f, s in zip(look.fields, seen, strict=True)]
    if any(trimmed):
        again = [i for i, trim in enumerate(trimmed) if trim]
        _, anew, _ = _look_and_ask(look, trimmed, again, "0", {}, more=True)
        for i, looks in zip(again, anew, strict=True):
            seen[i] = looks
    readings = [_reading(look, look.values(trimmed, [i]), i, seen[i]) for i in range(len(look.fields))]
    planned = tuple(_planned(f, i, readings[i], seen[i], rows) for i, f in enumerate(look.fields))
    of = partial(_laid, look, trimmed, readings)
    return Plan(values=of(range(len(look.fields))), of=of, rows=rows, fields=planned)


def _laid(look: Look, trimmed: Sequence[bool], readings: Sequence[Reading], which: Sequence[int]) -> str:
    """The texts of some fields, the steps of their readings in layers, and what is read."""
    chosen = [readings[i] for i in which]
    depth = max((len(r.steps) for r in chosen), default=0)
    steps = tuple({k: v for r in chosen if len(r.steps) > d for k, v in r.steps[d].items()} for d in range(depth))
    typed = {f"t{i}": readings[i].typed for i in which}
    return layered(look.values(trimmed, which), (*steps, typed))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """A plan in which every record can be kept, and the answer to what else was asked in the same look.

    ``also`` is None where blanks have to be trimmed first: it was asked of the values as they stand.
    """

    plan: Plan
    also: int | None


def plan_at_once(look: Look, also: str, named: Mapping[str, str]) -> AtOnce | None:
    """The plan of a relation that is plain throughout, from one look (and few more); None for any other.

    It is the plan that :func:`plan` would make. Plain is: ISO dates, plain numbers, flags, and no value that cannot be
    believed; blanks around texts do no harm. ``also`` is one more aggregate to ask, over the names in ``named``.
    """
    untrimmed = [False] * len(look.fields)
    rows, seen, answer = _look_and_ask(look, untrimmed, range(len(look.fields)), also, named)
    if not rows or not all(map(_plain, look.fields, seen)):
        return None
    trimmed = [bool(s.get("padded")) for s in seen]
    readings = [_reading(look, look.values(trimmed, [i]), i, seen[i]) for i in range(len(look.fields))]
    planned = tuple(_planned(f, i, readings[i], seen[i], rows) for i, f in enumerate(look.fields))
    if any(r.steps for r in readings) or not all(p.clean for p in planned):
        return None
    of = partial(_laid, look, trimmed, readings)
    laid = Plan(values=of(range(len(look.fields))), of=of, rows=rows, fields=planned)
    return AtOnce(plan=laid, also=None if any(trimmed) else answer)


def _plain(field: Field, seen: Mapping[str, Any]) -> bool:
    if field.required or field.dictionary is not None or field.empties or field.format is not None:
        return False
    return seen.get("padded") is not None or not _wants_trimming(field, seen)


def _look_and_ask(
    look: Look,
    trimmed: Sequence[bool],
    which: Sequence[int],
    also: str,
    named: Mapping[str, str],
    *,
    more: bool = False,
) -> tuple[int, list[dict[str, Any]], int]:
    """How many records there are, the first look at each of the columns, and the answer to ``also``.

    ``more`` looks at what only a column that is not plain makes one wonder about.
    """
    questions = {"rows": "count(*)", "also": also}
    for i in which:
        looks = _first_look(look.fields[i], i, sql_type(look.types[look.fields[i].target]))
        if more and look.fields[i].kind in _DATED:
            looks |= dates.second_look(f"v{i}")
        questions |= {f"{i}.{name}": sql for name, sql in looks.items()}
    seen = look.ask(look.values(trimmed, which, staged=True), questions, (named,) if named else ())
    each = [{k.split(".", 1)[1]: s for k, s in seen.items() if k.startswith(f"{i}.")} for i in which]
    return seen["rows"], each, seen["also"]


def _first_look(field: Field, i: int, type_: str) -> dict[str, str]:
    v = f"v{i}"
    if field.kind in _DATED:
        return dates.first_look(v)
    if field.kind in _NUMERIC:
        return numbers.first_look(v, type_)
    looks = {"n": f"count({v})"} if field.required or field.kind in ("flag", "typed") else {}
    if field.kind == "flag":
        looks["read"] = f"count({words.flag(v)})"
    elif field.kind == "typed":
        looks["read"] = f"count(try_cast({v} AS {type_}))"
    else:
        looks["padded"] = f"count(*) FILTER ({words.padded(f'r{i}')})"
    if field.dictionary is not None and field.unlisted == "reject":
        looks["unlisted"] = f"count(*) FILTER ({words.unlisted(v)})"
    return looks


def _wants_trimming(field: Field, seen: Mapping[str, Any]) -> bool:
    if field.kind == "typed":
        return False
    good = next((seen[name] for name in ("iso", "plain", "read") if name in seen), None)
    return bool(seen.get("padded")) or (good is not None and good < seen["n"])


def _planned(field: Field, i: int, reading: Reading, seen: Mapping[str, Any], rows: int) -> Planned:
    v, t = f"v{i}", f"t{i}"
    problems = []
    if field.required:
        problems.append(Problem(condition=f"{v} IS NULL", before="required value missing"))
    if seen.get("unlisted"):
        after = " is not in the dictionary of this column"
        problems.append(Problem(condition=words.unlisted(v), before="", shown=f"substr({v}, 2)", after=after))
    shown = f"CAST({v} AS VARCHAR)" if field.kind == "typed" else v
    if field.kind in _WHAT:
        unreadable = f"unreadable {_WHAT[field.kind]} "
        problems.append(Problem(condition=f"{v} IS NOT NULL AND {t} IS NULL", before=unreadable, shown=shown))
    if reading.suspect is not None:
        wrong = f"coalesce({reading.suspect.format(t)}, false)"
        problems.append(Problem(condition=wrong, before=f"{reading.suspect_words} ", shown=shown))
    missing = field.required and seen["n"] < rows
    clean = reading.clean and not missing and not seen.get("unlisted")
    return Planned(field=field, typed=t, problems=tuple(problems), clean=clean)


def _reading(look: Look, values: str, i: int, seen: Mapping[str, Any]) -> Reading:
    field, v, type_ = look.fields[i], f"v{i}", sql_type(look.types[look.fields[i].target])

    def ask(questions: Mapping[str, str], steps: Steps = ()) -> Mapping[str, Any]:
        return look.ask(values, questions, steps)

    if field.kind in _DATED:
        return dates.decide(field, v, seen, ask, look.options, look.file)
    if field.kind in _NUMERIC:
        return numbers.decide(field, v, type_, seen, ask, look.options, look.file)
    if field.kind == "flag":
        return Reading(typed=words.flag(v), clean=seen["read"] == seen["n"])
    if field.kind == "typed":
        return Reading(typed=f"try_cast({v} AS {type_})", clean=seen["read"] == seen["n"])
    return Reading(typed=words.id18(v) if field.kind == "id18" else v, clean=True)
