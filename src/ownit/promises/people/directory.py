"""Which one person is meant by what someone typed?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ownit.promises.people.errors import AmbiguousPersonError, UnknownPersonError
from ownit.promises.people.record import Person


class Directory:
    """People by id, e-mail, name and label, for many look-ups."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._exact: tuple[dict[str, list[Person]], ...] = tuple(defaultdict(list) for _ in range(4))
        for person in people:
            for index, key in zip(self._exact, (str(person.id), person.email, person.name, person.label), strict=True):
                index[key.casefold()].append(person)

    def find(self, text: str) -> Person:
        """The one person meant by an id, an e-mail address, a name (with what tells it apart), or part of a name.

        The first of these that fits; what is the id of one and the name of another is ambiguous.
        Letters may be cased in any way. Raises UnknownPersonError, AmbiguousPersonError.
        """
        wanted = " ".join(text.split()).casefold()
        found = self._fitting(wanted) if wanted else []
        if len(found) > 1:
            raise AmbiguousPersonError(text, [p.label for p in found])
        if not found:
            raise UnknownPersonError(text, [p.name for p in self._people])
        return found[0]

    def _fitting(self, wanted: str) -> list[Person]:
        by_id, _, by_name, _ = self._exact
        if wanted in by_id and wanted in by_name:  # where a CRM gives no names, people are called by its numbers
            return list(dict.fromkeys((*by_id[wanted], *by_name[wanted])))
        for index in self._exact:
            if wanted in index:
                return index[wanted]
        return [p for p in self._people if wanted in p.name.casefold()]
