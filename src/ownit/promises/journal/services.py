"""How is a line of the journal kept, and taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from ownit.errors import OwnitError
from ownit.promises.journal import models
from ownit.promises.journal.grammar.record import Item
from ownit.promises.journal.record import Line
from ownit.promises.journal.selectors import last_line
from ownit.promises.people.access import Viewer, check_keep_journal
from ownit.promises.proposals import one_at_a_time
from ownit.promises.recorded import add


class NothingToUndoError(OwnitError):
    """There is no line that stands."""

    def __init__(self) -> None:
        super().__init__("Your journal has no line that could be undone. Write one: ownit log TEXT.")


def keep(viewer: Viewer, person: int, text: str, items: Sequence[Item], *, at: datetime) -> int:
    """Keep a line with all it says, or nothing of it; the line's id. Raises NotAllowedError."""
    with one_at_a_time():
        check_keep_journal(viewer, person)
        signed: dict[str, Any] = {"recorded_at": at, "by": viewer.signature}
        line = models.Line.objects.create(person_id=person, text=text.strip(), effective_on=at.date(), **signed)
        add(models.Item, [_row(line.id, item, signed) for item in items])
        return int(line.id)


def _row(line: int, item: Item, signed: dict[str, Any]) -> models.Item:
    said = {field.name: getattr(item, field.name) for field in fields(item) if field.name not in ("on", "what")}
    return models.Item(line_id=line, what=item.what.value, effective_on=item.on, **said, **signed)


def undo(viewer: Viewer, person: int, *, at: datetime) -> Line:
    """Take a person's last standing line back, by a row of its own; what it was. Raises NothingToUndoError."""
    with one_at_a_time():
        check_keep_journal(viewer, person)
        line = last_line(viewer, person)
        if line is None:
            raise NothingToUndoError
        models.Line.objects.create(
            person_id=person, undoes_id=line.id, recorded_at=at, by=viewer.signature, effective_on=at.date()
        )
        return line
