"""How does a command line say whom it is about?"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import _click

NAME = '"NAME"'


def named(command: _click.Command, words: Sequence[str]) -> str:
    """The command line as it was typed, with a name: behind the verb where it is an argument, else as ``--who``.

    ``words`` begin with the verb.
    """
    verb, *rest = words
    by_argument = any(p.name == "who" and p.param_type_name == "argument" for p in command.params)
    said = [NAME] if by_argument else ["--who", NAME]
    typed = [_quoted(word) for word in rest]
    return " ".join(("ownit", verb, *((*said, *typed) if by_argument else (*typed, *said))))


def _quoted(word: str) -> str:
    """As a shell takes it: bare where that will do, else between double quotes as the guide writes it."""
    quoted = shlex.quote(word)
    return quoted if quoted == word or set(word) & set('"$`\\!') else f'"{word}"'
