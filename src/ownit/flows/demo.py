"""What can a visitor look at within a minute: a company made up, imported like any other, and told?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, ReadOptions, silent
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.answers.standing import Standing
    from ownit.flows.import_report import ImportReport

TODAY = date(2026, 8, 12)
"""The day it always is at Northline Instruments."""

HOME, EXPORT = "demo", "export"


def workspace(beside: Workspace) -> Workspace:
    """The demo's own workspace, apart from the person's: made anew each time."""
    home = beside.home / HOME
    return Workspace(home=home, database=f"sqlite:///{home / 'promises.sqlite3'}", engine=beside.engine, today=TODAY)


def is_demo(workspace: Workspace) -> bool:
    """Whether a workspace is a demo's, on the demo's day."""
    return workspace.today == TODAY and workspace.home.name == HOME


def clear(demo: Workspace) -> None:
    """Empty the demo's workspace; nothing but what an earlier demo made is in it."""
    shutil.rmtree(demo.home, ignore_errors=True)
    demo.home.mkdir(mode=0o700, parents=True)


def write(demo: Workspace, progress: Progress = silent) -> Path:
    """Write Northline's Salesforce export, and the truth beside it, below the demo's workspace."""
    from ownit.connectors.simulate.northline import NORTHLINE_SEED, northline
    from ownit.connectors.simulate.write import write_company

    folder = demo.home / EXPORT
    write_company(northline(TODAY), folder, seed=NORTHLINE_SEED, as_of=TODAY, progress=progress)
    return folder


def run(
    demo: Workspace, progress: Progress = silent, waiting: Callable[[str], None] | None = None
) -> tuple[ImportReport, Standing]:
    """Write, import, settle and tell; the demo's promises must be open."""
    from ownit.flows import importing, requests
    from ownit.flows.settle import settle
    from ownit.flows.standing import standing

    folder = write(demo, progress)
    wanted = requests.request(demo, "salesforce", folder, ReadOptions(connector=""))
    report = importing.run(demo, wanted, progress=progress, waiting=waiting)
    settle(demo, progress)
    return report, standing(demo, progress=progress)
