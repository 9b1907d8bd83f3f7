"""Is nothing in a folder that is called a file of text left out in silence?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ownit.connectors.errors import UnreadableFile
from ownit.connectors.reading.delimited import files, holds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file, a hidden one, and a folder below that is no part of the export."""
    (tmp_path / "Opportunity.csv").write_text("Id\n1\n")
    (tmp_path / ".hidden.csv").write_text("")
    (tmp_path / "older").mkdir()
    return tmp_path


def test_files_are_those_directly_in_the_folder(folder: Path) -> None:
    assert [p.name for p in files(folder)] == ["Opportunity.csv"]


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.symlink_to("nowhere.csv"), "a link to a file that is not there"),
        (lambda path: path.mkdir(), "a folder"),
        (os.mkfifo, "no file but a pipe or a device"),
    ],
)
def test_what_is_called_a_file_and_is_none_is_named(folder: Path, make: Callable[[Path], None], what: str) -> None:
    make(folder / "Task.csv")
    with pytest.raises(UnreadableFile, match=rf"^Task\.csv: cannot be opened \({what}\)"):
        files(folder)
    assert holds(folder) == ["Opportunity.csv", f"Task.csv ({what})"]
