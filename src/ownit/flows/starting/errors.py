"""Why is an answer not understood, and what is to be given instead?"""

from __future__ import annotations

from ownit.errors import OwnitError


class AnswerError(OwnitError):
    """An answer that cannot be taken; the sentence ends with one that can."""

    def __init__(self, problem: str, example: str) -> None:
        super().__init__(f"{problem} For example: {example}")


def quoted(text: str) -> str:
    """What a person wrote, short enough to be said back."""
    plain = " ".join(text.split())
    return f'"{plain[:40]}{"…" if len(plain) > 40 else ""}"'
