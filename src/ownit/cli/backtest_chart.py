"""What does a record look like: what was said against what came, and who was how far off?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt

from ownit.answers.trust import NAMES, OWNIT, Run, Trust
from ownit.cli import drawing

INK, PALE, OWN = "#222222", "#999999", "#0b5cad"
WIDTH, HEIGHT = 300, 280


def draw(answer: Trust, file: Path) -> None:
    """Draw the run that the sentence is about into an SVG or PNG file."""
    drawing.write(chart(answer), file)


def chart(answer: Trust) -> alt.TopLevelMixin:
    """Two pictures side by side; a sentence alone where there is no run."""
    if answer.told is None:
        nothing: alt.TopLevelMixin = alt.Chart(_data([{}]), title=_title(answer)).mark_text(text="No past period yet.")
        return nothing
    pictures = alt.hconcat(_said_and_came(answer.told), _off(answer), spacing=40)
    whole: alt.TopLevelMixin = (
        pictures.properties(title=_title(answer)).configure_view(stroke=None).configure(font="sans-serif")
    )
    return whole


def _title(answer: Trust) -> alt.TitleParams:
    under = _folded(answer.trust)
    return alt.TitleParams(
        text=_folded(answer.headline), subtitle=under, anchor="start", fontSize=14, subtitleFontSize=11, offset=16
    )


def _data(values: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=values)


def _folded(text: str, width: int = 110) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


def _said_and_came(run: Run) -> Any:
    """How often what came lay inside the ranges said for 10 to 90 in 100; the line is where they agree."""
    rows = [
        {
            "said": said,
            "came": 100 * came.mean,
            "low": 100 * min(max(came.low, 0.0), 1.0),
            "high": 100 * min(max(came.high, 0.0), 1.0),
        }
        for said, came in run.levels.items()
    ]
    told = _data(rows)
    x = alt.X("said:Q", title="ownit said, in 100", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(values=_TICKS))
    y = alt.Y("came:Q", title="it came, in 100", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(values=_TICKS))
    line = alt.Chart(_data([{"said": 0, "came": 0}, {"said": 100, "came": 100}]))
    right = line.mark_line(color=PALE, strokeDash=[4, 3]).encode(x=x, y=y)
    between = alt.Chart(told).mark_rule(color=OWN, opacity=0.5, strokeWidth=3).encode(x=x, y="low:Q", y2="high:Q")
    points = alt.Chart(told).mark_point(color=OWN, filled=True, size=60).encode(x=x, y=y)
    title = alt.TitleParams(
        text=f"Ranges for each {run.level}, a {run.horizon} ahead",
        subtitle=f"{run.cases} forecasts over {run.windows} {run.horizon}s; bars: 90 % confidence; dashed: as said",
        anchor="start",
        fontSize=12,
    )
    return alt.layer(right, between, points).properties(width=WIDTH, height=HEIGHT, title=title)


_TICKS = [0, 20, 40, 60, 80, 100]


def _off(answer: Trust) -> Any:
    """How far off each way of forecasting was, ownit being 1, on the cases both spoke in."""
    run = answer.told
    assert run is not None
    rows: list[dict[str, Any]] = [
        {
            "by": NAMES.get(name, name),
            "times": method.times,
            "low": (method.times_between or (method.times, method.times))[0],
            "high": (method.times_between or (method.times, method.times))[1],
            "label": f"{method.times:.2f}",
            "own": name == OWNIT,
        }
        for name, method in run.methods.items()
        if method.times is not None
    ]
    told = alt.Chart(_data(rows))
    largest = max(1.2, *(float(row["high"]) for row in rows)) * 1.15
    y = alt.Y("by:N", title=None, sort=[row["by"] for row in rows], axis=alt.Axis(labelLimit=220))
    x = alt.X("times:Q", title="off by, times ownit (less is better)", scale=alt.Scale(domain=[0, largest]))
    bars = told.mark_bar(height=18).encode(
        x=x, y=y, color=alt.condition("datum.own", alt.value(OWN), alt.value("#c8c8c8"))
    )
    between = told.mark_rule(color=INK).encode(x="low:Q", x2="high:Q", y=y)
    labels = told.mark_text(align="left", dx=5, color=INK).encode(x="high:Q", y=y, text="label:N")
    title = alt.TitleParams(
        text="How far off, beside what people do today",
        subtitle="mean CRPS; lines: 90 % confidence, periods drawn as a whole",
        anchor="start",
        fontSize=12,
    )
    return alt.layer(bars, between, labels).properties(width=WIDTH, height=HEIGHT, title=title)
