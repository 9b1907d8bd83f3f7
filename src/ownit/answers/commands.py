"""What does a person type next, where they speak for somebody by name?"""

from __future__ import annotations


def whose(typed: str, who: str | None, rest: str = "") -> str:
    """A command line whose person is an option, naming them where they were named: without it *you* may be another."""
    return " ".join(filter(None, (typed, f'--who "{who}"' if who else "", rest)))
