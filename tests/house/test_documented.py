"""Is every setting, verb, option, decision and module of the method written down where a person would look?"""

from __future__ import annotations

import re

import pytest
from typer._click import Command
from typer.core import TyperGroup

from ownit.cli.app import VERBS, load
from ownit.config.environment import SETTINGS

from .tree import ROOT, pages, read


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


def test_links_between_the_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_picture_of_the_readme_is_of_the_demo() -> None:
    (file,) = re.findall(r"!\[ownit demo in a terminal\]\((.+)\)", read("README.md"))
    shown = read(file).replace("&#160;", " ")
    assert "make demo" in shown
    assert "Alone: about" in shown
