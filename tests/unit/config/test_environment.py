"""Is each setting read, checked, and mended by what its error says?"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from ownit.config import environment
from ownit.config.errors import HomeError, SecretKeyError, SettingError
from ownit.promises.database import parse


def test_with_nothing_set_the_workspace_is_in_the_users_data_folder() -> None:
    found = environment.read({})
    assert found.workspace.home.name == "ownit"
    assert found.workspace.home.is_absolute()
    assert parse(found.workspace.database)["NAME"] == str(found.workspace.home / "promises.sqlite3")
    assert (found.workspace.engine, found.workspace.today, found.given_secret) == ("duckdb", None, None)


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    home = tmp_path / "a b?%c"
    found = environment.read(
        {
            "OWNIT_HOME": str(home),
            "OWNIT_FACTS": "duckdb",
            "OWNIT_SECRET_KEY": "k" * 32,
            "OWNIT_TODAY": "2026-08-12",
        }
    )
    assert found.workspace.home == home
    assert found.workspace.today == date(2026, 8, 12)
    assert parse(found.workspace.database)["NAME"] == str(home / "promises.sqlite3")
    assert environment.secret_key(found) == "k" * 32
    assert "kkk" not in repr(found)
    assert not home.exists()


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert environment.read({"OWNIT_HOME": "here"}).workspace.home == tmp_path / "here"
    assert environment.read({"OWNIT_HOME": "~/x"}).workspace.home == Path.home() / "x"


@pytest.mark.parametrize(
    ("name", "value", "mends"),
    [
        ("OWNIT_HOME", "a\0b", "path of a folder"),
        ("OWNIT_HOME", "~nobody-of-that-name/x", "Write the path out"),
        ("OWNIT_DATABASE", "mysql://me:hunter2@host/x", "postgresql://"),
        ("OWNIT_FACTS", "excel", "duckdb"),
        ("OWNIT_SECRET_KEY", "short", "leave it unset"),
        ("OWNIT_TODAY", "tomorrow", "YYYY-MM-DD"),
        ("OWNIT_TODAY", "2026-02-30", "YYYY-MM-DD"),
        ("OWNIT_TODAY", "9999-12-31", "1900 to 2999"),
        ("OWNIT_TODAY", "0001-01-01", "1900 to 2999"),
    ],
)
def test_what_cannot_be_used_says_what_mends_it(name: str, value: str, mends: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} ") as caught:
        environment.read({name: value})
    assert mends in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.name == name


def test_each_registered_example_is_accepted() -> None:
    environment.read({setting.name: setting.example for setting in environment.SETTINGS})


def test_the_home_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    environment.prepare(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    home.chmod(0o750)
    environment.prepare(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o750  # what its owner chose stays
    assert list(home.iterdir()) == []


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeError, match="OWNIT_HOME"):
        environment.prepare(tmp_path / "file")
    with pytest.raises(HomeError, match="cannot be used: Not a directory"):
        environment.prepare(tmp_path / "file" / "home")


def test_a_home_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    """As an unprivileged child, since root may write anywhere."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    for folder in (home, *home.parents[:-1]):
        if folder.stat().st_uid == os.getuid():
            folder.chmod(0o755 if folder != home else 0o555)
    code = (
        "import os, sys, pathlib\n"
        "from ownit.config import environment\n"
        "from ownit.config.errors import HomeError\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: environment.prepare(pathlib.Path(sys.argv[1]))\n"
        "except HomeError as e: print(e)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)
    assert "Permission denied" in done.stdout


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    found = environment.read({"OWNIT_HOME": str(tmp_path / "home")})
    with ThreadPool(8) as pool:
        keys = pool.map(environment.secret_key, [found] * 16)
    assert len(set(keys)) == 1
    assert len(keys[0]) >= environment.SHORTEST_SECRET
    path = tmp_path / "home" / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(("mode", "text", "says"), [(0o644, "k" * 40, "chmod 600"), (0o600, "", "Remove it")])
def test_a_secret_that_is_none_is_refused(tmp_path: Path, mode: int, text: str, says: str) -> None:
    path = tmp_path / "secret-key"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(SecretKeyError, match=says):
        environment.secret_key(environment.read({"OWNIT_HOME": str(tmp_path)}))


@pytest.mark.slow
def test_django_has_the_secret_when_it_is_used_and_not_before(tmp_path: Path) -> None:
    code = (
        "import os, pathlib\n"
        "import django\n"
        "from django.conf import settings\n"
        "home = pathlib.Path(os.environ['OWNIT_HOME'])\n"
        "django.setup()\n"
        "print(home.exists())\n"
        "from django.core.signing import dumps\n"
        "dumps('x')\n"
        "print(settings.SECRET_KEY == (home / 'secret-key').read_text())\n"
    )
    home = {"OWNIT_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "ownit.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **home}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]


def test_reading_the_environment_is_cheap() -> None:
    code = (
        "import sys; from ownit.config.environment import read; read()\n"
        "print(*({'django', 'numpy', 'duckdb', 'psycopg'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
