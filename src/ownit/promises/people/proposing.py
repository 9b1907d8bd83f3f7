"""What do facts propose about people that is not yet recorded?

Proposing the same again adds nothing. What someone set by hand is left alone: the selectors prefer it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from ownit.method.written import counted
from ownit.promises.current import live
from ownit.promises.many import add_columns
from ownit.promises.notice import Notice
from ownit.promises.people import models
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.matching import match
from ownit.promises.people.record import FoundPerson, ProposedPeople
from ownit.promises.people.relations import leaders_on, live_reportings, rows
from ownit.promises.people.selectors import identities, people
from ownit.promises.proposals import Mark
from ownit.promises.recorded import BEGINNING, add

Key = tuple[str, str]
Row = dict[str, Any]  # what is recorded, by column


def propose(found: Sequence[FoundPerson], mark: Mark) -> ProposedPeople:
    """Record what is new; the caller holds the transaction and has checked who asks."""
    history: dict[Key, list[FoundPerson]] = defaultdict(list)
    for one in found:
        history[one.connector, one.external_id].append(one)
    newest = {key: max(group, key=lambda f: f.since or BEGINNING) for key, group in history.items()}
    ids, shared, people_added, identities_added = _humans(newest.values(), mark)
    profiles = _profiles(newest, ids, mark)
    add_columns(models.Profile, profiles)
    reporting = _reportings(history, ids, mark)
    add_columns(models.Reporting, reporting.rows)
    return ProposedPeople(
        people=people_added,
        identities=identities_added,
        profiles=len(profiles),
        reportings=len(reporting.rows),
        notices=tuple(_notices(shared, reporting.unknown, leaders_on(mark.at.date()).cut)),
        ids=ids,
    )


def _humans(found: Iterable[FoundPerson], mark: Mark) -> tuple[dict[Key, int], tuple[str, ...], int, int]:
    """The person of each identity, those not yet known recorded."""
    matched = match(found, people(OPERATOR), identities(OPERATOR))
    always = mark.columns(BEGINNING)
    made = add(models.Person, [models.Person(**always) for _ in matched.new])
    whose = dict(matched.known)
    for person, group in zip(made, matched.new, strict=True):
        whose.update(dict.fromkeys(group, person.id))
    ids = {(f.connector, f.external_id): person for f, person in whose.items()}
    already = {(i.connector, i.external_id) for i in identities(OPERATOR)}
    fresh = [
        {"person_id": person, "connector": key[0], "external_id": key[1], **always}
        for key, person in ids.items()
        if key not in already
    ]
    add_columns(models.Identity, fresh)
    return ids, matched.shared, len(made), len(fresh)


_SAID = ("name", "email", "role", "timezone", "active")


def _profiles(newest: Mapping[Key, FoundPerson], ids: Mapping[Key, int], mark: Mark) -> list[Row]:
    """A profile per human and connector where it differs from the last one; of two ids of one human the active one."""
    wanted: dict[tuple[int, str], FoundPerson] = {}
    for key, one in sorted(newest.items(), key=lambda item: (item[1].active is not False, item[0])):
        wanted[ids[key], one.connector] = one
    said = live(rows(models.Profile, "person_id", *_SAID, where=Q(source="facts")))
    last = {(r.person_id, r.connector): tuple(getattr(r, field) for field in _SAID) for r in said}
    first_said = mark.at.date()
    return [
        {
            "person_id": person,
            "connector": connector,
            "snapshot": mark.snapshot,
            "source": "facts",
            **dict(zip(_SAID, _said(one), strict=True)),
            **mark.columns(BEGINNING if (person, connector) not in last else first_said),
        }
        for (person, connector), one in wanted.items()
        if last.get((person, connector)) != _said(one)
    ]


def _said(one: FoundPerson) -> tuple[str, str, str, str, bool | None]:
    """What a profile says; whom the CRM gives no name is called what it calls them, by which they can be looked up."""
    return (
        " ".join((one.name or one.email or one.external_id).split()),
        (one.email or "").strip(),
        one.role or "",
        one.timezone or "",
        one.active,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reportings:
    rows: list[Row]
    unknown: int  # managers that no found or known identity stands for


def _reportings(history: Mapping[Key, list[FoundPerson]], ids: Mapping[Key, int], mark: Mark) -> _Reportings:
    known = {(i.connector, i.external_id): i.person for i in identities(OPERATOR)} | dict(ids)
    added: list[Row] = []
    unknown = 0
    for connector in sorted({c for c, _ in history}):
        kept: dict[int, list[Any]] = defaultdict(list)
        for row in live_reportings(connector):
            kept[row.person_id].append(row)
        stated, missing = _stated(connector, history, known)
        unknown += missing
        for person, says in stated.items():
            added += _changes(person, connector, says, kept[person], mark)
    return _Reportings(rows=added, unknown=unknown)


def _stated(
    connector: str, history: Mapping[Key, list[FoundPerson]], known: Mapping[Key, int]
) -> tuple[dict[int, dict[date | None, int | None]], int]:
    """For each human of a connector, who led them since when; and how many managers stand for nobody."""
    stated: dict[int, dict[date | None, int | None]] = defaultdict(dict)
    missing = 0
    groups = [(key, history[key]) for key in sorted(history) if key[0] == connector]
    for key, group in sorted(groups, key=lambda item: item[1][-1].active is not False):  # of two ids the active one
        person = known[key]
        for one in group:
            leader = None if one.manager_external_id is None else known.get((connector, one.manager_external_id))
            if leader is None and one.manager_external_id is not None:
                missing += 1
            elif leader != person:
                stated[person][one.since] = leader
    return stated, missing


def _changes(
    person: int, connector: str, says: Mapping[date | None, int | None], kept: Sequence[Any], mark: Mark
) -> list[Row]:
    """The rows that make what is kept about one person agree with what facts say now."""
    row = _row_maker(person, connector, mark)
    last = {r.effective_on: r for r in kept}  # of two rows of one day the later recorded holds
    if set(says) == {None}:
        newest = max(last.values(), key=lambda r: r.effective_on, default=None)
        if (None if newest is None else newest.leader_id) == says[None]:
            return []
        return [row(BEGINNING if newest is None else mark.at.date(), says[None], None)]
    dated = {since or BEGINNING: leader for since, leader in says.items()}
    changes = [row(r.effective_on, r.leader_id, r.id) for r in kept if r.effective_on not in dated]
    for day, leader in sorted(dated.items()):
        if (day not in last and (leader is not None or kept)) or (day in last and last[day].leader_id != leader):
            changes.append(row(day, leader, None))
    return changes


def _row_maker(person: int, connector: str, mark: Mark) -> Callable[[date, int | None, int | None], Row]:
    def row(day: date, leader: int | None, withdraws: int | None) -> Row:
        return {
            "person_id": person,
            "leader_id": leader,
            "withdraws_id": withdraws,
            "connector": connector,
            "snapshot": mark.snapshot,
            "source": "facts",
            **mark.columns(day),
        }

    return row


def _notices(shared: Sequence[str], unknown: int, cut: Sequence[int]) -> Iterable[Notice]:
    if shared:
        these = counted(len(shared), "e-mail address belongs", "e-mail addresses belong")
        text = f"{these} to several people, the first {shared[0]}; they stay apart."
        yield Notice(code="shared_email", count=len(shared), text=text)
    if unknown:
        these = counted(unknown, "manager is", "managers are")
        text = f"{these} named by an id that no person has; nobody leads those people."
        yield Notice(code="unknown_manager", count=unknown, text=text)
    if cut:
        these = counted(len(cut), "circle", "circles")
        text = f"{these} of managers: each is cut at the person recorded first, who leads the rest."
        yield Notice(code="manager_circle", count=len(cut), text=text)
