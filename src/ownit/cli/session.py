"""What does a verb work in: which workspace, and which promises?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    import typer


def workspace(ctx: typer.Context) -> Workspace:
    """The workspace of this command line, read from the environment once."""
    found = ctx.find_object(Workspace)
    assert found is not None, "a verb runs under ownit.cli.app, which opens the workspace first"
    return found


def open_promises() -> None:
    """Set Django up, once; verbs that need promises call this first, so that the others do not pay for it."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
