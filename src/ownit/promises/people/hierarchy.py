"""Who is below whom on one day, even where the records go round in circles?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """Who reports to whom on one day: a forest.

    ``leader`` holds only people who report to someone. ``cut`` lists the people whose leader was left out because
    following it came back to them: of each circle the one with the smallest id, who so becomes its top.
    """

    leader: Mapping[int, int]
    cut: tuple[int, ...] = ()
    _led: Mapping[int, tuple[int, ...]] = field(repr=False)

    def led_by(self, person: int) -> tuple[int, ...]:
        """Who reports to a person directly, by id."""
        return self._led.get(person, ())

    def within(self, people: Container[int]) -> Hierarchy:
        """The part of it among some people."""
        kept = {person: lead for person, lead in self.leader.items() if person in people and lead in people}
        return _forest(kept, tuple(person for person in self.cut if person in people))

    def leads(self, person: int) -> bool:
        """Whether anyone reports to this person."""
        return person in self._led

    def is_top(self, person: int) -> bool:
        """Whether this person leads someone and reports to nobody."""
        return self.leads(person) and person not in self.leader

    @property
    def leaders(self) -> tuple[int, ...]:
        """Everyone who leads someone, by id."""
        return tuple(sorted(self._led))

    def below(self, person: int) -> frozenset[int]:
        """Everyone in the tree under a person, without that person."""
        found: list[int] = list(self.led_by(person))
        for one in found:
            found.extend(self.led_by(one))
        return frozenset(found)

    def above(self, person: int) -> Iterator[int]:
        """The person's leader, that leader's leader and so on to the top."""
        one = self.leader.get(person)
        while one is not None:
            yield one
            one = self.leader.get(one)


def hierarchy(leader: Mapping[int, int]) -> Hierarchy:
    """The forest of a map from each person to their leader, circles cut."""
    cut = tuple(sorted(_tops_of_circles(leader)))
    without = set(cut)
    return _forest({person: lead for person, lead in leader.items() if person not in without}, cut)


def _forest(kept: Mapping[int, int], cut: tuple[int, ...]) -> Hierarchy:
    led: dict[int, list[int]] = defaultdict(list)
    for person in sorted(kept):
        led[kept[person]].append(person)
    return Hierarchy(leader=kept, cut=cut, _led={lead: tuple(people) for lead, people in led.items()})


def _tops_of_circles(leader: Mapping[int, int]) -> Iterator[int]:
    """The smallest id of each circle; each person is walked over once."""
    seen: set[int] = set()
    for start in sorted(leader):
        path: dict[int, int] = {}  # person to position on this walk
        one: int | None = start
        while one is not None and one not in seen and one not in path:
            path[one] = len(path)
            one = leader.get(one)
        if one is not None and one in path:
            yield min(person for person, position in path.items() if position >= path[one])
        seen.update(path)
