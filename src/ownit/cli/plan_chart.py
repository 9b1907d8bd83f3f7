"""What does the ladder look like as a picture: hours of opening business against the chance of the number, alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from ownit.answers.plan.told import Told

INK, PALE, OWN, OTHER = "#1b1b1b", "#8a8a8a", "#0b5cad", "#a9c3dd"
WIDTH, BAR = 360, 30


def svg(told: Told) -> str:
    """The picture as SVG text, drawn in this process."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(chart(told).to_json())
    return drawn


def chart(told: Told) -> alt.TopLevelMixin:
    """A bar for each rung; the plan's is dark, and a rung without room in the week is hatched by its words."""
    rows = [_row(step) for step in told.ladder]
    base = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y(
        "hours:N",
        title=None,
        sort=[row["hours"] for row in rows],
        axis=alt.Axis(domain=False, ticks=False, labelFontSize=14, labelColor=INK, labelPadding=8),
    )
    x = alt.X(
        "chance:Q",
        title="chance of the number, alone, in 100",
        scale=alt.Scale(domain=[0, 125]),
        axis=alt.Axis(values=[0, 20, 40, 60, 80, 100], grid=True, gridColor="#e6e6e6", domain=False, ticks=False),
    )
    bars = base.mark_bar(height=BAR - 10).encode(
        x=x, y=y, color=alt.condition("datum.plan", alt.value(OWN), alt.value(OTHER))
    )
    labels = base.mark_text(align="left", baseline="middle", dx=6, fontSize=13, color=INK).encode(
        x="chance:Q", y=y, text="label:N"
    )
    asked = alt.Chart(alt.InlineData(values=[{"at": 100 * told.plan.confidence}]))
    line = asked.mark_rule(color=INK, strokeDash=[4, 3]).encode(x="at:Q")
    whole: alt.TopLevelMixin = (
        alt.layer(bars, line, labels)
        .properties(width=WIDTH, height=BAR * len(rows), padding=4)
        .configure_view(strokeWidth=0)
        .configure(font="sans-serif", background="white")
        .configure_axis(titleFontWeight="normal", titleFontSize=13, labelFontSize=12, titleColor=INK, labelColor=INK)
    )
    return whole


def _row(step: Any) -> dict[str, Any]:
    from ownit.answers.plan.figures import hour_figure

    return {
        "hours": f"{hour_figure(step.hours)} h",
        "chance": 100.0 * step.chance,
        "label": step.said,
        "plan": step.what.endswith("the plan") or "most that fits" in step.what,
    }
