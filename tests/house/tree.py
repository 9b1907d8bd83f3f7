"""Which files are the project's own, and which of them are to be read?"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """What git keeps or would keep of this folder; where there is no git (an unpacked archive), every source file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        folders = ("src", "tests", "docs", "bench", "requirements", ".ci")
        found = [path for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return tuple(sorted(path for path in found if path.is_file() and (not suffixes or path.suffix in suffixes)))


def text(path: Path) -> str | None:
    """The file's text, or None if it is a picture or another thing that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def read(name: str) -> str:
    """The text of a file, by its path in the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def pages(folder: str) -> str:
    """All Markdown of a folder, as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob("*.md")))
