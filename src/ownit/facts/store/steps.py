"""Which named steps does publishing go through?

A publication calls its ``step`` hook with each name just *before* it does what the name says, in this order; the
crash tests kill there.
"""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[str], None]

STEPS = (
    "lock",  # the writer lock is held
    "sweep",  # before what a dead writer left is removed
    "open staging",
    "keep inputs",
    "stage",  # once per table
    "merge",
    "infer history",
    "derive",
    "write",  # once per part
    "link",  # once per part that is the parent's
    "write manifest",
    "sync files",
    "place inputs",  # before staging/<id>/inputs becomes imports/<digest>
    "place snapshot",  # before staging/<id>/snapshot becomes snapshots/<id>
    "sync snapshots",
    "write pointer",  # before the temporary pointer file is written
    "replace pointer",
    "sync pointer",
    "prune",
    "clear staging",
)


def no_step(_name: str) -> None:
    """The hook that does nothing."""
