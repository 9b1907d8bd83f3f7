"""What does every connector give?

A connector is a folder with a module ``extract`` whose function ``extract(source, options, scratch, progress)``
yields one :class:`Extracted` per canonical table: Arrow batches of canonical columns and a table of rejects. Counts
are known when it is yielded, and ``read == kept + rejected`` always holds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa

_REJECTS: list[tuple[str, pa.DataType]] = [
    ("file", pa.string()),
    ("record", pa.int64()),
    ("column", pa.string()),
    ("reason", pa.string()),
]
REJECTS = pa.schema(_REJECTS)
NO_REJECTS = pa.Table.from_batches([], schema=REJECTS)  # not empty_table(): it imports pandas, which takes a second

Mode = Literal["full", "delta", "adds"]

Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is done (0-1); may be called from any thread."""


def silent(_what: str, _share: float) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a person may declare about files that do not say it themselves.

    ``connector`` is the key under which the facts are kept; ``zone`` is what naive instants are taken to be in;
    ``date_order`` (``dmy``, ``mdy``, ``ymd``) decides columns that whole-column evidence cannot; ``None`` is: detect.
    """

    connector: str
    zone: str = "UTC"
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    encoding: str | None = None
    separator: str | None = None
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    map: Path | str | None = None
    memory_limit: str = "1.4GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReport:
    """Which source columns were used (``file:column`` -> ``table.column``) and which were not."""

    mapped: Mapping[str, str] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader of an import should know: a code, how many rows, and a sentence.

    Most of them limit the answers; one that does not only tells where records went, so that each is accounted for.
    """

    code: str
    count: int
    text: str
    limits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One canonical table out of a source.

    ``batches`` carries any subset of the canonical columns (absent says nothing of them) without ``connector``, and
    where the files of a table differ in that ``facts.schema.SILENT``; it is consumed once. ``mode`` is ``full`` (a row
    missing from it is gone), ``delta``, or ``adds`` (rows worked out from others: they add what is not known, and give
    way to what is). ``apart``: by name, how the ids of records begin of which the source has nothing: they stay.
    """

    table: str
    mode: Mode
    read: int
    kept: int
    rejected: int
    batches: pa.RecordBatchReader
    rejects: pa.Table
    columns: ColumnReport = field(default_factory=ColumnReport)
    notes: tuple[Note, ...] = ()
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Extract(Protocol):
    """The one function of a connector; closed before its end, it ends whatever it does beside."""

    def __call__(
        self, source: Path, options: ReadOptions, scratch: Path, progress: Progress = silent
    ) -> Generator[Extracted, None, None]: ...
