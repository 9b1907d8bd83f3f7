"""What does a test need to kill imports and see what is left?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ownit.facts.store import Snapshot, Store

from .nursery import activities, deals

Rows = Mapping[str, list[tuple[Any, ...]]]


class Nursery:
    """The process that forks imports; one for all tests of a session."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("nursery.py")
        source = Path(__file__).parents[2] / "src"
        self._process = subprocess.Popen(
            [sys.executable, str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(source)},
        )

    def run(self, *jobs: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run jobs at once, and say how each ended."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(jobs) + "\n")
        process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    born = Nursery()
    yield born
    born.close()


def content(snapshot: Snapshot | None) -> Rows:
    """All that a snapshot holds, as plain rows; ``history`` is the versions that the inferred changes go through."""
    if snapshot is None:
        return {}
    read = {t: [pq.ParquetFile(f).read().to_pylist() for f in snapshot.files(t)] for t in snapshot.manifest.rows}
    rows = {t: [row for part in parts for row in part] for t, parts in read.items()}
    assert {t: len(r) for t, r in rows.items()} == snapshot.manifest.rows
    return {
        "deals": [(r["connector"], r["id"], r["stage"]) for r in rows["opportunity"]],
        "activities": sorted((r["connector"], r["id"], r["result"]) for r in rows["activity"]),
        "history": sorted((r["opportunity_id"], r["from_stage"], r["to_stage"]) for r in rows["stage_change"]),
    }


def expected(versions: list[int], connector: str = "crm") -> Rows:
    """What a store holds after these versions have landed one after the other."""
    if not versions:
        return {}
    last = versions[-1]
    steps = list(pairwise(versions))
    ids = [d["id"] for d in deals(last)]
    return {
        "deals": [(connector, d["id"], d["stage"]) for d in deals(last)],
        "activities": [(connector, a["id"], a["result"]) for a in activities(last)],
        "history": sorted((id_, f"stage {a}", f"stage {b}") for id_ in ids for a, b in steps),
    }


@dataclass
class Scene:
    """A store, its source, and the versions that have landed."""

    nursery: Nursery
    folder: Path
    landed: list[int] = field(default_factory=list)
    version: int = 0

    @property
    def root(self) -> Path:
        return self.folder / "facts"

    @property
    def store(self) -> Store:
        return Store(self.root)

    def job(self, **how: Any) -> dict[str, Any]:
        """The next version's import."""
        self.version += 1
        source = self.folder / f"export {self.version}"
        source.mkdir(exist_ok=True)
        source.chmod(0o755)
        (source / "export.csv").write_text(f"version {self.version}\n" * 100)
        return {"root": str(self.root), "source": str(source), "version": self.version, "connector": "crm", **how}

    def lands(self, **how: Any) -> dict[str, Any]:
        """Import the next version to its end, and see that it is what is current, and that nothing lies about."""
        (told,) = self.nursery.run(self.job(**how))
        assert told.get("changed"), told
        self.landed.append(self.version)
        assert content(self.store.current()) == expected(self.landed)
        assert list((self.root / "staging").iterdir()) == []
        return told

    def old_or_new(self) -> bool:
        """See that what is current is the old snapshot or the new one, whole; says whether it is the new one."""
        found = content(self.store.current())
        if found == expected(self.landed):
            return False
        assert found == expected([*self.landed, self.version])
        self.landed.append(self.version)
        return True


@contextmanager
def _folder() -> Iterator[Path]:
    """Not pytest's folder: it is closed to the user without rights as whom some imports run."""
    folder = Path(tempfile.mkdtemp(prefix="ownit-crash-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def empty_scene(nursery: Nursery) -> Iterator[Scene]:
    """A store in which nothing has landed."""
    with _folder() as folder:
        yield Scene(nursery, folder)


@pytest.fixture(scope="session")
def _first(nursery: Nursery) -> Iterator[Scene]:
    with _folder() as folder:
        scene = Scene(nursery, folder)
        scene.lands()
        yield scene


@pytest.fixture
def scene(_first: Scene) -> Iterator[Scene]:
    """A store of its own in which the first version has landed: it is copied, since it lands the same each time."""
    with _folder() as folder:
        shutil.copytree(_first.folder, folder, dirs_exist_ok=True)
        yield Scene(_first.nursery, folder, list(_first.landed), _first.version)
