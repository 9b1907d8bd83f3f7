"""What did the record of earlier forecasts change, in a sentence?"""

from __future__ import annotations

from ownit.method.recalibration import TOLD, Recalibration


def correction(by: Recalibration) -> str | None:
    """How wrong earlier forecasts of the number of wins were, and how much of that is corrected; None if next to
    nothing is.
    """
    factors = (by.open, by.new, by.corrected)
    if by.windows == 0 or all(abs(factor - 1.0) < TOLD for factor in factors):
        return None
    times = "once" if by.windows == 1 else f"{by.windows} times"
    return (
        f"Looked forward {times}, ownit expected {_wins(by.expected)} and {by.came:,.0f} came: {_off(by.told)}. "
        f"{_done(by)}: open deals now count {_counts(by.open)}, deals not yet opened {_counts(by.new)}."
    )


def _wins(n: float) -> str:
    told = f"{n:,.0f}"
    return f"{told} win" if told == "1" else f"{told} wins"


def _off(told: float) -> str:
    if abs(told - 1.0) < TOLD or told <= 0:
        return "right in all" if told > 0 else "far too high"
    return f"{round(100 * abs(1.0 / told - 1.0))} % too {'high' if told < 1 else 'low'}"


def _done(by: Recalibration) -> str:
    """Which part of the fault is corrected: nearly all, half, a quarter; else that only the kinds are set right."""
    fault = by.told - 1.0
    if abs(fault) < TOLD:
        return "It was not right for each kind, and that is corrected"
    part = (by.corrected - 1.0) / fault
    for least, said in ((0.85, "That is corrected"), (0.62, "Most of that is corrected"), (0.38, "Half is corrected")):
        if part >= least:
            return said
    return "A part is corrected" if part > 0.1 else "Each kind is corrected by itself"


def _counts(factor: float) -> str:
    """By how much more or less."""
    percent = round(100 * (factor - 1.0))
    return f"{abs(percent)} % {'more' if percent > 0 else 'less'}" if percent else "as before"
