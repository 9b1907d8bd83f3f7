"""What happens to an import that has too little room, too few rights, or company?"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ownit.facts.store.locking import WAITING

from .conftest import Scene, content, expected

NOBODY = 65534
ROOT = os.geteuid() == 0


def test_two_imports_at_once_both_land(scene: Scene) -> None:
    # Either may be first to the lock, and start up to two seconds before the other on a busy machine.
    first = scene.job(connector="one", hold_at="merge", hold_for=3.0)
    second = scene.job(connector="two", hold_at="merge", hold_for=3.0)
    told = scene.nursery.run(first, second)

    assert [t["changed"] for t in told] == [True, True]
    assert sorted(told[0]["said"] + told[1]["said"]) == [WAITING]
    current = scene.store.require()
    assert [r.connector for r in current.manifest.readings][:1] == ["crm"]
    assert {r.connector for r in current.manifest.readings} == {"crm", "one", "two"}
    found = content(current)["deals"]
    versions = {"crm": 1, "one": 2, "two": 3}
    assert found == [d for name, v in sorted(versions.items()) for d in expected([v], name)["deals"]]


def test_the_same_input_twice_publishes_nothing(empty_scene: Scene) -> None:
    job = empty_scene.job()
    empty_scene.nursery.run(job)
    before = empty_scene.store.require().id
    (told,) = empty_scene.nursery.run(job)

    assert told["seen"]
    assert empty_scene.store.require().id == before
    assert len(empty_scene.store.snapshots()) == 1


@contextmanager
def _file_size(scene: Scene) -> Iterator[dict[str, int]]:
    """Files may not grow beyond a limit."""
    yield {"file_size": 150_000}


@contextmanager
def _small_disk(scene: Scene) -> Iterator[dict[str, int]]:
    """The store lies on a disk of four megabytes."""
    kept = scene.folder / "kept"
    scene.root.rename(kept)
    scene.root.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", scene.root], check=True)
    try:
        shutil.copytree(kept, scene.root, dirs_exist_ok=True)
        yield {}
        shutil.rmtree(kept)
        shutil.copytree(scene.root, kept)
    finally:
        subprocess.run(["umount", scene.root], check=True)
        scene.root.rmdir()
        kept.rename(scene.root)


def _may_mount() -> bool:
    """Whether this user may mount a small disk (a container's root often may not)."""
    if not ROOT or shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True)
    return tried.returncode == 0


LIMITS: list[Callable[[Scene], object]] = [_file_size, *([_small_disk] if _may_mount() else [])]


@pytest.mark.parametrize("limit", LIMITS)
def test_a_full_disk_is_said_and_loses_nothing(scene: Scene, limit: Callable[[Scene], object]) -> None:
    with limit(scene) as how:  # type: ignore[attr-defined] # both are context managers
        (told,) = scene.nursery.run(scene.job(times=1_000, **how))

        assert told.get("error") == "DiskFullError", told
        assert "not enough room" in told["text"]
        assert content(scene.store.current()) == expected(scene.landed)
        assert list((scene.root / "staging").iterdir()) == []
    scene.lands()


def _closed(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def _opened(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_that_may_not_be_written_is_said_and_loses_nothing(scene: Scene) -> None:
    _closed(scene.root)
    (told,) = scene.nursery.run(scene.job(**({"user": NOBODY} if ROOT else {})))

    assert told.get("error") == "NotWritableError", told
    assert "may not be written" in told["text"]
    assert content(scene.store.current()) == expected(scene.landed)
    _opened(scene.root)
    scene.lands()


def test_an_imports_folder_that_may_not_be_written_is_said(scene: Scene) -> None:
    if ROOT:
        for path in [scene.root, *scene.root.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
    _closed(scene.root / "imports")
    (told,) = scene.nursery.run(scene.job(**({"user": NOBODY} if ROOT else {})))

    assert told.get("error") == "NotWritableError", told
    assert content(scene.store.current()) == expected(scene.landed)
    assert list((scene.root / "staging").iterdir()) == []
    _opened(scene.root)
    scene.lands()
