"""What is wrong with a commission table, and what would be right?"""

from __future__ import annotations

from ownit.errors import OwnitError

EXAMPLE = "6 % to 600k, 9 % above, cap 120k"


class CommissionError(OwnitError):
    """A commission table cannot be read, or contradicts itself."""

    def __init__(self, what: str, instead: str = "") -> None:
        super().__init__(f"{what} {instead or f'Write the table like this: {EXAMPLE}.'}")
