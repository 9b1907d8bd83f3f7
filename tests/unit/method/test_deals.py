"""Are groups that share nobody seen together, and as each of them would be alone?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.deals import Origin, seen_by, sides

OWN, UNKNOWN, OTHERS = (int(o) for o in Origin)


def test_a_deal_that_ones_own_side_opened_is_own() -> None:
    of = np.array([0, 0, 1, -1])
    person, opener = np.array([0, 1, 2, 3, 3, 0]), np.array([1, 2, 2, 3, -1, -1])
    seen = seen_by(of, person=person, opener=opener, origin=np.full(6, OTHERS))
    assert seen.tolist() == [OWN, OTHERS, OWN, OTHERS, OTHERS, OTHERS]


def test_the_teams_of_a_tree_take_a_row_for_each_height() -> None:
    groups = [np.arange(4), np.array([0, 1]), np.array([2, 3]), np.array([0]), np.arange(4)]
    rows, place = sides(groups, 4)
    assert len(rows) == 3
    assert place[0] == place[4]
    assert place[1] == place[2] != place[0]


@given(st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=9))
def test_a_row_tells_the_members_of_each_of_its_groups_apart(told: list[set[int]]) -> None:
    groups = [np.array(sorted(members)) for members in told]
    rows, place = sides(groups, 8)
    for members, at in zip(groups, place, strict=True):
        of = rows[at][members]
        assert (of == of[0]).all()
        assert of[0] >= 0
        assert np.array_equal(np.flatnonzero(rows[at] == of[0]), members)
