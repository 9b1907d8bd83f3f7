"""On which engine does the store merge and write, and how is what it holds put down?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ownit.facts.tables import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def connect(spill: Path, memory_limit: str) -> DuckDBPyConnection:
    """A database in memory that spills to a folder, in UTC, which fetches nothing from anywhere."""
    con = duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    con.execute("SET TimeZone = 'UTC'")
    return con


def put_down(con: DuckDBPyConnection, relations: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Write each table's relation to a file of its own in ``folder``: the files by table."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: str(folder / f"{name}.parquet") for name in relations}
    for name, relation in relations.items():
        con.execute(f"COPY (SELECT * FROM {relation}) TO {literal(files[name])} (FORMAT parquet, COMPRESSION lz4_raw)")
    return {name: [file] for name, file in files.items()}
