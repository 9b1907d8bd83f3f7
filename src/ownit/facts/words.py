"""Where are the words of a query kept, for the processes that come after?

Beside the code, where Python keeps what it compiled, and for as long: a file for each query and form, in a folder of
this edition of the code and of the engines that word it. A place that cannot be written to keeps nothing, and each
process words its queries itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis import Schema

PLACE: Path | None = Path(__file__).parent / "__pycache__"  # None: nothing is kept, and nothing looked up
_PACKAGE = Path(__file__).parents[1]
_ENGINES = ("ibis-framework", "sqlglot", "duckdb")
_WORDED_BY = ("facts", "method")  # what queries are said in; ``facts`` imports nothing else of ours


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A query in SQL, and the columns of its answer."""

    sql: str
    schema: Schema


def kept(asked: str) -> Words | None:
    """The words of what was ``asked``, a text that tells one query and form from all others; None if there are none."""
    import ibis

    if PLACE is None:
        return None
    try:
        found = json.loads(_file(PLACE, asked).read_text(encoding="utf-8"))
        return Words(found["sql"], ibis.schema(found["columns"]))
    except (OSError, ValueError, LookupError, TypeError):  # none yet, or not as it was written
        return None


def keep(asked: str, words: Words) -> None:
    """Keep them, whole or not at all; not where Python is told to write nothing of the kind."""
    import ibis

    columns = {name: str(kind) for name, kind in words.schema.items()}
    if PLACE is None or sys.dont_write_bytecode or ibis.schema(columns) != words.schema:
        return
    file = _file(PLACE, asked)
    with suppress(OSError):
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            _forget_others(file.parent)
        _write(file, json.dumps({"asked": asked, "sql": words.sql, "columns": columns}))


def _write(file: Path, text: str) -> None:
    """All of it or nothing: another process may read at any moment."""
    number, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as building:
            building.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _file(place: Path, asked: str) -> Path:
    return place / f"words-{_edition()}" / f"{_digest([asked])}.json"


def _forget_others(mine: Path) -> None:
    """What other editions of this code kept is of no use."""
    for other in mine.parent.glob("words-*"):
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)


@cache
def _edition() -> str:
    engines = [f"{name} {version(name)}" for name in _ENGINES]
    return _digest([*engines, *(line for part in _WORDED_BY for line in _sources(_PACKAGE / part))])


def _sources(folder: Path) -> Iterator[str]:
    """Every source file by its size and the moment it was written, as Python itself tells what it compiled."""
    for file in sorted(folder.rglob("*.py")):
        about = file.stat()
        yield f"{file.relative_to(folder)} {about.st_mtime_ns} {about.st_size}"


def _digest(lines: list[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=12).hexdigest()
