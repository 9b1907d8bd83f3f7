"""How does a verb speak: to a terminal, to a pipe, or to a program?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ownit.cli.progress import ProgressLine

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
"""The option every verb has."""

PIPED_WIDTH = 100  # columns, where there is no terminal to ask


_line: ProgressLine | None = None  # the one that may stand on this process's terminal


def progress() -> Callable[[str, float], None]:
    """What to hand to work that takes time: a line on the terminal after two seconds, nothing where there is none."""
    global _line  # a process has one terminal
    if not sys.stderr.isatty():
        return lambda _what, _share: None
    _line = ProgressLine(sys.stderr)
    return _line


def clear() -> None:
    """Take the progress line away; whoever is about to write does this."""
    if _line is not None:
        _line.clear()


@contextmanager
def meanwhile(what: str) -> Iterator[None]:
    """Say at once what is being done, where a person waits at a terminal, and take it away when it is done."""
    if not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(f"{what} ...")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def version() -> str:
    """The version of the installed package, which is the first one in CHANGELOG.md."""
    from importlib.metadata import version as installed

    return installed("ownit")


def line(text: str = "") -> None:
    """Write one plain line to the reader; a command in it as it is called here."""
    from ownit.cli.calling import suggested

    _out(suggested(text))


def _out(text: str) -> None:
    clear()
    sys.stdout.write(text + "\n")


def aside(text: str) -> None:
    """Write to standard error: whole in a pipe, broken between words at a terminal."""
    clear()
    if sys.stderr.isatty():
        from ownit.cli import layout

        columns = os.get_terminal_size(sys.stderr.fileno()).columns or layout.NARROWEST
        text = "\n".join("\n".join(layout.broken(one, max(columns, layout.NARROWEST))) for one in text.split("\n"))
    sys.stderr.write(text + "\n")


def console(*, errors: bool = False) -> Console:
    """A Rich console for tables and colour: none of the colour in a pipe, and a width that does not depend on it."""
    from rich.console import Console

    clear()
    stream = sys.stderr if errors else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(stderr=errors, width=width, highlight=False, soft_wrap=False)


def table(*headings: str, title: str | None = None, right: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """A plain table; the headings named in ``right`` are of figures and stand to the right.

    On a narrow terminal a cell goes on in the next line, and loses nothing; those under ``whole`` are never broken:
    what one has to type again.
    """
    from rich.table import Table

    plain_table = Table(title=title, title_justify="left", pad_edge=False, box=None)
    for heading in headings:
        side: Literal["left", "right"] = "right" if heading in right else "left"
        plain_table.add_column(heading, justify=side, overflow="fold", no_wrap=heading in whole)
    return plain_table


def json_line(answer: object) -> None:
    """Write an answer as JSON: dates as ISO 8601, decimals as plain numbers, dataclasses by their fields."""
    from ownit.cli.laid_out import laid_out

    _out(laid_out(answer))


def finish(code: int) -> int:
    """Flush what was said; if the reader went away, say no more and do not complain. The code is handed back."""
    clear()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        give_up()
    return code


def give_up() -> None:
    """Let the rest of what was said go nowhere: its reader is gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
