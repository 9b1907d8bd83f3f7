"""Is a list of goals or targets read as a spreadsheet wrote it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ownit.flows.goals import FileUnreadableError, text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_an_import_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "targets.csv"
    file.write_bytes("name,why\r\nMüller & Söhne,Jörg fragt\r\n".encode(encoding))
    assert text_of(file) == "name,why\nMüller & Söhne,Jörg fragt\n"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match="No such file"):
        text_of(tmp_path / "nothing.csv")
