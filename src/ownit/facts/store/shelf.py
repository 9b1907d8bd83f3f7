"""What lies in the store's folders?"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from ownit.facts.schema import SCHEMA_VERSION
from ownit.facts.store import manifests
from ownit.facts.store.errors import CorruptedError, SchemaTooNewError
from ownit.facts.store.layout import CURRENT, MANIFEST, SNAPSHOTS, UNDONE, Manifest, Snapshot

_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_STAMP = "%Y%m%dT%H%M%SZ"


def new_id(now: datetime, newest: str | None, seed: str) -> str:
    """An id that sorts after every other, by time: the second of ``now``, or the one after the newest there is."""
    at = now.astimezone(UTC).replace(microsecond=0)
    if newest is not None:
        at = max(at, datetime.strptime(newest.partition("-")[0], _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1))
    stamp = at.strftime(_STAMP).rjust(16, "0")
    return f"{stamp}-{blake2b(f'{seed} {stamp}'.encode(), digest_size=3).hexdigest()}"


def ids(root: Path) -> list[str]:
    """The ids of all kept snapshots, oldest first."""
    folder = root / SNAPSHOTS
    return sorted(p.name for p in folder.iterdir() if _ID.fullmatch(p.name)) if folder.is_dir() else []


def pointer(root: Path) -> str | None:
    """The id that ``current`` names; None before the first import. Raises CorruptedError if it names nothing."""
    path = root / CURRENT
    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not _ID.fullmatch(text):
        raise corrupted(root, path, f"it names no snapshot ({text[:60]!r})")
    return text


def current(root: Path) -> Snapshot | None:
    """The snapshot that ``current`` names, whole."""
    id_ = pointer(root)
    return None if id_ is None else load(root, id_)


def load(root: Path, id_: str) -> Snapshot:
    """One snapshot; raises CorruptedError or SchemaTooNewError."""
    folder = root / SNAPSHOTS / id_
    try:
        return manifests.read(folder, SCHEMA_VERSION)
    except manifests.UnreadableError as error:
        raise corrupted(root, folder / MANIFEST, str(error), but=id_) from error


def readable(root: Path) -> tuple[dict[str, Manifest], bool]:
    """The manifests that can be read, by id, and whether those are all."""
    found: dict[str, Manifest] = {}
    whole = True
    for id_ in ids(root):
        try:
            found[id_] = manifests.read(root / SNAPSHOTS / id_, SCHEMA_VERSION).manifest
        except (manifests.UnreadableError, SchemaTooNewError):
            whole = False
    return found, whole


def corrupted(root: Path, path: Path, reason: str, *, but: str | None = None) -> CorruptedError:
    """The error that also says which other snapshot to go on with."""
    others = sorted(id_ for id_ in readable(root)[0] if id_ != but)
    return CorruptedError(path, reason, root / CURRENT, others[-1] if others else None)


def undone_at(root: Path) -> Mapping[str, datetime]:
    """When which snapshot was undone (or found to have never become current)."""
    found = {}
    for id_ in ids(root):
        path = root / SNAPSHOTS / id_ / UNDONE
        if path.is_file():
            found[id_] = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["at"])
    return found


def ancestry(manifests_: Mapping[str, Manifest], id_: str | None) -> list[str]:
    """A snapshot and the ones it was built on, as far as they are kept, newest first."""
    line = []
    while id_ is not None and id_ in manifests_:
        line.append(id_)
        id_ = manifests_[id_].parent
    return line
