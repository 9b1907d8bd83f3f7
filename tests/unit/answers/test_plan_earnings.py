"""Is it said in money of one's own what a deal and an hour are worth?"""

from __future__ import annotations

import numpy as np

from ownit.answers.plan.earnings import earnings
from ownit.method.commission import Spread, read, worth

SCALE = read("6 % to 600k, 9 % above, cap 120k").scale(600_000)


def told(total: float) -> str:
    where = Spread(totals=np.array([total]), chances=np.array([1.0]))
    return earnings(worth(SCALE, where, deal=25_000, win=0.2, per_hour=0.1), "EUR")


def test_what_more_is_worth() -> None:
    assert told(600_000) == (
        "At your number you earn 36 k EUR. One more deal won is worth about 2.2 k EUR to you; so one more opened is "
        "worth 450 EUR, and one more hour of opening business 45 EUR."
    )


def test_past_the_cap_it_says_so() -> None:
    assert told(5e6) == (
        "At your number you earn 36 k EUR. Where you are heading, one more deal would earn you nothing."
    )
