"""How do lines stand in a terminal of any width, without a word broken?"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence

from ownit.cli import telling

_STAYS = "\u00a0"  # a space at which no line is broken
_UNIT = re.compile(r"(\d) (h|min|k|M|bn)\b")
_CURRENCY = re.compile(r"(\d|\d[ \u00a0](?:k|M|bn)) ([A-Z]{3})\b")
NARROWEST = 20
"""No line is broken at less than this: what is longer stays whole and the terminal does with it what it does."""


def width() -> int:
    """Columns of the reader's terminal; of a pipe as many as do not depend on it."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)
    return telling.PIPED_WIDTH


def paragraph(text: str, indent: int = 0, hanging: int | None = None, columns: int | None = None) -> None:
    """Write a text, broken between words only; ``hanging`` is the indent of its further lines."""
    from ownit.cli import calling

    for one in broken(calling.suggested(text), columns or width(), indent, hanging):
        telling.line(one)


def sentence(text: str, indent: int = 0) -> None:
    """Write a text that may be long: broken between words at a terminal, in a pipe whole, to be searched."""
    if sys.stdout.isatty():
        paragraph(text, indent)
    else:
        telling.line(" " * indent + text)


def next_step(text: str, columns: int | None = None) -> None:
    """Write what to do next; a command in it that would be broken gets a line of its own, to be copied whole.

    In the demo it carries what leads there.
    """
    from ownit.cli import calling

    room, told = columns or width(), f"Next: {text}"
    before, at, command = told.partition("ownit ")
    whole = calling.suggested(f"{at}{command}")
    if at and len(before) + len(whole) > room:
        paragraph(before.rstrip(), columns=room)
        telling.line(f"  {whole}")
    else:
        paragraph(before + whole, columns=room)


def broken(text: str, columns: int, indent: int = 0, hanging: int | None = None) -> list[str]:
    """The lines of a text in so many columns; a word that is longer than a line is a line of its own.

    A figure stays with its unit: 17 h, 550 k USD.
    """
    import textwrap

    lines = textwrap.wrap(
        _UNIT.sub(rf"\1{_STAYS}\2", _CURRENCY.sub(rf"\1{_STAYS}\2", text)),
        columns,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_STAYS, " ") for line in lines]


def rows(cells: Sequence[Sequence[str]], right: Sequence[int] = (), indent: int = 2, gap: int = 2) -> list[str]:
    """Rows as lines, each column as wide as its widest cell, those named in ``right`` with their figures to the right.

    The last column is not filled up, and every row has as many cells.
    """
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        filled = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append((" " * indent + (" " * gap).join(filled)).rstrip())
    return lines


def listed(cells: Sequence[Sequence[str]], right: Sequence[int] = (), columns: int | None = None) -> None:
    """Write rows; one that is too long for the terminal is broken between words, under its last column."""
    if not cells:
        return
    start = 2 + sum(max(map(len, column)) + 2 for column in list(zip(*cells, strict=True))[:-1])
    room = columns or width()
    hanging = start if start <= room // 2 else 4
    for row in rows(cells, right):
        head, tail = row[:start], row[start:]
        if len(row) <= room:
            telling.line(row)
        elif hanging == start:
            lines = broken(tail, room - start)
            telling.line(head + lines[0])
            for more in lines[1:]:
                telling.line(" " * start + more)
        else:
            paragraph(" ".join(row.split()), 2, hanging, room)
