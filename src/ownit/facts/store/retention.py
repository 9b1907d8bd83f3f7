"""Which snapshots, inputs and laws are kept, and which may go?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ownit.facts.store.layout import Manifest, Reading
from ownit.facts.store.outcome import LeftAlone

KEPT_FOR = timedelta(days=30)
KEPT_AT_LEAST = 10
NEVER_WITHIN = timedelta(hours=24)

_IN_PART = " in part"
_RECORDS = "records of "


def kept(
    manifests: Iterable[Manifest], current: Manifest, undone_at: Mapping[str, datetime], now: datetime
) -> frozenset[str]:
    """The ids that stay: 30 days and at least 10; the current one and its parent always.

    Readers hold on to what they resolved, so neither a snapshot published nor one undone within 24 hours goes.
    """
    newest_first = sorted(manifests, key=lambda m: m.id, reverse=True)
    stay = {current.id} | {m.id for m in newest_first[:KEPT_AT_LEAST]}
    if current.parent is not None:
        stay.add(current.parent)
    for manifest in newest_first:
        last = max(manifest.published_at, undone_at.get(manifest.id, manifest.published_at))
        if now - manifest.published_at <= KEPT_FOR or now - last <= NEVER_WITHIN:
            stay.add(manifest.id)
    return frozenset(stay)


def superseded(readings: Sequence[Reading]) -> frozenset[int]:
    """The positions of the readings whose every table a later reading of the same connector gave in full.

    In full is: every record, and no column or kind of record left alone that the earlier one had said something of.
    What only adds was worked out from the other tables of its reading, and is superseded with them.
    """
    found = set()
    later: dict[str, list[Reading]] = {}
    for place in range(len(readings) - 1, -1, -1):
        reading = readings[place]
        those = later.setdefault(reading.connector, [])
        given = (table for table, mode in reading.modes.items() if mode != "adds")
        if all(any(supersedes(one, reading, table) for one in those) for table in given):
            found.add(place)
        those.append(reading)
    return frozenset(found)


def supersedes(later: Reading, earlier: Reading, table: str) -> bool:
    """Whether a later reading of the same connector gave all of a table that an earlier one did."""
    mode = later.modes.get(table, "")
    alone, before = left_alone(mode), left_alone(earlier.modes.get(table, ""))
    said_before = {*alone.wholly, *alone.partly} - {*before.wholly} or {*alone.records} - {*before.records}
    return mode.startswith("full") and not said_before


def as_read(mode: str, alone: LeftAlone) -> str:
    """How a table was read, as a reading keeps it: ``full but created_on, source in part``."""
    partly, records = (column + _IN_PART for column in alone.partly), (_RECORDS + name for name in alone.records)
    told = ", ".join((*alone.wholly, *partly, *records))
    return f"{mode} but {told}" if told else mode


def left_alone(mode: str) -> LeftAlone:
    """The columns that a table read in that way left as they were."""
    told = mode.partition(" but ")[2]
    columns = told.split(", ") if told else []
    records = tuple(told for told in columns if told.startswith(_RECORDS))
    return LeftAlone(
        wholly=tuple(column for column in columns if not (column.endswith(_IN_PART) or column in records)),
        partly=tuple(column.removesuffix(_IN_PART) for column in columns if column.endswith(_IN_PART)),
        records=tuple(told.removeprefix(_RECORDS) for told in records),
    )


def needed_inputs(manifests: Iterable[Manifest]) -> frozenset[str]:
    """The digests that some snapshot was made from directly, or would need to be made again."""
    needed: set[str] = set()
    for manifest in manifests:
        over = superseded(manifest.readings)
        needed.add(manifest.inputs)
        needed |= {r.digest for place, r in enumerate(manifest.readings) if place not in over}
    return frozenset(needed)


def without_lost(readings: Sequence[Reading], there: Collection[str]) -> tuple[Reading, ...]:
    """The readings, less those that were superseded and are no longer kept, so that the list does not grow forever.

    One that comes after another of its connector stays in the list: who reads them again has to know that it is
    lacking (see ``carrying``).
    """
    over = superseded(readings)
    listed: list[Reading] = []
    for place, reading in enumerate(readings):
        after = any(reading.connector == earlier.connector for earlier in listed)
        if place not in over or reading.digest in there or after:
            listed.append(reading)
    return tuple(listed)
