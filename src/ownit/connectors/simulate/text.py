"""How do numbers become the texts of a Salesforce export: ids, dates, instants, names?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownit.connectors.simulate.rows import SERIALS, Days

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


def ids(kind: str, numbers: Days) -> pa.Array:
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


def user_ids(numbers: Days) -> pa.Array:
    """The ids of users; a company's people have numbers, its records a number in the upper bits."""
    return ids("User", np.where(numbers < 0, -1, numbers << SERIALS))


def dates(days: Days) -> pa.Array:
    """Day numbers as dates; negative is null."""
    return pa.array(days.astype(np.int32), pa.int32(), mask=days < 0).cast(pa.date32())


def instants(minutes: Days) -> pa.Array:
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


def labels(words: Sequence[str | None], codes: Days) -> pa.Array:
    """One of few words per row; a negative code is null."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.maximum(codes, 0).astype(np.int32), pa.int32(), mask=codes < 0), pa.array(words, pa.string())
    )


def flags(values: NDArray[np.bool_]) -> pa.Array:
    """true or false."""
    return pa.array(values)


def joined(separator: str, *parts: pa.Array) -> pa.Array:
    """Texts joined row by row."""
    plain = [p.cast(pa.string()) if pa.types.is_dictionary(p.type) else p for p in parts]
    return pc.binary_join_element_wise(*plain, separator)


def _strings(text: NDArray[np.uint8], there: NDArray[np.bool_]) -> pa.Array:
    """A matrix of characters, one row each, as an Arrow array without a Python string in between."""
    n, width = text.shape
    offsets = np.arange(0, (n + 1) * width, width, dtype=np.int32)
    mask = None if there.all() else pa.array(there).buffers()[1]
    return pa.Array.from_buffers(pa.string(), n, [mask, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(text))])


_FIRST = "Alder Aspen Beacon Birch Cedar Clearwater Cobalt Copper Crestline Delta Eastgate Elm Fairview Fjord Granite Harbor Hazel Heron Highland Horizon Indigo Juniper Keystone Lakeside Larch Linden Maple Meridian Mistral Northgate Oakfield Onyx Orchard Osprey Pinnacle Quarry Redwood Ridge Riverton Rowan Sable Sierra Silverlake Solstice Sparrow Summit Tamarack Thistle Timber Tundra Umber Valley Verity Vista Westbrook Willow Windmere Yarrow Zenith".split()
_SECOND = "Analytics;Bioscience;Biotech;Brewing;Chemicals;Children's Hospital;Clinical Labs;Coatings;College;Diagnostics;Environmental;Foods;Forensics;Genomics;Institute;Life Sciences;Materials;Medical Center;Oncology;Petroleum;Pharma;Polymers;Proteomics;Research;Therapeutics;University;Utilities;Vaccines;Veterinary;Water Quality".split(";")
_GIVEN = "Ana Arjun Bea Chen Chloe Dario Elena Emil Farah Felix Grace Hana Hugo Ines Ivan Jana Kai Karim Lina Luca Maya Nils Nora Omar Paula Quinn Rosa Samir Tess Uma Vera Wen Yara Zoe".split()
_FAMILY = "Abbott Alvarez Baker Berg Costa Diaz Ekberg Fischer Garcia Haas Ivanov Jensen Kaya Klein Lopez Marsh Meyer Nakamura Novak Olsen Park Patel Quist Rossi Sato Silva Smith Suarez Torres Ueda Vance Weiss Young Zhou".split()
PRODUCTS = (
    "Centrifuge",
    "Chromatograph",
    "Freezer",
    "Incubator",
    "Mass Spectrometer",
    "Microscope",
    "Pipetting Robot",
    "Plate Reader",
    "Spectrophotometer",
    "Thermal Cycler",
)
INDUSTRIES = ("Biotechnology", "Chemicals", "Education", "Food & Beverage", "Government", "Healthcare", "Utilities")
COUNTRIES = ("United States", "Canada", "Germany", "United Kingdom", "Sweden", "Spain")


def mixed(numbers: Days, salt: int) -> Days:
    """A fixed scramble of numbers, the same whenever asked: non-negative, below 2^31."""
    x = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(salt * 0x632BE5AB)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    return (x >> np.uint64(33)).astype(np.int64)


def account_names(numbers: Days) -> pa.Array:
    """A name per account: three parts of a scramble of its number, so that few are alike."""
    tag = pa.array((mixed(numbers, 3) % 900 + 100).astype(np.int32)).cast(pa.string())
    first, second = labels(_FIRST, mixed(numbers, 1) % len(_FIRST)), labels(_SECOND, mixed(numbers, 2) % len(_SECOND))
    return joined(" ", first, second, tag)


def given_names(numbers: Days) -> pa.Array:
    """First names."""
    return labels(_GIVEN, mixed(numbers, 5) % len(_GIVEN))


def family_names(numbers: Days) -> pa.Array:
    """Last names."""
    return labels(_FAMILY, mixed(numbers, 6) % len(_FAMILY))


def product_names(numbers: Days) -> pa.Array:
    """What the deal is about."""
    return labels(PRODUCTS, mixed(numbers, 7) % len(PRODUCTS))
