"""How does a column of texts become dates or instants?

The format is decided from the whole column. ISO is read first, value by value: it cannot be mistaken. Numeric dates
with the year last are day first or month first for the whole column: the reading that is possible for every value
is taken; if each is impossible for some, the one that explains at least 99 of 100 of those is taken and the others
are rejected; otherwise, and where no value decides, it is an error that names the flag which does. Years before 1900
or after 2199 are not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import MixedDates, UndecidableDates
from ownit.connectors.reading import date_texts
from ownit.connectors.reading.fields import Ask, Field, Reading, Steps
from ownit.connectors.reading.sql import literal

FIRST_YEAR, LAST_YEAR = 1900, 2199
_MAJORITY = 0.99
# Compared, not by its year: of an instant before Christ the year is counted from the other side.
SUSPECT = f"({{0}} < '{FIRST_YEAR}-01-01' OR {{0}} >= '{LAST_YEAR + 1}-01-01')"
_SUSPECT_WORDS = "year out of range"


def first_look(v: str) -> dict[str, str]:
    """The aggregates that show whether a column is ISO throughout."""
    stamp = _stamp(v)
    return {
        "n": f"count({v})",
        "iso": f"count({stamp})",
        "plain": f"count(*) FILTER (strlen({v}) <= 10)",
        "z": f"count(*) FILTER (suffix({v}, 'Z'))",
        "first": f"year(min({stamp}))",
        "last": f"year(max({stamp}))",
    }


def second_look(v: str) -> dict[str, str]:
    """The aggregates that show, of a column that was not ISO throughout, whether it counts from 1970."""
    return {
        "ms": f"count(*) FILTER (regexp_full_match({v}, '[0-9]{{12,13}}'))",
        "s": f"count(*) FILTER (regexp_full_match({v}, '[0-9]{{9,10}}'))",
    }


def decide(field: Field, v: str, seen: Mapping[str, Any], ask: Ask, options: ReadOptions, file: str) -> Reading:
    """The reading of a column. Errors: :class:`UndecidableDates`, :class:`MixedDates`."""
    zone = options.zone
    if field.format in ("epoch_ms", "epoch_s"):
        return _epoch(field, v, zone, field.format)
    if field.format and "%" in field.format:
        return _rewritten(field, *date_texts.pattern(v, field.format), zone)
    if seen["iso"] == seen["n"]:
        believed = seen["n"] == 0 or (seen["first"] >= FIRST_YEAR and seen["last"] <= LAST_YEAR)
        typed = _typed(field, v, zone, timed=seen["plain"] < seen["n"], zoned=_zoned_throughout(v, seen, ask))
        return Reading(typed=typed, clean=believed, suspect=SUSPECT, suspect_words=_SUSPECT_WORDS)
    epoch = "epoch_ms" if seen["ms"] == seen["n"] else "epoch_s" if seen["s"] == seen["n"] else None
    if epoch is not None:
        return _epoch(field, v, zone, epoch)
    order = field.format or options.date_order or _order(field, v, ask, file)
    return _rewritten(field, *date_texts.iso(v, order), zone)


def at_sight(field: Field, v: str, options: ReadOptions, stop: str) -> str:
    """The reading of one ISO value without a look at its column: what is none meets the SQL ``stop``.

    The same as :func:`decide` makes of a column that is ISO throughout: what it finds out of one saves work only.
    """
    of_any = _typed(field, v, options.zone, timed=True, zoned=None)
    quick = f"WHEN suffix({v}, 'Z') THEN CAST({v} AS TIMESTAMPTZ)"
    if field.kind == "date":
        quick = f"WHEN strlen({v}) <= 10 THEN CAST({v} AS DATE)"
    none = f"{v} < '0' OR {v} >= ':'"
    known = f"WHEN {none} THEN {stop} {quick} WHEN try_cast({v} AS TIMESTAMP) IS NULL THEN {stop} ELSE {of_any}"
    return f"CASE WHEN {v} IS NULL THEN NULL {known} END"


def _rewritten(field: Field, iso: str, steps: Steps, zone: str) -> Reading:
    """The reading of a column once it is written as ISO."""
    typed = _typed(field, iso, zone, timed=True, zoned=None)
    return Reading(typed=typed, clean=False, steps=steps, suspect=SUSPECT, suspect_words=_SUSPECT_WORDS)


def _zoned_throughout(v: str, seen: Mapping[str, Any], ask: Ask) -> bool | None:
    """Whether all values name a zone (true), none (false) or some (None)."""
    if seen["plain"] == seen["n"]:
        return False
    if seen["z"] == seen["n"]:
        return True
    zoned = ask({"zoned": f"count(*) FILTER ({_zoned(v)})"})["zoned"]
    return True if zoned == seen["n"] else False if zoned == 0 else None


def _stamp(v: str) -> str:
    """The date and time as written, any zone ignored; words such as ``infinity`` or ``epoch`` are no dates."""
    return f"CASE WHEN {v} >= '0' AND {v} < ':' THEN try_cast({v} AS TIMESTAMP) END"


def _zoned(v: str) -> str:
    """Whether a value in ISO form names a zone behind its time."""
    named = f"regexp_matches(substr({v}, 11), '[0-9] ?([+-][0-9]|[A-Za-z])')"
    return f"(CASE WHEN strlen({v}) <= 10 THEN false WHEN suffix({v}, 'Z') THEN true ELSE {named} END)"


def _typed(field: Field, iso: str, local: str, *, timed: bool, zoned: bool | None) -> str:
    """The date or instant of a text in ISO form; ``local`` is the zone in which it is some date."""
    stamp, instant = _stamp(iso), f"CASE WHEN {iso} >= '0' AND {iso} < ':' THEN try_cast({iso} AS TIMESTAMPTZ) END"
    naive = f"timezone({literal(field.zone or local)}, {stamp})"
    if field.kind == "instant":
        if zoned is None:
            return f"CASE WHEN {_zoned(iso)} THEN {instant} ELSE {naive} END"
        return instant if zoned else naive
    if not timed:
        return f"CASE WHEN {iso} >= '0' AND {iso} < ':' THEN try_cast({iso} AS DATE) END"
    plain = f"CAST({stamp} AS DATE)"
    cut = field.zone in (None, local)
    if zoned is False and cut:
        return plain
    of_instant = f"CAST(timezone({literal(local)}, {instant}) AS DATE)"
    of_naive = plain if cut else f"CAST(timezone({literal(local)}, {naive}) AS DATE)"
    midnight = f"date_trunc('day', {stamp}) = {stamp}"
    return f"CASE WHEN {midnight} THEN {plain} WHEN {_zoned(iso)} THEN {of_instant} ELSE {of_naive} END"


def _epoch(field: Field, v: str, zone: str, unit: str) -> Reading:
    """Seconds or milliseconds since 1970 UTC; as a date, midnight UTC is a plain date."""
    scale = 1000 if unit == "epoch_s" else 1
    stamp = f"epoch_ms(try_cast({v} AS BIGINT) * {scale})"
    believed = f"CASE WHEN try_cast({v} AS BIGINT) BETWEEN -9999999999 AND 9999999999999 THEN {stamp} END"
    instant = f"timezone('UTC', {believed})"
    if field.kind == "instant":
        typed = instant
    else:
        shifted = f"CAST(timezone({literal(zone)}, {instant}) AS DATE)"
        midnight = f"date_trunc('day', {believed}) = {believed}"
        typed = f"CASE WHEN {midnight} THEN CAST({believed} AS DATE) ELSE {shifted} END"
    return Reading(typed=typed, clean=False, suspect=SUSPECT, suspect_words=_SUSPECT_WORDS)


def _order(field: Field, v: str, ask: Ask, file: str) -> str:
    """Day first or month first, from the whole column."""
    name, apart = date_texts.parts(v)
    orders = {o: f"try_cast({date_texts.numeric(v, o)} AS DATE)" for o in ("dmy", "mdy")}
    only_day, only_month = "dmy IS NOT NULL AND mdy IS NULL", "mdy IS NOT NULL AND dmy IS NULL"
    seen = ask(
        {
            "dmy": f"count(*) FILTER ({only_day})",
            "mdy": f"count(*) FILTER ({only_month})",
            "dmy_example": f"min({v}) FILTER ({only_day})",
            "mdy_example": f"min({v}) FILTER ({only_month})",
            "either": f"min({v}) FILTER (dmy <> mdy)",
        },
        ({name: apart}, orders),
    )
    decisive = seen["dmy"] + seen["mdy"]
    if decisive:
        order = "dmy" if seen["dmy"] >= seen["mdy"] else "mdy"
        if seen[order] < _MAJORITY * decisive:
            day_first, month_first = (seen["dmy"], seen["dmy_example"]), (seen["mdy"], seen["mdy_example"])
            raise MixedDates(file, field.label, day_first, month_first)
        return order
    if seen["either"] is not None:
        raise UndecidableDates(file, field.label, seen["either"])
    return "dmy"
