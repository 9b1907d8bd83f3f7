"""What will a count of things done (meetings held, opportunities opened) be by the end of the period?

The count so far is certain. What is still to come is Poisson with a rate whose uncertainty is Gamma(n + 1/2, T): n done
in the last T days, Jeffreys' prior for a Poisson rate (H. Jeffreys, *Theory of Probability*, 3rd ed. 1961, 3.3). With R
days left, the rest is therefore negative binomial with size n + 1/2 and success probability T / (T + R).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc

from ownit.method.law import Future, Law, Missing, Outlook

NEEDED = 5
"""Fewer than five done in the window leave a relative error of the rate above 40 %: too few to say."""


def count_outlook(*, so_far: int, recent: int, recent_days: float, days_left: float, noun: str) -> Outlook:
    """The count's law under the named futures.

    ``so_far``, ``recent``: counts >= 0; ``recent_days`` > 0 and ``days_left`` >= 0 in days; ``noun`` names what is
    counted. *Nothing more* is the count so far for certain; a plan needs an adopted plan.
    """
    no_plan = Missing(code="no_plan", n=0, needed=1, text="No plan is adopted yet.")
    certain = _certain(so_far)
    if days_left <= 0:
        return Outlook(nothing_more=certain, as_going=_certain(so_far, Future.AS_GOING), plan=no_plan)
    if recent < NEEDED:
        text = f"{recent} {noun} in the last {round(recent_days)} days; {NEEDED} are needed to tell a pace."
        few = Missing(code="too_few_events", n=recent, needed=NEEDED, text=text)
        return Outlook(nothing_more=certain, as_going=few, plan=no_plan)
    return Outlook(nothing_more=certain, as_going=_going(so_far, recent, recent_days, days_left), plan=no_plan)


def _certain(n: int, future: Future = Future.NOTHING_MORE) -> Law:
    return Law(future=future, mean=float(n), support=np.array([float(n)]), at_least=np.array([1.0]))


def _going(so_far: int, recent: int, recent_days: float, days_left: float) -> Law:
    size = recent + 0.5
    success = recent_days / (recent_days + days_left)
    mean = size * (1 - success) / success
    spread = np.sqrt(mean / success)
    more = np.arange(0, int(mean + 10 * spread + 20))
    # P(N >= k) = I_{1-p}(k, size) for k >= 1, the regularised incomplete beta function; P(N >= 0) = 1.
    at_least = np.concatenate(([1.0], betainc(more[1:], size, 1 - success)))
    return Law(future=Future.AS_GOING, mean=so_far + mean, support=so_far + more.astype(np.float64), at_least=at_least)
