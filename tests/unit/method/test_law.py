"""Does a law answer as it is defined?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.law import Future, Law


@given(chances=st.lists(st.floats(0.0, 1.0), max_size=8), q=st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]))
def test_a_quantile_is_the_smallest_node_that_is_passed_seldom_enough(chances: list[float], q: float) -> None:
    at_least = np.array([1.0, *sorted(chances, reverse=True)])
    places = [10.0 * n for n in range(len(at_least))]
    law = Law(future=Future.AS_GOING, mean=0.0, support=np.array(places), at_least=at_least)
    passed = [*at_least[1:], 0.0]  # P(total > node)
    assert law.quantile(q) == next(x for x, p in zip(places, passed, strict=True) if p <= 1.0 - q + 1e-12)
