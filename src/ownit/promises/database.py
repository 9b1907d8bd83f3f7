"""In which database are promises kept, and is it ready?"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ownit.errors import OwnitError

APPS = (
    "ownit.promises.people",
    "ownit.promises.organisation",
    "ownit.promises.goals",
    "ownit.promises.origins",
    "ownit.promises.journal",
    "ownit.promises.targets",
    "ownit.promises.blocks",
    "ownit.promises.plans",
    "ownit.promises.strategies",
)
"""The Django apps, in the order their tables depend on each other."""


class DatabaseUrlError(OwnitError):
    """A database URL cannot be used; never repeats a password."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"The database URL {problem}. {remedy}")
        self.problem = problem
        self.remedy = remedy


_FORMS = "Write sqlite:////absolute/path/promises.sqlite3 or postgresql://user@host:5432/name."


def parse(url: str) -> dict[str, Any]:
    """Django's description of the database at ``url``; raises DatabaseUrlError. Opens nothing."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as e:
        raise DatabaseUrlError(f"cannot be read ({e})", _FORMS) from e
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts)
    raise DatabaseUrlError(f"begins with {parts.scheme or 'no scheme'!r}", _FORMS)


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path.startswith("/") or "\0" in path:
        raise DatabaseUrlError("names no absolute path", _FORMS)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(path)),
        # Immediate: a transaction that will write waits for its turn at its start, instead of failing at its first
        # write because another wrote in between.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"},
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    if find_spec("psycopg") is None:
        raise DatabaseUrlError("asks for PostgreSQL, whose driver is not installed", "Install 'ownit[postgres]'.")
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise DatabaseUrlError("names no database", _FORMS)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")  # ?host=/folder is a unix socket
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }
