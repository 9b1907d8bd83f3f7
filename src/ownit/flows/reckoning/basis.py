"""What does the reckoning of a day rest on, in figures?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.method.law import Missing

if TYPE_CHECKING:
    from ownit.flows.reckoning.day import Day
    from ownit.method.cycle import Cycle

Figures = dict[str, Any]


def basis(day: Day) -> Figures:
    """Deals the cycle was learned from and how, amounts, renewals: plain figures, or what is missing."""
    amounts = day.amounts
    return {
        "cycle": _missing(day.cycle) if isinstance(day.cycle, Missing) else _cycle(day.cycle),
        "amounts": _missing(amounts)
        if isinstance(amounts, Missing)
        else {"n": amounts.n, "ratio_measured": amounts.ratio_measured},
        "renewals": None if isinstance(day.cycle, Missing) else _renewals(day.cycle),
    }


def _cycle(cycle: Cycle) -> Figures:
    market, abandoned = cycle.market, cycle.abandoned
    return {
        "won": round(cycle.won),
        "lost": round(cycle.lost),
        "bulk_lost": cycle.bulk_lost,
        "cells": cycle.cells,
        "fallback": cycle.fallback,
        "prior_share": {name: round(share, 4) for name, share in cycle.prior_share.items()},
        "person_real": int(np.count_nonzero(cycle.person_real)),
        "load_real": cycle.load_real,
        "stage_real": cycle.stage_real,
        "position_real": market is not None and market.position_real,
        "abandoned": 0.0 if abandoned is None else round(float(abandoned.share[-1]), 4),
        "entry_delayed": cycle.entry_delayed,
    }


def _renewals(cycle: Cycle) -> Figures | None:
    if cycle.renewals is None:
        return None
    return _missing(cycle.renewals) if isinstance(cycle.renewals, Missing) else {"decided": cycle.renewals.decided}


def _missing(of: Missing) -> Figures:
    return {"missing": {"code": of.code, "n": of.n, "needed": of.needed, "text": of.text}}
