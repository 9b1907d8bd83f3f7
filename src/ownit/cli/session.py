"""What does a verb work in: which workspace, and which promises?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    import typer


def workspace(ctx: typer.Context) -> Workspace:
    """The workspace of this command line: the environment is read at the first call, and once."""
    root = ctx.find_root()
    if not isinstance(root.obj, Workspace):
        root.obj = root.obj()  # what ownit.cli.app.run was given to open it with
    assert isinstance(root.obj, Workspace)
    return root.obj


def open_promises(ctx: typer.Context) -> None:
    """Open this workspace's promises; verbs that need them call this first; others do not pay for Django."""
    from ownit.promises.opening import open_promises as opening

    opening(workspace(ctx).database)
