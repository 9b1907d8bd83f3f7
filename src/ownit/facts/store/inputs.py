"""Which inputs were kept, how were they read, and how are they given back?

imports/<digest>/input.json      how it was read, and its files
imports/<digest>/0001.lz4 ...    the files, compressed (.zst: as earlier versions did)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from ownit.facts.store.errors import InputMissingError

DESCRIPTION = "input.json"
CHUNK = 1 << 22
SUFFIX = ".lz4"
CODECS: Mapping[str, Literal["lz4", "zstd"]] = MappingProxyType({SUFFIX: "lz4", ".zst": "zstd"})
"""How a kept file is compressed, by the end of its name. LZ4 takes half as long as the quickest Zstandard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """One file of an input: its path below the source, its size in bytes and the SHA-256 of its content."""

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
    superseded: bool = False  # later inputs gave every table of this one in full

    @property
    def how(self) -> str:
        """All that decides how the files are read, as one text."""
        how = [self.connector, self.kind, self.single, dict(self.options), self.map_text]
        return json.dumps(how, sort_keys=True, ensure_ascii=True, default=str)


def listing(source: Path, files: Iterable[Path] | None = None) -> list[tuple[str, Path]]:
    """The files of a source, as (name below it, path), in name order; hidden ones are no part of an export."""
    if source.is_file():
        return [(source.name, source)]
    found = source.rglob("*") if files is None else files
    named = [(p.relative_to(source), p) for p in found if p.is_file()]
    return sorted((n.as_posix(), p) for n, p in named if not any(part.startswith(".") for part in n.parts))


def digest_of(kept: KeptInput) -> str:
    """BLAKE2b over how they are read, names, sizes and the SHA-256 of contents; 128 bits, as hexadecimal digits."""
    hashed = hashlib.blake2b(kept.how.encode(), digest_size=16)
    for file in sorted(kept.files, key=lambda f: f.name):
        hashed.update(json.dumps([file.name, file.size, file.digest]).encode())
    return hashed.hexdigest()


def write_description(kept: KeptInput, folder: Path) -> None:
    """Say beside the files how they were read."""
    body = {
        "digest": kept.digest,
        "connector": kept.connector,
        "kind": kept.kind,
        "options": dict(kept.options),
        "map_text": kept.map_text,
        "single": kept.single,
        "at": kept.at.astimezone(UTC).isoformat(),
        "files": [{"name": f.name, "size": f.size, "digest": f.digest, "stored": f.stored} for f in kept.files],
    }
    text = json.dumps(body, indent=1, ensure_ascii=False, sort_keys=True, default=str)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def read_description(folder: Path) -> KeptInput:
    """A kept input; raises InputMissingError where it is not there or not whole."""
    try:
        body = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return KeptInput(
            digest=body["digest"],
            connector=body["connector"],
            kind=body["kind"],
            options=body["options"],
            map_text=body["map_text"],
            single=body["single"],
            files=tuple(KeptFile(**f) for f in body["files"]),
            at=datetime.fromisoformat(body["at"]),
        )
    except FileNotFoundError:
        raise InputMissingError(folder, "it is no longer kept") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputMissingError(folder, f"its description is damaged ({error!r})") from error


def restore(folder: Path, to: Path) -> Path:
    """Unpack a kept input below ``to``, checking every file; returns the source: the folder, or its single file."""
    kept = read_description(folder)
    for file in kept.files:
        target = to / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _unpack(folder / file.stored, target) != file.digest:
            raise InputMissingError(folder / file.stored, f"the content of {file.name} is damaged")
    to.mkdir(parents=True, exist_ok=True)
    return to / kept.files[0].name if kept.single else to


def _unpack(stored: Path, target: Path) -> str:
    import pyarrow as pa

    hashed = hashlib.sha256()
    try:
        codec = CODECS.get(stored.suffix, CODECS[SUFFIX])
        with pa.CompressedInputStream(pa.OSFile(str(stored), "rb"), codec) as source, target.open("wb") as out:
            while chunk := source.read(CHUNK):
                hashed.update(chunk)
                out.write(chunk)
    except FileNotFoundError:
        raise InputMissingError(stored, "it is not there") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise InputMissingError(stored, f"it cannot be unpacked ({error})") from error
    return hashed.hexdigest()
