"""Where does the command ``ownit`` begin? It reads the environment, and hands over to the command line."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from ownit.config import faults, output

if TYPE_CHECKING:
    from ownit.flows.workspace import Workspace


def open_workspace() -> Workspace:
    """The workspace that the environment names, made if it is not there; from here on faults are written there."""
    from ownit.config.environment import prepare, read

    workspace = read().workspace
    prepare(workspace.home)
    faults.write_to(workspace.home)
    return workspace


def main() -> None:
    """Run the command line and exit; no traceback reaches a person, and Ctrl-C ends quietly."""
    sys.excepthook = faults.report
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownit.config.settings")
    # Matrices here are small, and there are many at once: threads of their own would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is told of thousands is millions of objects that live to the end: to look through them for circles that
    # nothing holds, as often as Python does by itself, takes a fifth of the time it takes to make them.
    gc.set_threshold(50_000, 20, 20)
    output.prepare()
    try:
        from ownit.cli.app import run

        code = run(open_workspace)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
