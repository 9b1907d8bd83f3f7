"""What does a person type next, where they speak for somebody by name?"""

from __future__ import annotations

import shlex


def whose(typed: str, who: str | None, rest: str = "") -> str:
    """A command line whose person is an option, naming them where they were named: without it *you* may be another."""
    return _with(typed, "--who", who, rest)


def about(typed: str, who: str | None, rest: str = "") -> str:
    """The same where the person is the command's argument."""
    return _with(typed, "", who, rest)


def quoted(word: str) -> str:
    """A word as a shell takes it, between double quotes as the guide writes it wherever those will do."""
    return shlex.quote(word) if set(word) & set('"$`\\!') else f'"{word}"'


def first_plan(who: str | None, *, recorded: bool) -> str:
    """How somebody without a plan gets one: from their own record where a CRM has one, else from six answers."""
    if recorded:
        return f"see what it takes, from the record: {about('ownit plan', who)}"
    return f"six answers make a plan: {_with('ownit start', '--name', who)}"


def _with(typed: str, option: str, who: str | None, rest: str = "") -> str:
    return " ".join(filter(None, (typed, option if who else "", f'"{who}"' if who else "", rest)))
