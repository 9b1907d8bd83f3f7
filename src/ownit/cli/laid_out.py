"""How does an answer become JSON, of one person or of ten thousand?

What holds only plain values stands on one line, everything else an item a line: a person reads it, and it is written
by the encoder in C, which knows no indents.
"""

from __future__ import annotations

import json
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

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_STEP = "  "


def laid_out(answer: object) -> str:
    """An answer as JSON."""
    return _laid_out(plain(answer), "\n")


def _laid_out(value: object, edge: str) -> str:
    """``edge`` ends a line and begins the next as deep as the value stands."""
    kind = type(value)
    if kind in _WORDS:
        return _WORDS[kind](value)
    inner = edge + _STEP
    if isinstance(value, dict) and _holds(value.values()):
        items = [f"{_key(key)}: {_laid_out(item, inner)}" for key, item in value.items()]
        return "{" + inner + ("," + inner).join(items) + edge + "}"
    if isinstance(value, list) and _holds(value):
        return "[" + inner + ("," + inner).join([_laid_out(item, inner) for item in value]) + edge + "]"
    return _ENCODE(value)


def _holds(values: Iterable[object]) -> bool:
    """Whether any of the values holds others."""
    return any(value and type(value) in _HOLDERS for value in values)


_HOLDERS = frozenset({dict, list})
_WORDS: Mapping[type, Callable[[Any], str]] = {str: encode_basestring, int: repr, float: repr}  # as the encoder does
_key = lru_cache(maxsize=1024)(encode_basestring)  # most are the names of fields, told again and again


def plain(value: object) -> object:
    """The same answer in what JSON knows; a number that is not finite is null, never ``NaN``."""
    kind = type(value)
    if kind not in _FOUND:
        _FOUND[kind] = _way(kind)
    return _FOUND[kind](value)


_FOUND: dict[type, Callable[[Any], object]] = {}  # of each type once: there may be a million values


def _way(kind: type) -> Callable[[Any], object]:
    """How values of a type are told."""
    if kind in (str, int, bool, type(None)):
        return lambda value: value
    for base, way in _WAYS.items():
        if issubclass(kind, base):
            return way
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    raise TypeError(f"{kind.__name__} has no place in JSON: give a mapping, a list or a dataclass")


def _decimal(value: Decimal) -> object:
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole else plain(float(value))


_WAYS: Mapping[type, Callable[[Any], object]] = {
    Enum: lambda value: plain(value.value),
    str: str,
    int: int,
    float: lambda value: float(value) if math.isfinite(value) else None,
    Decimal: _decimal,
    date: lambda value: value.isoformat(),
    PurePath: str,
    Mapping: lambda value: {str(key): plain(item) for key, item in value.items()},
    list: lambda value: [plain(item) for item in value],
    tuple: lambda value: [plain(item) for item in value],
    set: lambda value: sorted(map(plain, value), key=str),
    frozenset: lambda value: sorted(map(plain, value), key=str),
}
