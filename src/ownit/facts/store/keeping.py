"""How are the inputs of an import recognised, and kept while it goes on?"""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from ownit.facts.store import inputs
from ownit.facts.store.errors import InputChangedError
from ownit.facts.store.inputs import CHUNK, CODECS, SUFFIX, KeptFile, KeptInput

_State = tuple[int, int]


def same(fresh: KeptInput, paths: list[Path], kept: KeptInput) -> bool:
    """Whether files about to be imported are ``kept``, byte for byte and read in the same way.

    Sizes tell most differences at once; contents are hashed only when nothing else differs.
    """
    if fresh.how != kept.how:
        return False
    if [(f.name, f.size) for f in fresh.files] != [(f.name, f.size) for f in kept.files]:
        return False
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(_digest, paths)) == [f.digest for f in kept.files]


def _digest(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


class Keeping:
    """A thread that hashes and compresses the inputs beside the import; ``finish`` waits for it, ``stop`` ends it."""

    def __init__(self, fresh: KeptInput, paths: list[Path], folder: Path) -> None:
        self._fresh = fresh
        self._paths = paths
        self._folder = folder
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keep-inputs")
        self._result: Future[KeptInput] = self._pool.submit(self._keep)

    def finish(self) -> KeptInput:
        """The input as kept in its folder; raises what went wrong, InputChangedError among it."""
        return self._result.result()

    def stop(self) -> None:
        """End the thread, finished or not."""
        self._stopped.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _keep(self) -> KeptInput:
        self._folder.mkdir(parents=True, exist_ok=True)
        files: list[KeptFile] = []
        for number, (file, path) in enumerate(zip(self._fresh.files, self._paths, strict=True), start=1):
            stored = f"{number:04d}{SUFFIX}"
            files.append(replace(file, digest=self._compress(path, self._folder / stored, file.size), stored=stored))
        kept = replace(self._fresh, files=tuple(files))
        kept = replace(kept, digest=inputs.digest_of(kept))
        inputs.write_description(kept, self._folder)
        return kept

    def _compress(self, path: Path, stored: Path, size: int) -> str:
        import pyarrow as pa

        hashed, read = hashlib.sha256(), 0
        before = _state(path)
        codec = CODECS[stored.suffix]
        with path.open("rb") as file, pa.CompressedOutputStream(pa.OSFile(str(stored), "wb"), codec) as out:
            while not self._stopped.is_set() and (chunk := file.read(CHUNK)):
                hashed.update(chunk)
                out.write(chunk)
                read += len(chunk)
        if not self._stopped.is_set() and (read != size or _state(path) != before):
            raise InputChangedError(path)
        return hashed.hexdigest()


def _state(path: Path) -> _State:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
