"""How does a column of texts become amounts, counts or shares?

Which mark is the decimal one is decided from the whole column: a value with both marks, with one mark twice, or with
other than three digits behind its mark decides. Where each value has exactly three digits behind its only mark
("1.234") nothing does, and it is an error that names the flag. If values disagree, the reading that explains at least
99 of 100 is taken and the others are rejected. Thousands must stand in groups.

An amount may be written in short (``45k``, ``1,5 Mio. EUR``): with the units of :mod:`ownit.method.written`, behind the
figure, in small letters or large.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import UndecidableNumbers
from ownit.connectors.reading.fields import Ask, Field, Reading, Steps
from ownit.connectors.reading.sql import literal
from ownit.method.written import UNITS

_MAJORITY = 0.99
_MARKS = r"[A-Z]{3}|[A-Z]{0,2}[$€£¥₹₽₩₺₴₪฿]|kr\.?|zł|Kč|Fr\.?"
_CURRENCY = rf"(?:{_MARKS}|R)"
UNIT = rf"(?i:{'|'.join(sorted(UNITS, key=len, reverse=True))})"
_BEHIND = rf"%|({UNIT})\.?(?:{_MARKS})?|{_CURRENCY}"  # a unit first: MIO is no currency; and 5 KR are not 5,000 R
_AMOUNT = rf"^(\()?([+\-−]?)(?:{_CURRENCY})?([+\-−]?)([0-9][0-9.,]*|[.,][0-9]+)(?:{_BEHIND})?(-?)(\))?$"
_PARTS = ("opened", "sign", "inner", "body", "unit", "behind", "closed")
_SPACES = "[\\s\u00a0\u202f\u2009'’]"
_UNSURE = r"^[1-9][0-9]{0,2}[.,][0-9]{3}$"


def first_look(v: str, type_: str) -> dict[str, str]:
    """The aggregates that show whether a column is plain numbers throughout."""
    looks = {
        "n": f"count({v})",
        "plain": f"count({_plain(v, type_)})",
        "dots": f"count(*) FILTER (contains({v}, '.'))",
    }
    if type_ == "BIGINT":
        looks["powers"] = f"count(*) FILTER (contains(lower({v}), 'e'))"
    return looks


def decide(
    field: Field, v: str, type_: str, seen: Mapping[str, Any], ask: Ask, options: ReadOptions, file: str
) -> Reading:
    """The reading of a column. Errors: :class:`UndecidableNumbers`."""
    mark = field.format if field.format in (".", ",") else options.decimal
    plain = seen["plain"] == seen["n"] and mark != ","
    if plain and seen["dots"] and mark is None:
        three = ask({"three": f"count(*) FILTER ({v} LIKE '%.___')"})["three"]
        plain = three < seen["dots"]  # else the dots may part thousands
    if plain:
        whole = seen["dots"] == 0 and not seen.get("powers")
        return _finish(field, _plain(v, type_), type_, ask, clean=True, whole=whole)
    mark = mark or _mark(field, v, ask, file)
    number, steps = _cleaned(v, mark, type_, short=field.kind == "money")
    return _finish(field, number, type_, ask, clean=False, whole=False, steps=steps)


def at_sight(v: str, type_: str, options: ReadOptions, stop: str) -> str:
    """The reading of one plain amount without a look at its column: what may be none meets the SQL ``stop``.

    Where a dot may part thousands, only the whole column tells.
    """
    if options.decimal == ",":
        return stop
    unsure = "" if options.decimal else f"WHEN contains({v}, '.') AND {v} LIKE '%.___' THEN {stop} "
    return f"CASE {unsure}WHEN {v} IS NOT NULL THEN CAST({v} AS {_wide(type_)}) END"


def _finish(field: Field, number: str, type_: str, ask: Ask, *, clean: bool, whole: bool, steps: Steps = ()) -> Reading:
    """Scale a number and give it its canonical type."""
    if field.kind == "share":
        percent = field.format == "percent"
        if field.format not in ("percent", "fraction"):
            most = ask({"most": f"max({number})"}, steps)["most"]
            percent = most is not None and most > 1
        return Reading(typed=f"CAST({number} AS DOUBLE)" + (" / 100" if percent else ""), clean=clean, steps=steps)
    if field.times is not None:
        scaled = f"try_cast(CAST({number} AS DOUBLE) * {_factor(field.times)} AS {type_})"
        return Reading(typed=scaled, clean=clean and type_ == "BIGINT" and float(field.times) <= 1, steps=steps)
    if field.kind == "count":
        exact = f"CASE WHEN {number} = round({number}) THEN try_cast({number} AS BIGINT) END"
        return Reading(typed=f"CAST({number} AS BIGINT)" if whole else exact, clean=whole, steps=steps)
    return Reading(typed=number, clean=clean, steps=steps)


def _factor(times: str) -> str:
    return f"CAST({literal(str(float(times)))} AS DOUBLE)"


def _plain(v: str, type_: str) -> str:
    """A plain number (``1234.5``, ``-3``, ``1.5E6``) in its type; NaN, infinity and hexadecimal are none."""
    return f"try_cast({v} AS {_wide(type_)})"


def _wide(type_: str) -> str:
    """The decimal a number is first read as: its own, or one with room for what is counted or shared."""
    return {"BIGINT": "DECIMAL(18, 2)", "DOUBLE": "DECIMAL(18, 8)"}.get(type_, type_)


def _taken_apart(v: str) -> Steps:
    """A number taken apart: a bracket, signs, the digits with their marks, a sign behind, a bracket."""
    bare = f"regexp_replace({v}, {literal(_SPACES)}, '', 'g')"
    parts = f"regexp_extract({v}_bare, {literal(_AMOUNT)}, {list(_PARTS)})"
    signs = f"{v}_parts.sign || {v}_parts.inner || {v}_parts.behind"
    return {f"{v}_bare": bare}, {f"{v}_parts": parts}, {f"{v}_body": f"{v}_parts.body", f"{v}_signs": signs}


def _cleaned(v: str, mark: str, type_: str, *, short: bool) -> tuple[str, Steps]:
    """A number with signs of currency, thousands and brackets taken off; null if it is none under this mark.

    ``short`` says that a unit behind it means so many times as much; without, it is none.
    """
    body, signs = f"{v}_body", f"{v}_signs"
    group, point = (r"\.", ",") if mark == "," else (",", r"\.")
    shape = rf"^([0-9]+|[0-9]{{1,3}}({group}[0-9]{{2,3}})*{group}[0-9]{{3}})?({point}[0-9]*)?$"
    digits = f"replace(replace({body}, '{'.' if mark == ',' else ','}', ''), ',', '.')"
    brackets = f"({v}_parts.opened = '(')"
    sound = f"regexp_matches({body}, {literal(shape)}) AND {body} <> '' AND length({signs}) <= 1"
    sound += f" AND {brackets} = ({v}_parts.closed = ')')"
    negative = f"{brackets} <> ({signs} IN ('-', '−'))"
    signed = f"(CASE WHEN {negative} THEN '-' ELSE '' END) || {digits}"
    number = f"try_cast({signed} AS {_wide(type_)})"
    times = (
        f"try_cast(try_cast({signed} AS {_EXACT}) * {_times(f'{v}_parts.unit')} AS {_wide(type_)})" if short else "NULL"
    )
    power = f"regexp_full_match({v}, '[+-]?[0-9]+(\\.[0-9]+)?[eE][+-]?[0-9]+')"
    sized = f"CASE WHEN {v}_parts.unit = '' THEN {number} ELSE {times} END"
    typed = f"CASE WHEN {sound} THEN {sized} WHEN {power} THEN {_plain(v, type_)} END"
    return f"{v}_number", (*_taken_apart(v), {f"{v}_number": typed})


_EXACT = "DECIMAL(27, 13)"  # a billionth of what is kept of an amount, so that billions are exact too


def _times(unit: str) -> str:
    """How many times as much a unit says (SQL)."""
    return f"CASE lower({unit}) {' '.join(f'WHEN {literal(u)} THEN {n}' for u, n in UNITS.items())} END"


def _mark(field: Field, v: str, ask: Ask, file: str) -> str:
    """The decimal mark, from the whole column."""
    body, dots, commas = f"{v}_body", f"{v}_dots", f"{v}_commas"
    counted = {n: f"length({body}) - length(replace({body}, '{m}', ''))" for n, m in ((dots, "."), (commas, ","))}
    counted[f"{v}_unsure"] = unsure = f"regexp_matches({body}, {literal(_UNSURE)})"
    last_dot = f"{dots} = 1 AND (regexp_matches({body}, ',.*\\.') OR ({commas} = 0 AND NOT {v}_unsure))"
    last_comma = f"{commas} = 1 AND (regexp_matches({body}, '\\..*,') OR ({dots} = 0 AND NOT {v}_unsure))"
    says_dot = f"({last_dot}) OR ({commas} > 1 AND {dots} <= 1)"
    says_comma = f"({last_comma}) OR ({dots} > 1 AND {commas} <= 1)"
    seen = ask(
        {
            ".": f"count(*) FILTER ({says_dot})",
            ",": f"count(*) FILTER ({says_comma})",
            "unsure": f"min({v}) FILTER ({unsure})",
            "comma_example": f"min({v}) FILTER ({says_comma})",
        },
        (*_taken_apart(v), counted),
    )
    decisive = seen["."] + seen[","]
    mark = "." if seen["."] >= seen[","] else ","
    if decisive and seen[mark] >= _MAJORITY * decisive:
        return mark
    if not decisive and seen["unsure"] is None:
        return "."
    raise UndecidableNumbers(file, field.label, seen["unsure"] or seen["comma_example"])
