"""Which human is each identity that facts have found?

The rules, in order: an identity already known keeps its person; one e-mail address is one human, across connectors
and within one, provided that within one connector the names agree too (a shared mailbox is not a person); a person
recorded by hand who has neither an identity nor an address is the only one found of that name; whoever is left is
someone new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from ownit.promises.people.record import FoundPerson, Identity, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Identities grouped by human: those of people already known, and those of each new one."""

    known: Mapping[FoundPerson, int]
    new: tuple[tuple[FoundPerson, ...], ...]
    shared: tuple[str, ...]  # e-mail addresses used by more than one human


def folded(text: str | None) -> str:
    """A name or an address as it is compared: letters and spaces however written."""
    return " ".join((text or "").split()).casefold()


def match(found: Iterable[FoundPerson], people: Iterable[Person], identities: Sequence[Identity]) -> Match:
    """Decide for each identity found, taken once, who it is."""
    persons = {p.id: p for p in people}
    known, strangers = _split(found, identities)
    book = _Book()
    for identity in identities:
        if identity.person in persons:
            person = persons[identity.person]
            book.add(person.id, identity.connector, folded(person.email), folded(person.name))
    by_hand = _by_hand(persons.values(), {i.person for i in identities})
    for person in by_hand:
        book.add(person.id, "", folded(person.email), folded(person.name))
    alone = _named_once(by_hand, strangers)
    groups: list[list[FoundPerson]] = []
    for one in strangers:
        owner = book.owner(one.connector, folded(one.email), folded(one.name)) or alone.get(one)
        if owner is None:
            groups.append([one])
            owner = -len(groups)  # a human not yet recorded
        elif owner < 0:
            groups[-owner - 1].append(one)
        else:
            known[one] = owner
        book.add(owner, one.connector, folded(one.email), folded(one.name))
    return Match(known=known, new=tuple(tuple(g) for g in groups), shared=book.shared())


def _by_hand(persons: Iterable[Person], identified: Set[int]) -> list[Person]:
    """Whoever was recorded at the keyboard and is known to no connector yet."""
    return [p for p in persons if p.id not in identified]


def _named_once(by_hand: Sequence[Person], strangers: Sequence[FoundPerson]) -> dict[FoundPerson, int]:
    """Those found who alone have the name of exactly one person recorded by hand without an address."""
    here, there = Counter(folded(p.name) for p in by_hand), Counter(folded(one.name) for one in strangers)
    whose = {folded(p.name): p.id for p in by_hand if not p.email and here[folded(p.name)] == 1}
    return {one: whose[name] for one in strangers if (name := folded(one.name)) in whose and there[name] == 1}


def _split(
    found: Iterable[FoundPerson], identities: Iterable[Identity]
) -> tuple[dict[FoundPerson, int], list[FoundPerson]]:
    """Those whose identity is known, and the rest; in order of their ids, so that the input's order decides nothing."""
    by_id = {(i.connector, i.external_id): i.person for i in identities}
    known: dict[FoundPerson, int] = {}
    strangers: list[FoundPerson] = []
    for one in sorted(found, key=lambda f: (f.connector, f.external_id)):
        person = by_id.get((one.connector, one.external_id))
        if person is None:
            strangers.append(one)
        else:
            known[one] = person
    return known, strangers


class _Book:
    """Which humans use which address, under which name, in which connector."""

    def __init__(self) -> None:
        self._by_email: dict[str, dict[int, set[Hashable]]] = defaultdict(lambda: defaultdict(set))

    def add(self, human: int, connector: str, email: str, name: str) -> None:
        if email:
            self._by_email[email][human] |= {("connector", connector), ("name", name)}

    def owner(self, connector: str, email: str, name: str) -> int | None:
        """The human whose address this is: by name too, or else the only one, from other connectors."""
        users = self._by_email.get(email, {}) if email else {}
        named = [human for human, marks in users.items() if ("name", name) in marks]
        if named:
            return min(named, key=abs)
        if len(users) == 1:
            ((human, marks),) = users.items()
            return None if ("connector", connector) in marks else human
        return None

    def shared(self) -> tuple[str, ...]:
        return tuple(sorted(email for email, users in self._by_email.items() if len(users) > 1))
