"""Which ownit is this, on which Python?"""

from __future__ import annotations

import platform

import typer

from ownit.cli import telling

app = typer.Typer(rich_markup_mode=None)


@app.command()
def version(*, json: telling.Json = False) -> None:
    """Say which ownit this is."""
    if json:
        telling.json_line({"ownit": telling.version(), "python": platform.python_version()})
        return
    telling.line(f"ownit {telling.version()} on Python {platform.python_version()}")
