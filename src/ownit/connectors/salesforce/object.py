"""What is known of an object once its files are one relation?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from ownit.connectors.base import ColumnReport, Note
from ownit.connectors.reading import ident


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Typed:
    """An object's relation ``sf_<name>``; without files it is empty.

    ``has`` are the columns that any of its files has, ``each`` those of each file.
    ``read`` counts the data records of its files, ``unread`` those that could not be read (named in ``unreadable``,
    a table of the scratch database, or not at all when there are none). ``whole`` says that every record of them is a
    fact: none was unreadable, none is left out.
    """

    name: str
    files: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    each: Mapping[str, frozenset[str]] = field(default_factory=dict)
    read: int = 0
    unread: int = 0
    unreadable: pa.Table | None = None
    whole: bool = False
    columns: ColumnReport = field(default_factory=ColumnReport)
    notes: tuple[Note, ...] = ()

    @property
    def relation(self) -> str:
        return ident(f"sf_{self.name}")

    def __bool__(self) -> bool:
        return bool(self.files)
