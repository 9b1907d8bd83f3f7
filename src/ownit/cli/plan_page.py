"""What does a plan look like as one page to send on: to a leader, a buddy, oneself?

One file with everything in it: no script, nothing from another host. It is read on a phone, on a screen and on paper.
What a page to be sent on leaves out: the seller's own sentence and what they earn, which stay with them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.answers import words
from ownit.answers.plan import figures
from ownit.errors import OwnitError

if TYPE_CHECKING:
    from datetime import date

    from ownit.answers.plan.spans import Span
    from ownit.answers.plan.told import Row, Told
    from ownit.answers.plan.unit import Unit
    from ownit.method.runway import LastDay


class PageFileError(OwnitError):
    """A page cannot be written there."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} cannot be written: name a file that ends in .html, in a folder that is there.")


def check(file: Path) -> None:
    """Before the work is done: raises PageFileError if the page could not be written after it."""
    if file.suffix.lower() not in (".html", ".htm") or not file.parent.is_dir():
        raise PageFileError(file)


def write(told: Told, file: Path) -> None:
    """Write the page. Raises PageFileError."""
    check(file)
    try:
        file.write_text(page(told), encoding="utf-8")
    except OSError as e:
        raise PageFileError(file) from e
    sys.stderr.write(f"Written into {file}\n")


def page(told: Told) -> str:
    """The whole of it as HTML text."""
    from ownit.cli.plan_chart import svg

    plan = told.plan
    title = f"{told.name}: {words.amount(plan.goal, told.unit.amount)} by {words.day(plan.end)}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="lead">{escape(told.sentence)}</p>',
        *_paragraphs(told.icing, told.between),
        "<h2>Hours a week, and the chance they give</h2>",
        f'<figure role="img" aria-label="{escape(_heard(told), quote=True)}">{svg(told)}'
        f"<figcaption>Dashed: the {escape(figures.asked_for(plan.confidence))} asked for. Dark: "
        f"{'the plan' if plan.feasible else 'the most that fits'}.</figcaption></figure>",
        _ladder(told),
        "<h2>Each week</h2>",
        _week(told.week, told.unit),
        "<h2>Number, deals and last days</h2>",
        _days(told),
        *_paragraphs(told.binds, *told.notes),
        f"<footer>As of {words.day(told.as_of)}. {escape(_whose(told))} Made with ownit.</footer>",
    ]
    return _PAGE.format(title=escape(title), style=_STYLE, body="\n".join(parts))


def _paragraphs(*texts: str) -> list[str]:
    return [f"<p>{escape(text)}</p>" for text in texts if text]


def _whose(told: Told) -> str:
    return "From the seller's own record." if told.source == "record" else "By the seller's own word."


def _heard(told: Told) -> str:
    """The picture in words, for whoever hears it."""
    return "; ".join(f"{figures.hours(s.hours)}: {s.said}" for s in told.ladder)


def _ladder(told: Told) -> str:
    rows = [
        (f"{figures.hour_figure(s.hours)} h", figures.figure(s.opened), f"{100 * s.chance:.0f} in 100", s.what)
        for s in told.ladder
    ]
    return _table(("hours", told.unit.several, "chance alone", ""), rows, right=(0, 1))


def _week(rows: Sequence[Row], unit: Unit) -> str:
    cells = [
        (
            row.title,
            "" if row.activities is None else figures.activities(row.kind, row.activities),
            figures.hour_figure(row.hours),
            "" if row.opened is None else figures.figure(row.opened),
            row.evidence,
        )
        for row in rows
    ]
    return _table(
        ("", "activities", "hours", f"{unit.several} {unit.done}", "evidence"), cells, right=(1, 2, 3), last=True
    )


def _days(told: Told) -> str:
    from ownit.answers.plan.days import meaning

    cells = [_span(span, told) for span in told.shown]
    heads = ("", "number", f"to {told.unit.bring}", "chance alone", "open by", "start by")
    table = _table(heads, cells, right=(1, 2), last=len(cells) > 1)
    hand = [
        f"{s.name} is set by hand{f': {s.reason}' if s.reason else ''}; reckoned: "
        f"{words.amount(s.calculated, told.currency)}."
        for s in told.shown
        if s.by_hand
    ]
    what = (
        f"There is no last day to open: {told.no_days}"
        if told.no_days
        else f"{meaning(range_below=True, behind=any(s.behind for s in told.shown))} {told.touched}"
    )
    return table + "".join(f'<p class="small">{escape(text)}</p>' for text in (*hand, what))


def _span(span: Span, told: Told) -> tuple[str, ...]:
    opened = span.open_by
    by = ""
    if opened is not None:
        by = f"{_by(opened, span.open_now, told)}\n{_short(opened.earliest)} to {_short(opened.latest)}"
    return (
        span.name,
        words.amount(span.amount) + ("*" if span.by_hand else ""),
        figures.figure(span.opened),
        words.chance(span.chance),
        by,
        _by(span.start_by, span.start_now, told),
    )


def _by(last: LastDay | None, now: float | None, told: Told) -> str:
    """A last day, or where it is behind what still comes in time."""
    from ownit.answers.plan.days import in_time

    if now is not None:
        return in_time(now)
    return "" if last is None else f"{_short(last.on)}{'' if last.on.year == told.as_of.year else f' {last.on.year}'}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b}"


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), *, last: bool = False
) -> str:
    """A table; ``last``: its last row is the sum. What a cell says on a second line stands smaller."""
    head = "".join(f'<th scope="col"{_class(i, right)}>{escape(h)}</th>' for i, h in enumerate(heads))
    body = []
    for n, row in enumerate(rows):
        cells = "".join(
            f'<th scope="row"{_class(i, right)}>{escape(c)}</th>'
            if i == 0
            else f"<td{_class(i, right)}>{_cell(c)}</td>"
            for i, c in enumerate(row)
        )
        body.append(f"<tr{' class=sum' if last and n == len(rows) - 1 else ''}>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _cell(text: str) -> str:
    first, _, second = text.partition("\n")
    return f"{escape(first)}<small>{escape(second)}</small>" if second else escape(first)


def _class(i: int, right: Sequence[int]) -> str:
    return " class=n" if i in right else ""


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1b1b1b; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; }
.lead { font-size: 1.1rem; }
.small, figcaption, footer { font-size: .875rem; color: #555; }
figure { margin: 0; }
figure svg { width: 100%; max-width: 36rem; height: auto; display: block; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #e2e2e2; vertical-align: top; }
thead th { font-weight: 500; color: #555; font-size: .875rem; }
tbody th { font-weight: 500; }
td small { display: block; color: #555; white-space: nowrap; }
.sum td small { font-weight: 400; }
.n { text-align: right; white-space: nowrap; padding-right: 1rem; }
.sum th, .sum td { border-top: 2px solid #1b1b1b; border-bottom: 0; font-weight: 600; }
footer { margin-top: 2.5rem; border-top: 1px solid #e2e2e2; padding-top: .75rem; }
@media (max-width: 34rem) {
  main { padding: 1rem 1rem 2rem; }
  th, td { padding-right: .35rem; font-size: .85rem; }
  thead th { font-size: .75rem; }
  .n { padding-right: .5rem; white-space: normal; }
  td small { white-space: normal; }
}
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: 11pt; }
  h2 { break-after: avoid; }
  table, figure { break-inside: avoid; }
}
"""
