"""Which of a week's five numbers does a CRM supply, and which are to be asked?

The numbers: dials, conversations, meetings held, opportunities opened, referral asks. A CRM supplies one if it was
imported on the day asked about or later, and has at least one such row of the person in the 91 days before (of deals:
ever): whoever records calls there at all, and none this week, made none. Else it is asked; what the CRM and the journal
have of the week so far is told beside the question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ownit.connectors.journal import JOURNAL
from ownit.facts.origin import CONVERSATIONS
from ownit.flows.journal import reading
from ownit.flows.journal.covered import Deal, crm
from ownit.flows.journal.keeping import today
from ownit.flows.journal.who import writer
from ownit.flows.workspace import Workspace
from ownit.method.calendar import FiscalCalendar, Kind
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.record import Person

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot

SEEN_DAYS = 91
QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "dials": "How many times did you dial?",
        "conversations": "How many real conversations?",
        "meetings": "How many meetings and visits were held?",
        "opened": "How many opportunities did you open?",
        "referral_asks": "How many people did you ask for a referral?",
    }
)
"""The five numbers in the order asked; Enter is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One of the five: ``count`` so far from the CRM and the journal together; ``ask`` whether more is to be asked.

    ``connector`` is the CRM that supplies it, empty where none does; ``through`` the last day that CRM can know of.
    """

    key: str
    question: str
    count: int
    from_crm: int
    from_journal: int
    ask: bool
    connector: str = ""
    through: date | None = None

    def since(self, start: date, on: date) -> date:
        """The first day of the week that an answer speaks of: the CRM knows those before."""
        known = self.through if self.connector else None
        return start if known is None else min(max(start, known + timedelta(days=1)), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekNumbers:
    """The numbers of one person's week, Monday to Sunday, as of a day in it."""

    person: Person
    on: date
    start: date
    end: date
    numbers: tuple[Number, ...]

    @property
    def asked(self) -> tuple[Number, ...]:
        """Those to ask."""
        return tuple(n for n in self.numbers if n.ask)


def week_numbers(workspace: Workspace, who: str | None = None, on: date | None = None) -> WeekNumbers:
    """The five numbers of the week of ``on`` (today if left out). Raises WhoseJournalError, UnknownPersonError."""
    from ownit.facts.store import Store
    from ownit.promises.journal import selectors as journal
    from ownit.promises.people import selectors as people

    person = writer(workspace, who)
    day = on or today(workspace, person)
    week = FiscalCalendar().period(Kind.WEEK, day)
    snapshot = Store(workspace.facts).current()
    identities = [i for i in people.identities(OPERATOR) if i.person == person.id and i.connector != JOURNAL]
    entries = [e for e in journal.entries(OPERATOR, person.id, start=week.start) if e.item.on <= day]
    beside = crm(snapshot, entries, identities)
    said = _said(e.item for e in entries if not beside.why(e) or _only_told_here(beside.deal(e), e.item))
    had = _crm_counts(snapshot, {(i.connector, i.external_id) for i in identities}, week.start, day)
    numbers = tuple(_number(key, said[key], had.get(key), day) for key in QUESTIONS)
    return WeekNumbers(person=person, on=day, start=week.start, end=week.end, numbers=numbers)


def answered(counts: Mapping[str, int], on: date, since: Mapping[str, date] = MappingProxyType({})) -> tuple[Item, ...]:
    """The items that answers to the questions stand for, to be kept with :func:`ownit.flows.journal.keep`.

    ``since``: from which day on each is, so that a CRM's rows of any of these days take its place.
    """
    items: list[Item] = []
    for key, count in counts.items():
        first = since.get(key)
        if key == "opened":
            items += [Item(what=What.OPENED, on=on, since=first)] * count
        else:
            channel, result = _ANSWERS[key]
            did = Item(what=What.DID, on=on, channel=channel, result=result, purpose="create", count=count)
            items.append(replace(did, since=first))
    return tuple(items)


