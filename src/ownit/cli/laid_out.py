"""How does an answer become JSON, of one person or of ten thousand?

What holds only plain values stands on one line, everything else an item a line, for a person to read. Written in one
walk over the answer, each type's way to be told looked up once: there may be a million values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import PurePath
from typing import Any

_STEP = "  "
_Written = tuple[str, bool]  # the text, and whether it holds other values: then what it stands in has many lines


def laid_out(answer: object) -> str:
    """An answer as JSON; a number that is not finite is null, never ``NaN``.

    Raises TypeError for what has no place in JSON.
    """
    return _written(answer, "\n")[0]


def _written(value: object, edge: str) -> _Written:
    """``edge`` ends a line and begins the next as deep as the value stands."""
    kind = type(value)
    word = _WORDS.get(kind)
    if word is not None:
        return word(value), False
    if kind not in _FOUND:
        _FOUND[kind] = _way(kind)
    return _FOUND[kind](value, edge)


def _mapping(items: Iterable[tuple[object, object]], edge: str) -> _Written:
    inner, told, many_lines = edge + _STEP, [], False
    for key, item in items:
        text, holds = _written(item, inner)
        told.append(f"{_key(key)}: {text}")
        many_lines |= holds
    return _between("{", told, "}", edge, many_lines=many_lines)


def _sequence(items: Iterable[object], edge: str) -> _Written:
    inner, told, many_lines = edge + _STEP, [], False
    for item in items:
        text, holds = _written(item, inner)
        told.append(text)
        many_lines |= holds
    return _between("[", told, "]", edge, many_lines=many_lines)


def _between(opened: str, items: list[str], closed: str, edge: str, *, many_lines: bool) -> _Written:
    if not many_lines:
        return f"{opened}{', '.join(items)}{closed}", bool(items)
    inner = edge + _STEP
    return f"{opened}{inner}{f',{inner}'.join(items)}{edge}{closed}", True


def _float(value: float) -> str:
    return repr(value) if math.isfinite(value) else "null"


def _decimal(value: Decimal) -> str:
    whole = value.is_finite() and value == value.to_integral_value()
    return repr(int(value)) if whole else _float(float(value))


_WORDS: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: repr,
    float: _float,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
}
_key = lru_cache(maxsize=1024, typed=True)(lambda key: encode_basestring(str(key)))  # most are the names of fields
_FOUND: dict[type, Callable[[Any, str], _Written]] = {}


def _way(kind: type) -> Callable[[Any, str], _Written]:
    """How values of a type are told."""
    for base, way in _WAYS.items():
        if issubclass(kind, base):
            return way
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value, edge: _mapping(((name, getattr(value, name)) for name in names), edge)
    raise TypeError(f"{kind.__name__} has no place in JSON: give a mapping, a list or a dataclass")


_WAYS: Mapping[type, Callable[[Any, str], _Written]] = {
    Enum: lambda value, edge: _written(value.value, edge),
    str: lambda value, _: (encode_basestring(value), False),
    int: lambda value, _: (repr(int(value)), False),
    float: lambda value, _: (_float(float(value)), False),
    Decimal: lambda value, _: (_decimal(value), False),
    date: lambda value, _: (f'"{value.isoformat()}"', False),
    PurePath: lambda value, _: (encode_basestring(str(value)), False),
    Mapping: lambda value, edge: _mapping(value.items(), edge),
    list: _sequence,
    tuple: _sequence,
    set: lambda value, edge: _sequence(sorted(value, key=str), edge),
    frozenset: lambda value, edge: _sequence(sorted(value, key=str), edge),
}
