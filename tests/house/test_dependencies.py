"""Do the places that name dependencies agree, is each one justified, and may each be given on?"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest

from .tree import ROOT, read

FILES = ("run", "postgres", "build", "dev", "uv")
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|0BSD|Zlib|CC0|HPND)\b")
COPYLEFT = re.compile(r"\b(A?L?GPL|EUPL|CDDL|EPL|SSPL)\b")


def name_of(requirement: str) -> str:
    """``ibis-framework[duckdb]>=12`` is about ``ibis-framework``."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found.group().lower()


def asked(file: str) -> list[str]:
    """The requirements of an .in file, without comments and without the files it includes."""
    lines = [line.split("#")[0].strip() for line in read(f"requirements/{file}.in").splitlines()]
    return [line for line in lines if line and not line.startswith("-")]


def pins(file: str) -> dict[str, set[str]]:
    """What a compiled file pins; a package may have one version for each of several Pythons."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([a-z0-9._-]+)==([^\s;\\]+)", read(f"requirements/{file}.txt")):
        found.setdefault(name, set()).add(version)
    return found


def project() -> dict[str, object]:
    table = tomllib.loads(read("pyproject.toml"))["project"]
    assert isinstance(table, dict)
    return table


def test_the_package_asks_for_what_is_pinned_and_no_more() -> None:
    assert sorted(project()["dependencies"]) == sorted(asked("run"))  # type: ignore[call-overload] # TOML is untyped
    assert project()["optional-dependencies"] == {"postgres": asked("postgres")}


def test_each_dependency_is_justified_in_the_architecture_page() -> None:
    told = read("docs/architecture.md").split("## Dependencies", 1)[1].split("\n## ", 1)[0]
    justified = {name.lower() for name in re.findall(r"(?m)^- \*\*([\w.-]+)\*\*", told)}
    assert justified == {name_of(one) for one in [*asked("run"), *asked("postgres")]}


@pytest.mark.parametrize("file", FILES)
def test_each_pin_has_hashes_and_covers_what_is_asked_for(file: str) -> None:
    text = read(f"requirements/{file}.txt")
    for block in re.split(r"(?m)^(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert {name_of(one) for one in asked(file)} <= set(pins(file))


@pytest.mark.parametrize("file", ["postgres", "build", "dev"])
def test_development_moves_nothing_that_the_product_runs_on(file: str) -> None:
    run = pins("run")
    assert {name: pin for name, pin in pins(file).items() if name in run and run[name] != pin} == {}


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {name: importlib.metadata.version(name) for name in pins("dev") if _found(name)}
    assert len(installed) > 30
    assert {name: version for name, version in installed.items() if version not in pins("dev")[name]} == {}


@pytest.mark.parametrize("name", sorted(pins("run")))
def test_each_dependency_may_be_given_on(name: str) -> None:
    """Permissive, every one; psycopg (LGPL) is an extra that the user chooses, and is not shipped with the wheel."""
    if not _found(name):
        pinned = next(line for line in read("requirements/run.txt").splitlines() if line.startswith(f"{name}=="))
        assert ";" in pinned, "absent, and not for another system"
        return
    meta = importlib.metadata.metadata(name)
    stated = [meta["License-Expression"] or "", *(meta["License"] or "").splitlines()[:1]]
    classified = [one for one in meta.get_all("Classifier") or [] if one.startswith("License")]
    licence = " ".join([*stated, *classified])
    assert PERMISSIVE.search(licence), licence
    assert not COPYLEFT.search(licence), licence


def test_the_version_is_the_first_of_the_changelog() -> None:
    first = re.search(r"(?m)^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"))
    assert first
    assert importlib.metadata.version("ownit") == first.group(1)


def test_the_licence_is_beside_the_package() -> None:
    assert "Apache License" in read("LICENSE")
    assert (ROOT / "src/ownit/py.typed").exists()


def _found(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
