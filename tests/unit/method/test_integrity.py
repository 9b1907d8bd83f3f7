"""Does a deal count only when it has earned it?"""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method.deals import Gate
from ownit.method.integrity import gate


@pytest.mark.parametrize(
    ("talk", "step", "verdict"),
    [
        (True, True, Gate.COUNTED),
        (True, False, Gate.NOT_COUNTED),
        (False, True, Gate.NOT_COUNTED),
        (None, True, Gate.CANNOT_CHECK),
        (None, False, Gate.NOT_COUNTED),
        (True, None, Gate.CANNOT_CHECK),
        (False, None, Gate.NOT_COUNTED),
        (None, None, Gate.CANNOT_CHECK),
    ],
)
def test_the_default_gate(talk: bool | None, step: bool | None, verdict: Gate) -> None:
    """None: the CRM records no such thing."""
    got = gate(
        two_way_conversation=np.array([bool(talk)]),
        dated_next_step=np.array([bool(step)]),
        can_check_talk=np.array([talk is not None]),
        can_check_step=np.array([step is not None]),
    )
    assert got.tolist() == [verdict]
