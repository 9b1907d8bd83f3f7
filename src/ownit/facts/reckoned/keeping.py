"""How is a reckoning published beside its snapshot, and looked up there?"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ownit.facts.reckoned import from_columns, to_columns
from ownit.facts.reckoned.record import About, Reckoning

_END = b"PAR1"  # how every Parquet file ends


def folder(root: Path, snapshot: str, as_of: date, period: str) -> Path:
    """Where a reckoning is kept."""
    return root / "reckoned" / snapshot / as_of.isoformat() / period.replace(" ", "-")


def write(root: Path, made: About, reckonings: Iterable[Reckoning]) -> None:
    """Publish a reckoning: written beside its place, then renamed into it; an older one there is replaced."""
    place = folder(root, made.snapshot, made.as_of, made.period)
    place.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=place.parent))
    try:
        rows = list(reckonings)
        pq.write_table(to_columns.subjects(rows), building / "subjects.parquet", compression="zstd")
        pq.write_table(to_columns.laws(rows), building / "laws.parquet", compression="zstd")
        (building / "about.json").write_text(json.dumps(asdict(made), default=str), encoding="utf-8")
        _replace(building, place)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _replace(building: Path, place: Path) -> None:
    """Move ``building`` to ``place``; a folder cannot be replaced by rename, so the old one steps aside first."""
    aside = building.with_name(building.name + "-old")
    if place.exists():
        place.rename(aside)
    building.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def about(root: Path, snapshot: str, as_of: date, period: str) -> About | None:
    """What the reckoning kept for a snapshot, a day and a period was made with; None when there is none that is whole:
    it is not synced to the disk, since it can be made again.
    """
    place = folder(root, snapshot, as_of, period)
    try:
        raw = json.loads((place / "about.json").read_text(encoding="utf-8"))
        if not all(_ended(place / name) for name in ("subjects.parquet", "laws.parquet")):
            return None
    except (FileNotFoundError, ValueError):
        return None
    days: dict[str, Any] = {name: date.fromisoformat(raw[name]) for name in ("as_of", "start", "end")}
    return About(
        **{name: raw[name] for name in ("snapshot", "period", "currency", "made_with")},
        notes=tuple(raw.get("notes", ())),
        basis=raw.get("basis", {}),
        warnings=tuple(raw.get("warnings", ())),
        **days,
    )


def _ended(parquet: Path) -> bool:
    """Whether a file was written to its end."""
    with parquet.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - len(_END), 0))
        return file.read() == _END


def read(root: Path, snapshot: str, as_of: date, period: str) -> tuple[About, tuple[Reckoning, ...]] | None:
    """The reckoning kept for a snapshot, a day and a period; None when there is none."""
    found = about(root, snapshot, as_of, period)
    if found is None:
        return None
    place = folder(root, snapshot, as_of, period)
    subjects, laws = _table(place / "subjects.parquet"), _table(place / "laws.parquet")
    return found, tuple(from_columns.reckonings(subjects, laws))


def _table(file: Path) -> pa.Table:
    """One file whole; ``pq.read_table`` would import pandas for it, which a look-up has no time for."""
    with pq.ParquetFile(file) as parquet:
        return parquet.read()


def forget(root: Path, snapshot: str) -> None:
    """Remove everything reckoned from a snapshot."""
    shutil.rmtree(root / "reckoned" / snapshot, ignore_errors=True)
