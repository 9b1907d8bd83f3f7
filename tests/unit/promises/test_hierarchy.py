"""Is the tree a tree, whatever the records say?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.people.hierarchy import hierarchy

PEOPLE = st.integers(1, 14)
LEADERS = st.dictionaries(PEOPLE, PEOPLE)


@given(LEADERS)
def test_everyone_reaches_a_top_and_only_circles_are_cut(leader: dict[int, int]) -> None:
    tree = hierarchy(leader)
    for person in leader:
        above = list(tree.above(person))
        assert len(above) == len(set(above))
        assert person not in above
    for person in tree.cut:
        circle = [person]
        while leader[circle[-1]] != person:
            circle.append(leader[circle[-1]])
        assert person == min(circle)
    assert {p: lead for p, lead in leader.items() if p not in tree.cut} == dict(tree.leader)


@given(LEADERS, PEOPLE)
def test_below_and_above_agree(leader: dict[int, int], person: int) -> None:
    tree = hierarchy(leader)
    everyone = set(leader) | set(leader.values())
    assert tree.below(person) == {p for p in everyone if person in set(tree.above(p))}
    assert tree.leads(person) == bool(tree.below(person))
    assert set(tree.leaders) == {p for p in everyone if tree.leads(p)}


@given(LEADERS, st.frozensets(PEOPLE))
def test_a_part_of_it_names_nobody_else(leader: dict[int, int], seen: frozenset[int]) -> None:
    part = hierarchy(leader).within(seen)
    assert set(part.leader) | set(part.leader.values()) | set(part.cut) | set(part.leaders) <= seen


def test_a_circle_of_three_is_led_by_its_smallest() -> None:
    tree = hierarchy({3: 1, 1: 2, 2: 3, 9: 3})
    assert tree.cut == (1,)
    assert tree.below(1) == {2, 3, 9}
    assert tree.is_top(1)


def test_one_who_leads_themselves_reports_to_nobody() -> None:
    assert hierarchy({1: 1, 2: 1}).leader == {2: 1}


def test_a_chain_of_ten_thousand_is_walked_without_recursion() -> None:
    assert len(hierarchy({i: i + 1 for i in range(10_000)}).below(10_000)) == 10_000
