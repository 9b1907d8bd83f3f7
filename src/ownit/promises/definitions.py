"""What can be chosen by name, each read by a rule of its own, with a default that holds until it is?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class NotThisError(ValueError):
    """A text does not fit; says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One thing to choose or prefer: its default as text, an example, and the sentence that explains it."""

    name: str
    parse: Callable[[str], Any]
    default: str
    example: str
    meaning: str


def define(name: str, parse: Callable[[str], Any], default: str, example: str, meaning: str) -> Definition:
    """A definition, its parts in order."""
    return Definition(name=name, parse=parse, default=default, example=example, meaning=meaning)


def switch(text: str) -> bool:
    """On or off, however it is said; raises NotThisError."""
    if text.casefold() in {"on", "yes", "true"}:
        return True
    if text.casefold() in {"off", "no", "false"}:
        return False
    raise NotThisError("on or off")


def zone(text: str) -> str:
    """A time zone's name; raises NotThisError."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError) as e:  # the three ways in which zoneinfo says no
        raise NotThisError("a zone of the IANA time zone database, for example Europe/Vienna") from e
