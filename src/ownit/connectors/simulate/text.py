"""How do numbers become the texts of a Salesforce export: ids, dates, instants, names?"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownit.connectors.simulate.rows import SERIALS, Days

Texts: TypeAlias = "pa.Array[Any]"

PREFIX = {
    "Account": "001",
    "Contact": "003",
    "User": "005",
    "Opportunity": "006",
    "OpportunityHistory": "008",
    "OpportunityFieldHistory": "017",
    "OpportunityContactRole": "00K",
    "OpportunitySplit": "0Sp",
    "Lead": "00Q",
    "Task": "00T",
    "Event": "00U",
    "UserRole": "00E",
    "ForecastingQuota": "0J9",
    "ForecastingType": "0Db",
    "Period": "026",
}
_DIGITS = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
_CHECKS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", dtype=np.uint8)
_BITS = 1 << np.arange(5)


def ids(kind: str, numbers: Days) -> Texts:
    """18-character ids of a kind of record: its prefix, an instance, nine digits of base 62, three of checksum.

    The checksum has one character per five: bit i is set where character i is an upper-case letter. -1 is null.
    """
    n = len(numbers)
    text = np.empty((n, 18), dtype=np.uint8)
    text[:, :6] = np.frombuffer((PREFIX[kind] + "5g0").encode(), dtype=np.uint8)
    rest = numbers.copy()
    for place in range(14, 5, -1):
        rest, digit = np.divmod(rest, 62)
        text[:, place] = _DIGITS[digit]
    upper = (text[:, :15] >= ord("A")) & (text[:, :15] <= ord("Z"))
    text[:, 15:] = _CHECKS[upper.reshape(n, 3, 5) @ _BITS]
    return _strings(text, numbers >= 0)


def user_ids(numbers: Days) -> Texts:
    """The ids of users; a company's people have numbers, its records a number in the upper bits."""
    return ids("User", np.where(numbers < 0, -1, numbers << SERIALS))


def dates(days: Days) -> Texts:
    """Day numbers as dates; negative is null."""
    return pa.array(days.astype(np.int32), pa.int32(), mask=days < 0).cast(pa.date32())


def instants(minutes: Days) -> Texts:
    """Minutes since 1970 UTC as ``2026-08-12T09:30:00.000Z``; negative is null."""
    n = len(minutes)
    day, minute = np.divmod(np.maximum(minutes, 0), 1440)
    low = int(day.min(initial=0))
    span = np.arange(low, int(day.max(initial=low)) + 1).astype("datetime64[D]")
    known = np.frombuffer("".join(np.datetime_as_string(span)).encode(), dtype=np.uint8).reshape(-1, 10)
    text = np.empty((n, 24), dtype=np.uint8)
    text[:, 10:] = np.frombuffer(b"T00:00:00.000Z", dtype=np.uint8)
    text[:, :10] = known[day - low]
    hour, minute = np.divmod(minute, 60)
    for place, value in ((11, hour), (14, minute)):
        text[:, place] = 48 + value // 10
        text[:, place + 1] = 48 + value % 10
    return _strings(text, minutes >= 0)


def labels(words: Sequence[str | None], codes: Days) -> Texts:
    """One of few words per row; a negative code is null."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.maximum(codes, 0).astype(np.int32), pa.int32(), mask=codes < 0), pa.array(words, pa.string())
    )


def same(word: str, n: int) -> Texts:
    """The same word in each of ``n`` rows."""
    return labels((word,), np.zeros(n, dtype=np.int64))


def flags(values: NDArray[np.bool_]) -> Texts:
    """true or false."""
    return pa.array(values)


def joined(separator: str, *parts: Texts) -> Texts:
    """Texts joined row by row."""
    plain = [p.cast(pa.string()) if pa.types.is_dictionary(p.type) else p for p in parts]
    together: Texts = pc.call_function("binary_join_element_wise", [*plain, pa.scalar(separator)])
    return together


def _strings(text: NDArray[np.uint8], there: NDArray[np.bool_]) -> Texts:
    """A matrix of characters, one row each, as an Arrow array without a Python string in between."""
    n, width = text.shape
    offsets = np.arange(0, (n + 1) * width, width, dtype=np.int32)
    mask = None if there.all() else pa.array(there).buffers()[1]
    return pa.Array.from_buffers(pa.string(), n, [mask, pa.py_buffer(offsets.tobytes()), pa.py_buffer(text.tobytes())])


def mixed(numbers: Days, salt: int) -> Days:
    """A fixed scramble of numbers, the same whenever asked: non-negative, below 2^31."""
    x = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(salt * 0x632BE5AB)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    return (x >> np.uint64(33)).astype(np.int64)


def account_names(numbers: Days) -> Texts:
    """A name per account: three parts of a scramble of its number, so that few are alike."""
    tag = pa.array((mixed(numbers, 3) % 900 + 100).astype(np.int32)).cast(pa.string())
    first, second = _named("account_first", numbers, 1), _named("account_second", numbers, 2)
    return joined(" ", first, second, tag)


def given_names(numbers: Days) -> Texts:
    """First names."""
    return _named("given", numbers, 5)


def family_names(numbers: Days) -> Texts:
    """Last names."""
    return _named("family", numbers, 6)


def product_names(numbers: Days) -> Texts:
    """What the deal is about."""
    return _named("products", numbers, 7)


def industries(numbers: Days) -> Texts:
    """What accounts do."""
    return _named("industries", numbers, 12)


def countries(numbers: Days) -> Texts:
    """Where accounts are."""
    return _named("countries", numbers, 13)


def _named(kind: str, numbers: Days, salt: int) -> Texts:
    words = _words()[kind]
    return labels(words, mixed(numbers, salt) % len(words))


@cache
def _words() -> dict[str, list[str]]:
    folder = resources.files("ownit.connectors.simulate")
    return tomllib.loads(folder.joinpath("words.toml").read_text(encoding="utf-8"))
