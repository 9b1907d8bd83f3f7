"""A folder of files and a map, read as a person would have them read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ownit.connectors.base import Extracted, ReadOptions
from ownit.connectors.csv.extract import extract


@dataclass(frozen=True)
class Imported:
    """What each table came to: the extraction, its kept records, its rejects."""

    tables: Mapping[str, Extracted]
    kept: Mapping[str, list[dict[str, Any]]]
    rejects: Mapping[str, list[dict[str, Any]]]

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.kept[table]]


Import = Callable[..., Imported]


@pytest.fixture
def import_(tmp_path: Path) -> Import:
    """Write the files, then read them by a shipped map's name or a map's text."""

    def run(files: Mapping[str, str | bytes], map_: str, source: str | None = None, **declared: Any) -> Imported:
        folder = tmp_path / "export"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        named: Path | str = map_
        if "\n" in map_:
            named = tmp_path / "map.toml"
            named.write_text(map_)
        options = ReadOptions(connector="test", map=named, **declared)
        read = list(extract(folder / source if source else folder, options, tmp_path / "scratch"))
        for table in read:
            assert table.read == table.kept + table.rejected
        return Imported(
            tables={t.table: t for t in read},
            kept={t.table: t.batches.read_all().to_pylist() for t in read},
            rejects={t.table: t.rejects.to_pylist() for t in read},
        )

    return run
