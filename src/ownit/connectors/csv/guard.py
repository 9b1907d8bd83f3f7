"""How is a text written so that a spreadsheet does not take it for a formula?"""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?$")


def guard_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it; plain numbers stay as they are.

    For every place that writes CSV or spreadsheets. What is imported is kept as it is: only the way out is guarded.
    """
    bare = text.lstrip(" \u00a0")
    if bare.startswith(_STARTS) and not _NUMBER.fullmatch(bare):
        return "'" + text
    return text
