"""Does a standing on the screen keep figures whole, whatever its width?"""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from ownit.answers.standing import Period, Standing
from ownit.cli.verb_standing import tell

SAID = "Alone: about 3 chances in 4 of making 545 k USD by 30 September; most likely 420 k to 1 M USD."


@pytest.mark.parametrize("columns", range(40, 100, 3))
def test_no_figure_is_parted_from_its_unit_and_no_line_is_filled_up(columns: int) -> None:
    answer = Standing(
        as_of=date(2026, 8, 12),
        snapshot="s",
        period=Period(name="Q3 2026", start=date(2026, 7, 1), end=date(2026, 9, 30)),
        people=(),
        teams=(),
        company=None,
        headline=SAID,
        next_step="Look a quarter ahead",
        notes=(SAID,),
    )
    out = io.StringIO()
    tell(answer, Console(file=out, width=columns))
    lines = out.getvalue().splitlines()
    for whole in ("545 k USD", "420 k", "1 M USD"):
        assert sum(whole in line for line in lines) == 2
    assert all(line == line.rstrip() and len(line) <= columns for line in lines)