_ANSWERS = {
    "dials": ("call", ""),
    "conversations": ("call", "conversation"),
    "meetings": ("meeting", "held"),
    "referral_asks": ("other", "referral asked"),
}


@dataclass(slots=True)
class _Had:
    """What CRMs have of one number: in the week, whether ever lately, from which, known through which day."""

    count: int = 0
    seen: bool = False
    connector: str = ""
    through: date | None = None


def _number(key: str, journal: int, had: _Had | None, on: date) -> Number:
    supplied = had is not None and had.seen and had.through is not None and had.through >= on
    from_crm = 0 if had is None else had.count
    return Number(
        key=key,
        question=QUESTIONS[key],
        count=from_crm + journal,
        from_crm=from_crm,
        from_journal=journal,
        ask=not supplied,
        connector=had.connector if had is not None and had.seen else "",
        through=None if had is None else had.through,
    )


def _only_told_here(deal: Deal | None, item: Item) -> bool:
    """Whether the CRM has a deal that the person says to have opened, and does not say so itself."""
    return item.what is What.OPENED and deal is not None and not deal.opened


def _said(items: Iterable[Item]) -> Mapping[str, int]:
    """What the journal says of the week."""
    found: dict[str, int] = defaultdict(int)
    for item in items:
        if item.what is What.OPENED:
            found["opened"] += 1
        elif item.what is What.DID:
            fact = {"channel": item.channel, "result": item.result, "account_id": "said", "purpose": item.purpose}
            for key in _keys(fact):
                # A dial that is told without its result contains the conversations; one with a result is a dial more
                # only in a CRM, where each call is a row of its own.
                if not (key == "dials" and item.result):
                    found[key] += item.count
    found["dials"] = max(found["dials"], found["conversations"])
    return found


def _keys(row: Mapping[str, Any]) -> list[str]:
    """Which of the numbers an activity belongs to."""
    result, channel = row["result"] or "", row["channel"]
    keys = []
    if channel == "call" and row.get("direction") != "inbound":
        keys.append("dials")
    if channel == "call" and result in (*CONVERSATIONS, "meeting set"):
        keys.append("conversations")
    if channel in ("meeting", "visit") and result == "held" and row["account_id"] and row.get("purpose") != "other":
        keys.append("meetings")
    if result == "referral asked":
        keys.append("referral_asks")
    return keys


def _crm_counts(snapshot: Snapshot | None, ids: set[tuple[str, str]], start: date, on: date) -> dict[str, _Had]:
    if snapshot is None or not ids:
        return {}
    through = {r.connector: r.at.date() for r in snapshot.manifest.readings}
    since = start - timedelta(days=SEEN_DAYS)
    found: dict[str, _Had] = defaultdict(_Had)

    def count(key: str, connector: str, day: date, n: int) -> None:
        had = found[key]
        had.seen, had.connector, had.through = True, connector, through.get(connector)
        had.count += n if day >= start else 0

    for row in _activities(snapshot, ids, since, on):
        for key in _keys(row):
            count(key, row["connector"], row["on"], 1 if row["count"] is None else row["count"])
    for row in reading.rows(snapshot.files("opportunity"), _OPENED, "opened_by", ids):
        day = row["created_on"]
        if (row["connector"], row["opened_by"]) in ids and row["gone_on"] is None and day and day <= on:
            count("opened", row["connector"], day, 1)  # whoever ever opened a deal there opens them there
    return dict(found)


_OPENED = ("connector", "opened_by", "created_on", "gone_on")
_DONE = (
    *("connector", "person_id", "on", "channel", "direction", "purpose", "result"),
    *("count", "automated", "account_id"),
)


def _activities(snapshot: Snapshot, ids: set[tuple[str, str]], since: date, on: date) -> Iterable[dict[str, Any]]:
    days = [since + timedelta(days=i) for i in range((on - since).days + 1)]
    for row in reading.rows(reading.months(snapshot, days), _DONE, "person_id", ids):
        mine = (row["connector"], row["person_id"]) in ids and not row["automated"]
        if mine and row["on"] is not None and since <= row["on"] <= on:
            yield row
