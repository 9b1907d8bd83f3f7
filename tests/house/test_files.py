"""Does every file keep to its size, and does none of them give away an address or a path of somebody's machine?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .tree import ROOT, files, text

WALL = 500  # lines; 300 is the line that is reported, about 120 is usual
LINE = 300

# Composed, so that this file does not contain what it forbids.
PACKAGE_INDEXES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "conda" + ".anaconda", "crates" + ".io")
INDEX_OPTIONS = ("index" + "-url", "find" + "-links", "trusted" + "-host")
MACHINE_PATHS = ("work/", "root/", "home/", "Users/", "private/", "opt/" + "py" + "pi", "opt/" + "wheels")

ADDRESS = re.compile("|".join(re.escape(part) for part in PACKAGE_INDEXES))
OPTION = re.compile(rf"(?<!emit-)(?:{'|'.join(INDEX_OPTIONS)})[ =\"']+\S")
MACHINE = re.compile(rf"(?<![\w.~$}}/-])/(?:{'|'.join(MACHINE_PATHS)})\w*")


def test_no_file_is_longer_than_the_wall(record_property: Callable[[str, object], None]) -> None:
    sizes = {path: (text(path) or "").count("\n") for path in files(".py", ".html", ".css", ".toml", ".sql", ".js")}
    assert len(sizes) > 50
    long = {str(path.relative_to(ROOT)): n for path, n in sizes.items() if n > LINE}
    for name, n in sorted(long.items(), key=lambda item: -item[1]):
        print(f"{n} lines: {name}")  # noqa: T201 - seen with -rP
    record_property("over the line", len(long))
    assert [f"{name}: {n} lines" for name, n in long.items() if n > WALL] == []


@pytest.mark.parametrize(
    ("what", "forbidden"),
    [("the address of a package index", ADDRESS), ("an index option", OPTION), ("a machine's path", MACHINE)],
)
def test_nothing_committed_names(what: str, forbidden: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        for number, line in enumerate((text(path) or "").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == [], what


@pytest.mark.parametrize(
    ("line", "forbidden"),
    [
        ("--" + "index" + "-url https://mirror.example/simple", OPTION),
        ("https://files." + "python" + "hosted.org/packages/x.whl", ADDRESS),
        ("cd /" + "home/dana/ownit", MACHINE),
        ("open('/" + "work/x')", MACHINE),
    ],
)
def test_the_patterns_find_what_they_are_meant_to_find(line: str, forbidden: re.Pattern[str]) -> None:
    assert forbidden.search(line)
