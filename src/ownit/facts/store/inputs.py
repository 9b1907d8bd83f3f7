"""Which inputs were kept, how were they read, and how are they given back?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """One file of an input: its path below the source, its size in bytes and the digest of its content."""

    name: str
    size: int
    digest: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptInput:
    """An input as it came, and how it was read: enough to read it again.

    ``connector`` is the key its facts are stored under, ``kind`` the connector that reads it (``csv``,
    ``salesforce``), ``options`` whatever JSON its reader needs, ``map_text`` the text of its map. ``single`` says that
    the source was one file, not a folder.
    """

    digest: str
    connector: str
    kind: str
    options: Mapping[str, Any]
    map_text: str | None
    single: bool
    files: tuple[KeptFile, ...]
    at: datetime  # the instant of the import
    superseded: bool = False  # a later input gave every table of this one in full
