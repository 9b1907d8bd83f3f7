"""Which deployment settings are there, what do they mean, and what do they say here?

Settings are environment variables read once, at the edge. Reading checks them and touches nothing;
:func:`prepare` makes the workspace folder, and :func:`secret_key` its key, when they are first needed.
"""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from ownit.config.errors import HomeError, SecretKeyError, SettingError
from ownit.flows.workspace import Workspace
from ownit.promises.database import DatabaseUrlError, parse

ENGINES = ("duckdb",)
SHORTEST_SECRET = 32
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Answers look years to both sides of a day, and neither a calendar nor its weeks go past the years 1 to 9999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One documented environment variable."""

    name: str
    meaning: str
    default: str
    example: str


SETTINGS = (
    Setting(
        name="OWNIT_HOME",
        meaning="The workspace: the folder that holds one organisation's facts, promises and secret key. "
        "It is made, readable by you alone, if it is not there.",
        default="`ownit` in the user's data folder (on Linux `~/.local/share/ownit`)",
        example="~/ownit-emea",
    ),
    Setting(
        name="OWNIT_DATABASE",
        meaning="Where promises are kept: a URL, `sqlite:////absolute/path` or `postgresql://user@host/name`. "
        "PostgreSQL needs the extra `ownit[postgres]`.",
        default="an SQLite file, `promises.sqlite3`, in the workspace",
        example="postgresql://ownit@db.example.com/ownit",
    ),
    Setting(
        name="OWNIT_FACTS",
        meaning="The engine that computes measures over facts.",
        default="`duckdb` (the only one so far)",
        example="duckdb",
    ),
    Setting(
        name="OWNIT_SECRET_KEY",
        meaning=f"The key that signs sessions: {SHORTEST_SECRET} characters or more. Changing it signs everyone out.",
        default="made once and kept in the workspace, in `secret-key`, readable by you alone",
        example="a-long-random-text-that-nobody-can-guess",
    ),
    Setting(
        name="OWNIT_TODAY",
        meaning=f"Fixes the day it is, for demos and tests; of the years {FIRST_YEAR} to {LAST_YEAR}.",
        default="the computer's clock",
        example="2026-08-12",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of this process, checked; ``given_secret`` is None when the workspace keeps the key."""

    workspace: Workspace
    given_secret: str | None = field(default=None, repr=False)


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """Read and check the settings; raises SettingError. Makes and opens nothing. An empty variable counts as unset."""
    env = os.environ if variables is None else variables
    home = _home(env.get("OWNIT_HOME", ""))
    workspace = Workspace(
        home=home,
        database=_database(env.get("OWNIT_DATABASE", ""), home),
        engine=_engine(env.get("OWNIT_FACTS", "")),
        today=_today(env.get("OWNIT_TODAY", "")),
    )
    return Environment(workspace=workspace, given_secret=_given_secret(env.get("OWNIT_SECRET_KEY", "")))


def _home(text: str) -> Path:
    if not text:
        from platformdirs import user_data_path

        return user_data_path("ownit", appauthor=False)
    if "\0" in text:
        raise SettingError("OWNIT_HOME", "contains a NUL character", "Give it the path of a folder.")
    try:
        home = Path(text).expanduser()
    except RuntimeError as e:
        raise SettingError("OWNIT_HOME", f"is {text!r}, whose home folder is not known", "Write the path out.") from e
    return home if home.is_absolute() else Path.cwd() / home


def _database(text: str, home: Path) -> str:
    if not text:
        return sqlite_url(home / "promises.sqlite3")
    try:
        parse(text)
    except DatabaseUrlError as e:
        raise SettingError("OWNIT_DATABASE", e.problem, e.remedy) from e
    return text


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file, its special characters escaped."""
    return f"sqlite:///{quote(str(path))}"


def _engine(text: str) -> str:
    if text and text not in ENGINES:
        raise SettingError("OWNIT_FACTS", f"is {text!r}", f"Leave it unset, or choose: {', '.join(ENGINES)}.")
    return text or ENGINES[0]


def _today(text: str) -> date | None:
    if not text:
        return None
    remedy = "Write the day as YYYY-MM-DD, for example 2026-08-12, or leave it unset."
    try:
        day = date.fromisoformat(text)
    except ValueError as e:
        raise SettingError("OWNIT_TODAY", f"is {text!r}, which is no day", remedy) from e
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise SettingError("OWNIT_TODAY", f"is {text!r}, outside the years {FIRST_YEAR} to {LAST_YEAR}", remedy)
    return day


def _given_secret(text: str) -> str | None:
    if text and len(text) < SHORTEST_SECRET:
        remedy = f"Give it {SHORTEST_SECRET} or more, or leave it unset: ownit then makes one and keeps it."
        raise SettingError("OWNIT_SECRET_KEY", f"has only {len(text)} characters", remedy)
    return text or None


def prepare(home: Path) -> None:
    """Make the workspace folder, readable by its owner alone, and see that it can be written to.

    Raises HomeError.
    """
    try:
        if not home.is_dir():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)  # another ownit may make it at the same moment
            home.chmod(0o700)  # the process's umask may have narrowed it further
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as e:
        raise HomeError(home, e.strerror or str(e)) from e


def secret_key(environment: Environment) -> str:
    """The given key, else the one kept in the workspace, made at the first call; raises SecretKeyError, HomeError."""
    if environment.given_secret is not None:
        return environment.given_secret
    path = environment.workspace.home / "secret-key"
    if not path.exists():
        prepare(environment.workspace.home)
        _keep_new_secret(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretKeyError(path, "can be read by others", f"Run: chmod 600 {path}")
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_SECRET:
        raise SecretKeyError(path, "is empty or cut short", "Remove it; a new one is made, and everyone signs in anew.")
    return key


def _keep_new_secret(path: Path) -> None:
    """Write a new key beside its place and link it there: whole or not at all, and the first of two writers wins."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret-")  # mkstemp makes it 0600
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as f:
            f.write(secrets.token_urlsafe(48))
            f.flush()
            os.fsync(f.fileno())
        path.hardlink_to(written)
    except FileExistsError:  # another process was first, and its secret is the one
        return
    finally:
        written.unlink()
