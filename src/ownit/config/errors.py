"""Which setting is wrong, and what mends it?"""

from __future__ import annotations

from pathlib import Path

from ownit.errors import OwnitError


class SettingError(OwnitError):
    """A deployment setting cannot be used as it stands."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(f"{name} {problem}. {remedy}")
        self.name = name


class HomeError(OwnitError):
    """The workspace folder cannot be made or written to."""

    def __init__(self, home: Path, problem: str) -> None:
        super().__init__(
            f"The workspace {home} cannot be used: {problem}. "
            "Give OWNIT_HOME a folder you may write to, for example OWNIT_HOME=~/ownit."
        )
        self.home = home


class SecretKeyError(OwnitError):
    """The secret key file of the workspace is readable by others or empty."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"The secret key {path} {problem}. {remedy}")
        self.path = path
