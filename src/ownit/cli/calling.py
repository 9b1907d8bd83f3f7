"""How is ownit called here, so that a command that is suggested can be copied whole?

In the demo's workspace a bare ``ownit`` would answer for the person's own, which is empty yet: there each command
carries what leads to the demo. Everywhere else it stays bare, also where settings are exported or the day is fixed.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownit.flows.workspace import Workspace


def suggested(text: str, command: str | None = None) -> str:
    """A text with each command in it as it is called here; ``command``: how ownit is called, where that is known."""
    from ownit.cli.app import VERBS

    called = command or _here()
    return re.sub(rf"(?<![\w/-])ownit (?=(?:{'|'.join(VERBS)})\b)", lambda _: f"{called} ", text)


def into(demo: Workspace) -> str:
    """How this very ownit is called from a shell to look at the demo, whether or not it is on the path."""
    bare = "ownit" if shutil.which("ownit") else shlex.quote(str(Path(sys.argv[0]).resolve()))
    return f"OWNIT_HOME={shlex.quote(str(demo.home))} OWNIT_TODAY={demo.today} {bare}"


def _here() -> str:
    """How it is called in the workspace of the command line that is running; bare where none is."""
    from typer._click.globals import get_current_context  # typer has no public name for it

    from ownit.flows.demo import is_demo
    from ownit.flows.workspace import Workspace

    context = get_current_context(silent=True)
    place = None if context is None else context.find_root().obj
    return into(place) if isinstance(place, Workspace) and is_demo(place) else "ownit"
