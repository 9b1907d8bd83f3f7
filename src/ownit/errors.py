"""What can go wrong that a person can mend?

Every error a person may see derives from :class:`OwnitError` and composes its own message: what was wrong, where,
what to do. The command line prints the message and exits with 1; anything else is a bug.

    OwnitError
    ├── facts.store.errors        a snapshot cannot be read or written
    ├── connectors.errors         a file cannot be understood
    ├── promises.*.errors         an undertaking is not allowed or does not parse
    ├── config.errors             a setting is wrong
    └── OutputError               the answer cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable


class OwnitError(Exception):
    """Something the person at the keyboard can mend; its text says what, where and how."""


class OutputError(OwnitError):
    """What standard output leads to does not take the answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The output could not be written ({reason}), so the answer is not whole. Free disk space, or send it "
            "elsewhere."
        )


class UnnamedError(OwnitError):
    """It is not clear whom a command is about; the command line puts behind it how a name is said to that command."""

    how_to_name = True  # False where naming somebody does not help


def meant(said: str, known: Iterable[str]) -> str:
    """`` Did you mean "maven"?``, to put behind what is unknown; nothing where nothing known is near."""
    from difflib import get_close_matches  # only when something is wrong

    names = {name.casefold(): name for name in known}
    near = [names[one] for one in get_close_matches(said.casefold(), names, n=3, cutoff=0.6)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
