"""How does a file or folder come to be on the disk for good, whole or not at all?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ownit.facts.store.steps import Step, no_step


def sync(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's list of names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(root: Path, *, skip: Callable[[Path], bool] = lambda _path: False) -> None:
    """Sync every file and folder below ``root``, and ``root``; ``skip`` those that are on the disk already."""
    for folder, _folders, files in os.walk(root, topdown=False):
        for name in files:
            path = Path(folder, name)
            if not skip(path):
                sync(path)
        sync(Path(folder))


def write_whole(path: Path, text: str, *, step: Step = no_step) -> None:
    """Replace a small file so that a reader, now or after a crash, finds the old text or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    step("write pointer")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    step("replace pointer")
    fresh.replace(path)
    step("sync pointer")
    sync(path.parent)


def link_or_copy(source: Path, target: Path) -> bool:
    """Give an unchanged file a second name, or copy it where the disk cannot; says whether it was linked."""
    try:
        target.hardlink_to(source)
    except OSError:
        # No links here (another device, a file system without them, too many of them): the copy says what is wrong.
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)
        return False
    return True


def discard(path: Path) -> None:
    """Remove a folder or file, whatever is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
