"""What has a seller's own journal shown, beside their word?

All of it teaches how often they win and what an hour opens, also what was there before they gave a new word: what was
done is evidence, a word only says what to expect without it. What is won and open is counted once: since the word.

The word counts as observations and gives way: an hour of prospecting opens gamma(k0, k0 / word) deals, k0 the shape of
its uncertainty; after n openings in h hours gamma(k0 + n, k0 / word + h). Of PRIOR_WEIGHT opportunities the word's
share is won; after w won and l lost of one's own (weight win + w) / (weight + w + l) is. Deals of which no end is
written and that are taken to be lost (``plan.unwritten``) are lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Origin
from ownit.method.priors import PRIOR_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the journal says. Money in the goal's currency.

    ``opened`` deals in ``hours`` of prospecting (0 where it says nothing of them) over ``days``; ``won`` and ``lost``
    deals that were closed, of those whose opening it has; ``amounts`` of all that were won; ``open_amounts`` (NaN
    unknown) and ``open_ages`` in days of those open now. ``named`` are the amounts of deals that it knew as open when
    the word was given, so that what the word says is open has them; ``closed_unnamed`` the deals closed since that it
    had not known as open: the word's.
    ``open_origins`` say whose the open ones are (empty: all one's own); ``open_known`` how old each was when the word
    said that it was open (empty: 0, nothing was said of any); ``won_unknown`` and ``won_others`` are money
    won beyond the word that is not known to be one's own, or known not to be.
    ``losses_told``: whether any loss is written down; ``presumed``: deals taken to be lost of which it has no end
    (``plan.unwritten``); ``said_ago``: days since the word was given.
    """

    opened: int = 0
    hours: float = 0.0
    days: int = 0
    won: int = 0
    lost: int = 0
    amounts: tuple[float, ...] = ()
    open_amounts: tuple[float, ...] = ()
    open_ages: tuple[int, ...] = ()
    open_origins: tuple[Origin, ...] = ()
    open_known: tuple[int, ...] = ()
    named: tuple[float, ...] = ()
    closed_unnamed: int = 0
    won_unknown: float = 0.0
    won_others: float = 0.0
    losses_told: bool = True
    presumed: int = 0
    said_ago: int = 0


SILENCE = Heard()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A word with what was heard since: openings an hour, the shape of their gamma law, and the share won."""

    per_hour: float
    shape: float
    win: float
    win_log_sd: float


def learn(per_hour: float, win: float, *, opening_log_sd: float, win_log_sd: float, heard: Heard) -> Learned:
    """What the word says after what was heard; ``per_hour`` of it is above zero or nothing can be learned."""
    first = 1.0 / float(np.expm1(opening_log_sd**2))
    told = heard.hours > 0 and per_hour > 0
    shape = first + heard.opened if told else first
    rate = (first / per_hour + heard.hours) if told else 1.0
    closed = heard.won + heard.lost + heard.presumed
    return Learned(
        per_hour=shape / rate if told else per_hour,
        shape=shape,
        win=float((PRIOR_WEIGHT * win + heard.won) / (PRIOR_WEIGHT + closed)),
        win_log_sd=win_log_sd * float(np.sqrt(PRIOR_WEIGHT / (PRIOR_WEIGHT + closed))),
    )
