"""Is every setting, verb, option, decision and module of the method written down where a person would look?"""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from typer._click import Command
from typer._click.exceptions import BadOptionUsage, ClickException
from typer.core import TyperGroup

from ownit.answers.week.answer import Account, BlockTold, Count, Week
from ownit.answers.week.closing import Redone
from ownit.cli.app import VERBS, load
from ownit.config.environment import SETTINGS
from ownit.promises.journal.grammar.record import Item

from .tree import ROOT, files, pages, read

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def commands(path: str, command: Command) -> list[tuple[str, Command]]:
    """What can be run at and below a verb."""
    if not isinstance(command, TyperGroup):
        return [(path, command)]
    return [one for name, child in command.commands.items() for one in commands(f"{path} {name}", child)]


@pytest.mark.parametrize("setting", [setting.name for setting in SETTINGS])
def test_each_setting_is_in_the_guide(setting: str) -> None:
    assert f"## `{setting}`\n" in read("docs/guide/settings.md")


def test_no_setting_is_read_that_is_not_in_the_registry() -> None:
    """Whatever of the source names an OWNIT_ variable names a registered one."""
    known = {setting.name for setting in SETTINGS}
    named = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\bOWNIT_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert named <= known


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_and_each_of_its_options_is_in_the_guide(verb: str) -> None:
    guide = read("docs/guide/commands.md")
    for path, command in commands(verb, load(verb)):
        assert f"`ownit {path}" in guide, f"docs/guide/commands.md does not tell of `ownit {path}`"
        section = guide.split(f"## ownit {verb}\n", 1)[-1].split("\n## ", 1)[0]
        options = {option for param in command.params for option in param.opts if option.startswith("--")}
        for option in options - {"--help", "--json"}:
            assert f"`{option}" in section, f"docs/guide/commands.md, ownit {path}: {option} is missing"


def test_the_guide_tells_of_no_verb_that_is_not_there() -> None:
    told = set(re.findall(r"(?m)^## ownit (\S+)$", read("docs/guide/commands.md")))
    assert told == set(VERBS)


def test_each_decision_is_listed_and_numbered_once() -> None:
    listed = read("docs/decisions/README.md")
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [name for name in names if f"({name})" not in listed] == []
    numbers = [name[:4] for name in names]
    assert len(numbers) == len(set(numbers))
    assert set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", listed)) == set(names)


def test_each_noun_of_the_method_has_its_page() -> None:
    """A module's page bears its name, or names it in code, as pages do that tell of several: `NAME`."""
    told = pages("docs/method")
    modules = [path.stem for path in (ROOT / "src/ownit/method").glob("[a-z]*.py")]
    modules += [path.name for path in (ROOT / "src/ownit/method").iterdir() if (path / "__init__.py").exists()]
    have = {path.stem for path in (ROOT / "docs/method").glob("*.md")}
    assert [name for name in modules if name not in have and f"`{name}`" not in told] == []


def anchor(heading: str) -> str:
    """What a link to a heading ends with, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def leads_somewhere(page: Path, target: str, part: str) -> bool:
    """Whether there is such a file, and such a heading in it; an empty ``target`` is the page itself."""
    file = page.parent / target if target else page
    return file.exists() and (
        not part or part in map(anchor, re.findall(r"(?m)^#+ (.+)$", file.read_text(encoding="utf-8")))
    )


def test_links_between_the_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}#{part}"
        for page in PAGES
        for target, part in re.findall(r"\]\(([^)#:\s]*)#?([^):]*)\)", page.read_text(encoding="utf-8"))
        if not leads_somewhere(page, target, part)
    ]
    assert broken == []


def quoted(page: str) -> set[str]:
    """Every command line that a page shows: in code within a line, in a block, behind ``$`` or alone."""
    blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```|((?:^    .+\n)+)", page)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in "".join(block).splitlines()]
    rest = re.sub(r"(?ms)^```.*?^```", "", page)
    return {line for line in [*lines, *re.findall(r"`([^`]+)`", rest)] if line.startswith("ownit ")}


def not_taken(line: str) -> str | None:
    """Why ownit would not take a command line as it stands; None if it would. What is left out is not missed."""
    words = shlex.split(line, comments=True)[1:]
    if words[0] in ("VERB", "--version", "--help"):
        return None
    if words[0] not in VERBS:
        return f"{line}: no such verb"
    command, words = load(words[0]), words[1:]
    while isinstance(command, TyperGroup) and words:
        if words[0] not in command.commands:
            return f"{line}: no {words[0]}"
        command, words = command.commands[words[0]], words[1:]
    parser = command.make_parser(command.context_class(command))
    try:
        left_over = parser.parse_args(list(words))[1]
    except BadOptionUsage:  # an option that is named without its value
        return None
    except ClickException as error:
        return f"{line}: {error.format_message()}"
    return f"{line}: {left_over} is too much" if left_over else None


def test_every_command_that_is_quoted_is_one() -> None:
    told = {line for page in PAGES for line in quoted(page.read_text(encoding="utf-8"))}
    assert len(told) > 120
    assert [fault for line in sorted(told) if (fault := not_taken(line))] == []
    assert all(map(not_taken, ("ownit plan --adapt", "ownit week a b", "ownit goal drop x", "ownit tomorrow")))


def section(verb: str) -> str:
    """What the guide tells of a verb."""
    return read("docs/guide/commands.md").split(f"## ownit {verb}\n", 1)[1].split("\n## ", 1)[0]


def test_every_key_of_json_that_is_told_is_one_in_the_code() -> None:
    """Told are the names in braces; in the code each is a field, or a text in quotes."""
    told = {key for shape in re.findall(r"\{[^`]*\}", read("docs/guide/commands.md")) for key in named(shape)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in files(".py") if ROOT / "src" in path.parents)
    there = set(re.findall(r'"(\w+)"', code)) | set(re.findall(r"(?m)^    (\w+):", code))
    assert len(told) > 150
    assert told - there - {"10", "50", "90"} == set()  # percent, which are worked out


def named(shape: str) -> list[str]:
    """The names in quotes of a shape, without the ones of files."""
    return re.findall(r'"(\w+)"', shape)


def within(verb: str, key: str) -> set[str]:
    """The names that the guide tells in the braces behind a key, without those in braces within."""
    (start,) = (found.end() for found in re.finditer(rf'"{key}": \[?\{{', section(verb)))
    depth, names = 1, set()
    for found in re.finditer(r'([{}])|"(\w+)"', section(verb)[start:]):
        depth += {"{": 1, "}": -1}.get(found[1], 0)
        if depth == 0:
            break
        if depth == 1 and found[2]:
            names.add(found[2])
    return names


@pytest.mark.parametrize(
    ("verb", "key", "told"),
    [
        ("week", "week", Week),
        ("week", "account", Account),
        ("week", "blocks", BlockTold),
        ("week", "counts", Count),
        ("friday", "plan", Redone),
        ("log", "item", Item),
    ],
)
def test_json_is_told_whole(verb: str, key: str, told: type) -> None:
    assert within(verb, key) == {field.name for field in fields(told)}


def test_the_picture_of_the_readme_is_of_the_demo() -> None:
    (file,) = re.findall(r"!\[ownit demo in a terminal\]\((.+)\)", read("README.md"))
    shown = read(file).replace("&#160;", " ")
    assert "make demo" in shown
    assert "Alone: about" in shown
