"""How does everything that stands in the journal become facts, by the ordinary import?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, ReadOptions, silent
from ownit.connectors.journal import JOURNAL
from ownit.flows import importing
from ownit.flows.journal.covered import crm
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.promises.journal.record import Entry
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What publishing the journal did; ``covered`` are the entries a CRM has too, by id, with the reason."""

    snapshot: str | None
    changed: bool
    covered: dict[int, str]


def feed(workspace: Workspace, progress: Progress = silent, waiting: Callable[[str], None] | None = None) -> Fed:
    """Publish the journal; the same journal beside the same CRM facts publishes nothing."""
    from ownit.facts.store import Store
    from ownit.promises.journal import selectors as journal
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import selectors as people
    from ownit.promises.people import services

    now = workspace.now()
    entries = journal.entries(OPERATOR)
    base = Store(workspace.facts).current()
    if not entries and (base is None or all(r.connector != JOURNAL for r in base.manifest.readings)):
        return Fed(snapshot=None if base is None else base.id, changed=False, covered={})
    identities = people.identities(OPERATOR)
    for person in sorted({e.person for e in entries} - {i.person for i in identities if i.connector == JOURNAL}):
        services.identify(OPERATOR, person, JOURNAL, str(person), at=now)
    beside = crm(base, entries, identities)
    covered = {e.id: why for e in entries if (why := beside.why(e))}
    choices = organisation.choices(OPERATOR, now.date())
    names = {p.id: p for p in people.people(OPERATOR)}
    with tempfile.TemporaryDirectory(prefix="ownit-journal-") as folder:
        file = Path(folder) / "journal.jsonl"
        file.write_text("".join(_lines(entries, covered, names)), encoding="utf-8")
        request = importing.ImportRequest(
            kind=JOURNAL, source=file, options=ReadOptions(connector=JOURNAL, zone=choices.zone), zone=choices.zone
        )
        report = importing.run(workspace, request, progress=progress, waiting=waiting, look=False)
    return Fed(snapshot=report.snapshot, changed=report.changed, covered=covered)


def _lines(entries: Sequence[Entry], covered: dict[int, str], people: dict[int, Person]) -> list[str]:
    currencies = _currencies({entry.recorded_at.date() for entry in entries})
    rows = (_row(e, covered.get(e.id, ""), people.get(e.person), currencies[e.recorded_at.date()]) for e in entries)
    return [json.dumps(row) + "\n" for row in rows]


def _currencies(days: Iterable[date]) -> dict[date, str]:
    """What an amount without a currency is in if it was written on a day: the organisation's of that day.

    A choice made later says how things are from then on; what was written before it does not become other money.
    """
    from ownit.promises.organisation import selectors as organisation

    if len(organisation.history(OPERATOR, "currency")) <= 1:  # one for all time, and one question is enough
        days = tuple(days)
        return dict.fromkeys(days, organisation.choices(OPERATOR, max(days)).currency) if days else {}
    return {day: organisation.choices(OPERATOR, day).currency for day in days}


def _row(entry: Entry, covered: str, person: Person | None, currency: str) -> dict[str, object]:
    item = entry.item
    return {
        "id": entry.id,
        "person": str(entry.person),
        "person_name": "" if person is None else person.name,
        "zone": "" if person is None else person.timezone,
        "recorded_at": entry.recorded_at.isoformat(),
        "on": item.on.isoformat(),
        "what": item.what.value,
        "channel": item.channel,
        "result": item.result,
        "purpose": item.purpose,
        "count": item.count,
        "minutes": item.minutes,
        "name": item.name,
        "amount": None if item.amount is None else f"{item.amount:f}",
        "currency": "" if item.amount is None else item.currency or currency,
        "source": item.source,
        "kind": item.kind,
        "covered": covered,
    }
