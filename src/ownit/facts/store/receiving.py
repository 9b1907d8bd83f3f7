"""What comes in with an import, and was it read before?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ownit.facts.store import inputs, retention
from ownit.facts.store.inputs import KeptFile, KeptInput
from ownit.facts.store.keeping import same
from ownit.facts.store.layout import IMPORTS, Reading


def look(
    source: Path,
    files: Iterable[Path] | None,
    connector: str,
    kind: str,
    options: Mapping[str, Any],
    map_text: str | None,
    at: datetime,
) -> tuple[KeptInput, list[Path]]:
    """The input as it would be kept, its digests still open, and where its files are."""
    listed = inputs.listing(source, files)
    fresh = KeptInput(
        digest="",
        connector=connector,
        kind=kind,
        options=options,
        map_text=map_text,
        single=source.is_file(),
        files=tuple(KeptFile(name=n, size=p.stat().st_size, digest="", stored="") for n, p in listed),
        at=at,
    )
    return fresh, [path for _, path in listed]


def seen(root: Path, readings: Sequence[Reading], fresh: KeptInput, paths: list[Path]) -> str | None:
    """The digest under which just this is kept, if it is what the connector read last; else None."""
    last = next((r for r in reversed(readings) if r.connector == fresh.connector), None)
    if last is None:
        return None
    folder = root / IMPORTS / last.digest
    return last.digest if folder.is_dir() and same(fresh, paths, inputs.read_description(folder)) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The digest of the ``last`` input that was read (empty: none was), and the readings of inputs still ``kept``."""

    last: str
    kept: tuple[Reading, ...]


def known(root: Path, readings: Sequence[Reading], digest: str) -> Readings:
    """The readings once ``digest`` is known, which is only at the end: hashing goes on beside the import."""
    named = tuple(replace(r, digest=r.digest or digest) for r in readings)
    there = {p.name for p in (root / IMPORTS).iterdir()} | {digest}
    return Readings(last=named[-1].digest if named else "", kept=retention.without_lost(named, there))
