"""Does the wheel carry all it needs, and does it run where there is nothing but Python?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow

Ownit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this folder with the pinned builder."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the pinned run requirements and the wheel, nothing else; not even pip."""
    home = tmp_path_factory.mktemp("environment") / "venv"
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(home)], check=True)
    pinned = ["--require-hashes", "-r", str(ROOT / "requirements/run.txt")]
    install = [uv, "pip", "install", "--quiet", "--python", str(home / "bin/python")]
    cached = subprocess.run([*install, "--offline", *pinned], check=False, capture_output=True)
    if cached.returncode != 0:  # set up by pip, or the cache was emptied since
        subprocess.run([*install, *pinned], check=True)
    _bring_compiled(home)
    subprocess.run([*install, "--no-deps", "--offline", str(wheel)], check=True)
    return home


def _bring_compiled(home: Path) -> None:
    """Bring what Python has compiled of these same packages here, as pip would compile them while installing."""
    here, there = (sysconfig.get_path("purelib", vars={"base": str(at)}) for at in (sys.prefix, home))
    for cache in Path(here).rglob("__pycache__"):
        beside = Path(there) / cache.parent.relative_to(here)
        if beside.is_dir():
            shutil.copytree(cache, beside / "__pycache__", dirs_exist_ok=True)


@pytest.fixture
def ownit(installed: Path, tmp_path: Path) -> Ownit:
    """Run ``ownit`` outside the project: empty home, nothing on the path, no terminal."""
    home, elsewhere, path = (tmp_path / name for name in ("home", "elsewhere", "path"))
    for folder in (home, elsewhere, path):
        folder.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / "bin/ownit"), *arguments],
            cwd=elsewhere,
            env={"HOME": str(home), "PATH": str(path), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_wheel_holds_the_package_and_all_its_data(wheel: Path) -> None:
    """Maps, dictionaries and migrations are data that git keeps under src/ownit: none may be left behind."""
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for path in (source / "ownit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == wanted
    assert any(name.endswith(".toml") for name in held)
    assert any("/migrations/0001" in name for name in held)


def test_the_wheel_tells_its_licence_and_its_version(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (meta,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = archive.read(meta).decode()
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert "License-Expression: Apache-2.0" in told
    assert f"\nVersion: {wheel.name.split('-')[1]}\n" in told


def test_help_and_version_come_from_the_wheel(ownit: Ownit, installed: Path) -> None:
    done = ownit("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: ownit" in done.stdout
    assert json.loads(ownit("version", "--json").stdout)["ownit"]
    where = [str(installed / "bin/python"), "-c", "import ownit; print(ownit.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": ""})
    assert str(installed) in found.stdout


def test_the_demo_runs_where_there_is_nothing_else(ownit: Ownit) -> None:
    """No home to lean on, no make, git or compiler: the company is made, imported, reckoned and told."""
    done = ownit("demo", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert {"Viktor Hale", "Priya Raman", "Aisha Bello"} <= {person["name"] for person in told["people"]}
    assert all(person["sentence"] for person in told["people"])
