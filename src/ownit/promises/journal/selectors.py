"""What stands in the journal, as the viewer may see it?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.promises.journal import models
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.journal.record import Entry, Line
from ownit.promises.people.access import Viewer, whose_deals

_SAID = ("channel", "result", "purpose", "count", "minutes", "name", "amount", "currency", "source", "kind", "since")


def entries(viewer: Viewer, person: int | None = None, *, start: date | None = None) -> tuple[Entry, ...]:
    """Everything said that was not undone, of one person or of all the viewer may see, by day and as said.

    With ``start`` only what happened on that day or later.
    """
    scope = whose_deals(viewer)
    rows = models.Item.objects.filter(line__undone_by=None).order_by("effective_on", "id")
    rows = rows if scope.everyone else rows.filter(line__person_id__in=scope.ids)
    rows = rows if person is None else rows.filter(line__person_id=person)
    rows = rows if start is None else rows.filter(effective_on__gte=start)
    found = rows.values_list(
        "id", "line_id", "line__person_id", "recorded_at", "effective_on", "what", *_SAID, named=True
    )
    return tuple(_entry(row) for row in found)


def _entry(row: Any) -> Entry:
    said = {name: getattr(row, name) for name in _SAID}
    return Entry(
        id=row.id,
        line=row.line_id,
        person=row.line__person_id,
        recorded_at=row.recorded_at,
        item=Item(what=What(row.what), on=row.effective_on, **said),
    )


def last_line(viewer: Viewer, person: int) -> Line | None:
    """A person's last line that stands."""
    if person not in whose_deals(viewer):
        return None
    row = models.Line.objects.filter(person_id=person, undoes=None, undone_by=None).order_by("-id").first()
    if row is None:
        return None
    return Line(id=row.id, person=row.person_id, recorded_at=row.recorded_at, text=row.text)


def kept_by(viewer: Viewer) -> tuple[int, ...]:
    """Everyone who ever wrote a line, among those the viewer may see."""
    scope = whose_deals(viewer)
    people = models.Line.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    return tuple(person for person in people if person in scope)
