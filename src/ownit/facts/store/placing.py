"""How does a finished snapshot become the current one, and what goes when it has?"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from ownit.facts.store import retention, shelf
from ownit.facts.store.durable import discard, sync, sync_tree, write_whole
from ownit.facts.store.layout import CURRENT, IMPORTS, RECKONED, SNAPSHOTS, STAGING, UNDONE, Manifest
from ownit.facts.store.steps import Step


def sweep(root: Path, current: str | None, now: datetime) -> None:
    """Under the lock: remove what a dead writer left in staging.

    A snapshot in its place that never became current is whole; it is marked as undone and goes with time.
    """
    for folder in (SNAPSHOTS, STAGING, IMPORTS):
        (root / folder).mkdir(exist_ok=True)
    for left in (root / STAGING).iterdir():
        discard(left)
    marked = shelf.undone_at(root)
    for id_ in shelf.ids(root):
        if (current is None or id_ > current) and id_ not in marked:
            mark_undone(root, id_, now)


def mark_undone(root: Path, id_: str, now: datetime) -> None:
    """Say in a snapshot's folder when it was undone."""
    body = json.dumps({"at": now.astimezone(UTC).isoformat()})
    write_whole(root / SNAPSHOTS / id_ / UNDONE, body + "\n")


def place(
    root: Path, id_: str, staged: Path, kept: Path | None, digest: str, written: Collection[Path], step: Step
) -> None:
    """Put a finished snapshot (and its inputs) in place, on the disk for good, and let ``current`` name it.

    ``written`` are the files that are not links to files on the disk already.
    """
    step("sync files")
    sync_tree(staged, skip=lambda path: path.suffix == ".parquet" and path not in written)
    step("place inputs")
    if kept is not None and not (root / IMPORTS / digest).exists():
        sync_tree(kept)
        kept.rename(root / IMPORTS / digest)
        sync(root / IMPORTS)
    step("place snapshot")
    target = root / SNAPSHOTS / id_
    staged.rename(target)
    try:
        step("sync snapshots")
        sync(root / SNAPSHOTS)
        write_whole(root / CURRENT, id_ + "\n", step=step)
    except BaseException:  # Ctrl-C, too: unless it is the current one by now, it is not there
        if shelf.pointer(root) != id_:
            target.rename(staged)
        raise


def prune(root: Path, current: Manifest, now: datetime) -> None:
    """Remove what is kept no longer: snapshots, then the inputs and laws that none of the others refers to.

    A folder goes to staging first, in one step, so that no half of it is ever found in its place.
    """
    found, all_readable = shelf.readable(root)
    stay = retention.kept(found.values(), current, shelf.undone_at(root), now)
    for id_ in sorted(set(found) - stay):
        _remove(root, root / SNAPSHOTS / id_)
    left = set(shelf.ids(root))
    for laws in _folders(root / RECKONED):
        if laws.name not in left:
            _remove(root, laws)
    if all_readable:
        needed = retention.needed_inputs(found[id_] for id_ in stay if id_ in found)
        for kept in _folders(root / IMPORTS):
            if kept.name not in needed:
                _remove(root, kept)


def _folders(parent: Path) -> list[Path]:
    return sorted(p for p in parent.iterdir() if p.is_dir()) if parent.is_dir() else []


def _remove(root: Path, folder: Path) -> None:
    out = root / STAGING / f"pruned-{folder.parent.name}-{folder.name}"
    folder.rename(out)
    discard(out)
