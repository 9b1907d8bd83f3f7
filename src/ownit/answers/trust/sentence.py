"""Which sentences say how good ownit was on this history, and how far to believe it?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.answers.trust.record import OWNIT, Run
from ownit.method.clusters import NEEDED

_WHOSE = {"person": "each person", "team": "each team", "company": "everyone together"}


def chosen(runs: Sequence[Run], held_to: str) -> Run | None:
    """The run that is told: of each person, from the beginning of the period people are held to, else of a month.

    The other horizon is told where that one has too few windows; none if there is no run.
    """
    wanted = "month" if held_to == "month" else "quarter"
    starts = [run for run in runs if run.level == "person" and run.week == 0]
    enough = [run for run in starts if run.windows >= NEEDED]
    ordered = sorted(enough or starts, key=lambda run: (run.horizon != wanted, -run.windows))
    return ordered[0] if ordered else None


def headline(run: Run | None) -> str:
    """The sentence that opens the screen."""
    if run is None:
        return "Not enough evidence yet: there is no past day from which a whole period could be looked at."
    own = run.methods[OWNIT]
    said = (
        f"When ownit said 80 in 100, it came {round(100 * own.cover80.mean)} times in 100 "
        f"({_counted(run.origins, 'past day')}, a {run.horizon} ahead)"
    )
    other = _other(run)
    text = f"{said}; {other}." if other else f"{said}."
    return text if run.windows >= NEEDED else f"Not enough evidence yet. {text}"


def _other(run: Run) -> str:
    """The best of what people do today, as a point: how far off it was beside ownit."""
    name = f"last {run.horizon} repeated"
    method = run.methods.get("last_period_point")
    if method is None or method.times is None:
        return ""
    return f"{name} was off by {more(method.times)}"


def more(times: float) -> str:
    """31 % more, 12 % less, as much."""
    percent = round(100 * abs(times - 1.0))
    if percent == 0:
        return "as much"
    return f"{percent} % more" if times > 1 else f"{percent} % less"


def trust(run: Run | None) -> str:
    """How far to believe it: the record with its interval, and what it could not have shown."""
    if run is None or run.windows < NEEDED:
        windows = 0 if run is None else run.windows
        return (
            f"How far to believe this: not enough evidence yet, {_counted(windows, 'past period')} could be looked at "
            f"and it takes {NEEDED}."
        )
    cover = run.methods[OWNIT].cover80
    return (
        f"How far to believe this: a {run.horizon} ahead, {round(100 * cover.mean)} in 100 of what came for "
        f"{_WHOSE[run.level]} lay inside the 80 % range ({_percent(cover.low)} to {_percent(cover.high)} with 90 % "
        f"confidence, {run.windows} {run.horizon}s). A fault of less than {round(100 * cover.detectable)} points "
        "could not have been seen yet."
    )


def closer(runs: Sequence[Run]) -> str:
    """Of which whole periods the last one repeated, as a point, was closer than ownit: a record that is bad is told."""
    return "".join(_closer(horizon, [r for r in runs if r.horizon == horizon]) for horizon in ("month", "quarter"))


def _closer(horizon: str, runs: Sequence[Run]) -> str:
    beaten = [
        run
        for run in runs
        if run.week == 0 and (point := run.methods.get("last_period_point")) and (point.times or 1.0) < 1.0
    ]
    if not beaten:
        return ""
    *others, last = (_WHOSE[run.level] for run in beaten)
    whose = f"{', '.join(others)} and {last}" if others else last
    both = min(run.methods["last_period_point"].cover80.clusters for run in beaten)  # in which that one spoke too
    how = f", on {_counted(both, f'past {horizon}')}: too few to judge" if both < NEEDED else ""
    return f" A {horizon} ahead, last {horizon} repeated was closer for {whose}{how}."


def _percent(share: float) -> int:
    return round(100 * min(max(share, 0.0), 1.0))


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def next_step(run: Run | None) -> str:
    """The one thing to do next."""
    if run is None:
        return "Import two years of deals, with the days they were created and closed. ownit import --help"
    if run.windows < NEEDED:
        return "Import more history: two years show what one cannot. ownit import --help"
    own = run.methods[OWNIT].cover80
    if own.low > 0.8 or own.high < 0.8:
        return "See what limits the data before leaning on the range: ownit facts quality"
    return "Ask where everyone stands, with this in mind: ownit standing"
