"""Has each credit of a shared deal an id of its own, whoever's deals are written together?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.objects.deals import splits
from ownit.connectors.simulate.rows import Splits, stacked


def shared(deals: list[int]) -> Splits:
    """Each deal's owner, and whom it is shared with."""
    n = len(deals)
    second = np.repeat([False, True], n)
    return Splits(
        opportunity=np.array(deals * 2),
        second=second,
        person=np.where(second, 2, 1),
        percent=np.full(2 * n, 50.0),
        overlay=np.zeros(2 * n, dtype=np.bool_),
    )


def test_the_credits_of_several_sellers_have_ids_of_their_own() -> None:
    ids = splits(stacked([shared([1, 2, 3]), shared([11]), shared([21, 22])]))["Id"].to_pylist()
    assert len(set(ids)) == len(ids) == 12
