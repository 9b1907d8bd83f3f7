"""Are the shortcuts of the characteristic function what they stand for?"""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method import spectrum


@pytest.mark.parametrize("size", [1, 31, 32, 33, 100])
def test_turns_are_the_exponentials(size: int) -> None:
    angle = np.random.default_rng(1).normal(0.0, 3.0, (2, 3, 5))
    js = np.arange(7, 7 + size)
    assert spectrum.turns(angle, js) == pytest.approx(np.exp(1j * angle[..., None] * js), abs=1e-12)


def test_weighing_real_by_complex_is_their_product() -> None:
    rng = np.random.default_rng(2)
    of = rng.normal(size=(2, 3, 4, 9)) + 1j * rng.normal(size=(2, 3, 4, 9))
    several, one = rng.normal(size=(6, 4)), rng.normal(size=4)
    assert spectrum.weighed(several, of) == pytest.approx(several @ of, abs=1e-12)
    assert spectrum.weighed(one, of) == pytest.approx(one @ of, abs=1e-12)
