"""What is Ctrl-C, wherever it meets the work, and what is a person told of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

STOPPED = 130
"""The exit code of what Ctrl-C stopped, as shells have it."""

_ENGINES_WORDS = ("Query interrupted", "INTERRUPT Error", "KeyboardInterrupt")
"""What DuckDB raises in place of KeyboardInterrupt while it is at work, as a RuntimeError or an error of its own."""


@contextmanager
def by_a_person() -> Iterator[None]:
    """A stop is a KeyboardInterrupt here, even if it met the engine; every other error passes as it is."""
    try:
        yield
    except Exception as error:  # the engine has no one class for it: only its words tell
        if any(words in str(error) for words in _ENGINES_WORDS):
            raise KeyboardInterrupt from error
        raise


@contextmanager
def told(sentence: Callable[[], str]) -> Iterator[None]:
    """The same, with a last word to the person on standard error; ``sentence`` looks only then at what was done."""
    from ownit.cli import telling

    try:
        with by_a_person():
            yield
    except KeyboardInterrupt:
        telling.aside(f"\n{sentence()}")
        raise
