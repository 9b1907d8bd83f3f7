"""Is ``-5`` a value that someone gave, or an option?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typer.core import TyperCommand

if TYPE_CHECKING:
    from typer import _click

_NUMBER = re.compile(r"-[\d.,]+[kKmM]?")


class TakesNumbers(TyperCommand):
    """A command whose values may be numbers: one below zero is a value too, and is told as such what is wrong with it.

    No option of ownit is a digit, so that nothing else is taken for a value by it.
    """

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(_NUMBER.fullmatch(one) for one in args)
        return super().parse_args(ctx, args)
