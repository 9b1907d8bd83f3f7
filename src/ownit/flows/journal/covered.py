"""Which entries of the journal does a CRM have too?

The rules, told in docs/guide/journal.md:

- what was done is not counted if a CRM has, for the same person and day (of what stands for several days: any of
  them), an activity of the same channel that no machine sent (of referrals: with the same result);
- an opening is not counted if a CRM has a deal of that person whose name, or account's name, is the same when names are
  compared, created within NEAR of it; one without a name is not if a CRM has a deal of that person, created in that
  week (of what stands for several days: on or after the first), that no other entry speaks of;
- a win or a loss is not counted if a CRM has such a deal that is open, or ended within NEAR of it.

An entry is compared with every CRM, each time the journal is published: what a later import brings takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.connectors.journal import JOURNAL
from ownit.connectors.journal.names import folded
from ownit.flows.journal import reading
from ownit.promises.journal.grammar.record import Item, What

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot
    from ownit.promises.journal.record import Entry
    from ownit.promises.people.record import Identity

NEAR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A deal as a CRM has it."""

    connector: str
    person: int
    created: date | None
    closed: date | None
    outcome: str
    opened: bool = False  # whether the CRM says that this person opened it


@dataclass(frozen=True, slots=True, kw_only=True)
class Crm:
    """What CRMs have of the people who write journals."""

    done: dict[tuple[int, date, str], str]  # (person, day, channel or referral result) -> connector
    deals: dict[tuple[int, str], list[Deal]]  # (person, folded name)
    nameless: dict[int, Deal] = field(default_factory=dict)  # entry -> the deal that it must be

    def why(self, entry: Entry) -> str:
        """Why an entry is not counted; empty if it is."""
        item = entry.item
        if item.what is What.DID:
            kind = item.result if item.result.startswith("referral") else item.channel
            for day in _days(item):
                if connector := self.done.get((entry.person, day, kind)):
                    return f"{connector} has this person's {kind} activities of {day}"
            return ""
        if deal := self.deal(entry):
            about = f"deal {item.name!r}" if item.name else "deal"
            return f"{deal.connector} has this person's {about}, created {deal.created}"
        return ""

    def deal(self, entry: Entry) -> Deal | None:
        """The CRM's deal that an entry speaks of; None where there is none."""
        return self.nameless.get(entry.id) or self._named(entry)

    def _named(self, entry: Entry) -> Deal | None:
        item = entry.item
        there = self.deals.get((entry.person, folded(item.name)), []) if item.name else []
        return next((deal for deal in there if _same(deal, item.what, item.on)), None)

    def beside(self, entries: Sequence[Entry]) -> Crm:
        """The same, with the openings that name no deal given one each of those that no other entry speaks of."""
        spoken_of = {id(deal) for e in entries if (deal := self._named(e))}
        mine: dict[int, dict[int, Deal]] = defaultdict(dict)
        for (person, _), deals in self.deals.items():
            mine[person] |= {id(deal): deal for deal in deals if id(deal) not in spoken_of}
        found = {}
        for entry in entries:
            if entry.item.what is What.OPENED and not entry.item.name:
                left = [d for d in mine[entry.person].values() if _in_week(d.created, entry.item)]
                if left:
                    found[entry.id] = min(left, key=lambda d: d.created or date.max)
                    del mine[entry.person][id(found[entry.id])]
        return replace(self, nameless=found)


def _days(item: Item) -> list[date]:
    """The days an item stands for."""
    first = item.since or item.on
    return [first + timedelta(days=n) for n in range((item.on - first).days + 1)]


def _in_week(day: date | None, item: Item) -> bool:
    """Whether a deal created on a day may be the one an opening without a name speaks of."""
    monday = item.on - timedelta(days=item.on.weekday())
    return day is not None and (item.since or monday) <= day <= monday + timedelta(days=6)


def _same(deal: Deal, what: What, on: date) -> bool:
    if what is What.OPENED:
        return deal.created is not None and abs(deal.created - on) <= NEAR
    if deal.outcome == "open":
        return deal.created is None or deal.created <= on + NEAR
    return deal.closed is not None and abs(deal.closed - on) <= NEAR


NOTHING = Crm(done={}, deals={})


def crm(snapshot: Snapshot | None, entries: Sequence[Entry], identities: Iterable[Identity]) -> Crm:
    """What the CRMs of a snapshot have of the people and days of these entries; read without waking the engine."""
    people = {e.person for e in entries}
    ids = {(i.connector, i.external_id): i.person for i in identities if i.person in people and i.connector != JOURNAL}
    if snapshot is None or not ids:
        return NOTHING
    return Crm(done=_done(snapshot, entries, ids), deals=_deals(snapshot, ids)).beside(entries)


def _done(
    snapshot: Snapshot, entries: Iterable[Entry], ids: dict[tuple[str, str], int]
) -> dict[tuple[int, date, str], str]:
    files = reading.months(snapshot, {day for e in entries for day in _days(e.item)})
    found = {}
    for row in reading.rows(
        files, ("connector", "person_id", "on", "channel", "result", "automated"), "person_id", ids
    ):
        person = ids.get((row["connector"], row["person_id"]))
        if person is None or row["automated"] or row["on"] is None:
            continue
        result = row["result"] or ""
        kind = result if result.startswith("referral") else row["channel"] or ""
        found[person, row["on"], kind] = row["connector"]
    return found


def _deals(snapshot: Snapshot, ids: dict[tuple[str, str], int]) -> dict[tuple[int, str], list[Deal]]:
    columns = (
        *("connector", "owner_id", "opened_by", "account_id", "name"),
        *("created_on", "closed_on", "outcome", "gone_on"),
    )
    rows = [
        row
        for row in reading.rows(snapshot.files("opportunity"), columns, "owner_id", ids)
        if (row["connector"], row["owner_id"]) in ids and row["gone_on"] is None
    ]
    accounts = _names(snapshot, {row["account_id"] for row in rows if row["account_id"]})
    found: dict[tuple[int, str], list[Deal]] = defaultdict(list)
    for row in rows:
        person = ids[row["connector"], row["owner_id"]]
        deal = Deal(
            connector=row["connector"],
            person=person,
            created=row["created_on"],
            closed=row["closed_on"],
            outcome=row["outcome"],
            opened=ids.get((row["connector"], row["opened_by"])) == person,
        )
        names = {row["name"], accounts.get((row["connector"], row["account_id"]))} - {None}
        for name in {folded(name) for name in names if name}:
            found[person, name].append(deal)
    return found


def _names(snapshot: Snapshot, wanted: set[str]) -> dict[tuple[str, str], str]:
    rows = reading.rows(snapshot.files("account"), ("connector", "id", "name"), "id", [("", id_) for id_ in wanted])
    return {(row["connector"], row["id"]): row["name"] for row in rows}
