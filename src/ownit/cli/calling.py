"""How is ownit called here, so that a command that is told can be copied whole?

In the demo's workspace a bare ``ownit`` would answer for the person's own, which is empty yet: there each command
is called by a script that the demo lays beside itself, which knows where and on which day it is. Everywhere else it
stays bare, also where settings are exported or the day is fixed.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownit.flows.workspace import Workspace

SCRIPT = "ownit"


def suggested(text: str, command: str | None = None) -> str:
    """A text with each command in it as it is called here; ``command``: how ownit is called, where that is known."""
    if "ownit " not in text:
        return text
    from ownit.cli.app import VERBS

    called = command or _here()
    return re.sub(rf"(?<![\w/'-])ownit (?=(?:{'|'.join(VERBS)})\b)", lambda _: f"{called} ", text)


def lay(demo: Workspace) -> None:
    """Write the script by which the demo is called; where it cannot be written, commands are told with the settings."""
    script = demo.home / SCRIPT
    try:
        script.write_text(f'#!/bin/sh\nexec env {_at_length(demo)} "$@"\n', encoding="utf-8")
        script.chmod(0o700)
    except OSError:
        script.unlink(missing_ok=True)


def into(place: Workspace) -> str:
    """How ownit is called from a shell to look at a workspace: bare, but for the demo's."""
    from ownit.flows.demo import is_demo

    if not is_demo(place):
        return "ownit"
    script = place.home / SCRIPT
    return shlex.quote(str(script)) if os.access(script, os.X_OK) else _at_length(place)


def _at_length(demo: Workspace) -> str:
    """With the settings that lead there, and this very ownit, whether or not it is on the path."""
    started = Path(sys.argv[0]).resolve()
    runs = [str(started)] if os.access(started, os.X_OK) else [sys.executable, "-m", "ownit"]
    return f"OWNIT_HOME={shlex.quote(str(demo.home))} OWNIT_TODAY={demo.today} {shlex.join(runs)}"


def _here() -> str:
    """How it is called in the workspace of the command line that is running; bare where none is."""
    from typer._click.globals import get_current_context  # typer has no public name for it

    from ownit.flows.workspace import Workspace

    context = get_current_context(silent=True)
    place = None if context is None else context.find_root().obj
    return into(place) if isinstance(place, Workspace) else "ownit"
