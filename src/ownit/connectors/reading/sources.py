"""What does the word in a source column say about who brought a deal?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources


def classes(words: Iterable[str], declared: Mapping[str, str] | None = None) -> dict[str, str]:
    """The source class of each word that has one: as ``declared`` (word -> class), else by the shipped phrases."""
    own = {word.strip().lower(): class_ for word, class_ in (declared or {}).items()}
    found = {word: own.get(word.strip().lower()) or class_of(word) for word in words}
    return {word: class_ for word, class_ in found.items() if class_ is not None}


def class_of(word: str) -> str | None:
    """The source class the shipped phrases give a word; None is unknown."""
    spaced = f" {_plain(word)} "
    return next((c for c, phrases in _shipped().items() if any(f" {p} " in spaced for p in phrases)), None)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@cache
def _shipped() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("ownit.connectors.reading").joinpath("sources.toml").read_text(encoding="utf-8")
    return {class_: tuple(_plain(p) for p in phrases) for class_, phrases in tomllib.loads(text).items()}
