"""From a week to the five lines that a seller pastes into a chat."""

from __future__ import annotations

from dataclasses import replace

from ownit.answers.week.share import Added, Share, share
from ownit.errors import OwnitError
from ownit.flows.week import week
from ownit.flows.workspace import Workspace


class NothingUndertakenError(OwnitError):
    """There is nothing of this week to share."""

    def __init__(self, then: str) -> None:
        super().__init__(f"Nothing is undertaken this week, so there is nothing to share. Next: {then}")


def five_lines(
    workspace: Workspace, who: str | None = None, added: Added | None = None, *, numbers: bool = False
) -> Share:
    """The five lines of this week; with ``numbers`` what was dialled, held and opened, too.

    Raises NothingUndertakenError, WhoseJournalError, UnknownPersonError, CalendarErrors.
    """
    added = added or Added()
    this = week(workspace, who).answer
    if not this.blocks and not this.account.undertaken:
        raise NothingUndertakenError(this.next_step)
    over = not any(b.state in {"now", "to_come"} for b in this.blocks)
    ahead = week(workspace, who, coming=True).answer if over else None
    return share(this, ahead, replace(added, counts=this.counts) if numbers else added)
