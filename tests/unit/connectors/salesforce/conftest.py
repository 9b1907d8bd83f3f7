# ruff: noqa: E501 -- a record of a CSV file stands in one line
"""A Salesforce export in a folder, and what the connector makes of it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.salesforce.extract import extract

Row = dict[str, Any]
Export = Callable[..., "dict[str, Read]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One table as it was read, its batches drained."""

    rows: list[Row]
    read: int
    kept: int
    rejected: int
    rejects: list[Row]
    notes: tuple[Note, ...]
    mapped: Mapping[str, str]
    unmapped: tuple[str, ...]

    def by(self, column: str = "id") -> dict[Any, Row]:
        """The rows by a column that is unique."""
        found = {row[column]: row for row in self.rows}
        assert len(found) == len(self.rows)
        return found

    def codes(self) -> set[str]:
        return {note.code for note in self.notes}

    def note(self, code: str) -> Note:
        return next(note for note in self.notes if note.code == code)


def read_all(source: Path, scratch: Path, **options: Any) -> dict[str, Read]:
    """Every table of an export; whatever is read, it is kept or rejected, and each reject is named."""
    tables = {}
    for table in extract(source, ReadOptions(connector="crm", **options), scratch):
        rows = table.batches.read_all().to_pylist()
        assert table.read == table.kept + table.rejected
        assert table.kept == len(rows)
        rejects = table.rejects.to_pylist()
        assert len({(r["file"], r["record"]) for r in rejects}) == table.rejected
        assert table.table not in tables
        tables[table.table] = Read(
            rows=rows,
            read=table.read,
            kept=table.kept,
            rejected=table.rejected,
            rejects=rejects,
            notes=table.notes,
            mapped=table.columns.mapped,
            unmapped=table.columns.unmapped,
        )
    return tables


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder; texts are dedented."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode()
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """``export({"Opportunity.csv": ...}, zone=...)`` reads a folder with these files."""

    def read(files: Mapping[str, str | bytes], **options: Any) -> dict[str, Read]:
        return read_all(put(tmp_path / "export", files), tmp_path / "scratch", **options)

    return read


def sid(prefix: str, number: int) -> str:
    """An id of 18 characters whose suffix is right: digits only, so that no capital is to be coded."""
    return f"{prefix}{number:012d}AAA"


OPPORTUNITY = """
    Id,AccountId,Name,Amount,StageName,CloseDate,CreatedDate,OwnerId,CreatedById,Type,LeadSource,IsClosed,IsWon
    006000000000001AAA,001000000000001AAA,Scope,1000.50,Proposal,2026-09-30,2026-06-01T08:00:00.000Z,005000000000001AAA,005000000000002AAA,New Business,Cold Call,false,false
    006000000000002AAA,001000000000001AAA,Lamp,200,Closed Won,2026-05-31,2026-03-01T08:00:00.000Z,005000000000001AAA,005000000000001AAA,Renewal,Web,true,true
    006000000000003AAA,001000000000002AAA,Bench,300,Closed Lost,2026-04-30,2026-02-01T08:00:00.000Z,005000000000002AAA,005000000000002AAA,Existing Business,Tender,true,false
"""
