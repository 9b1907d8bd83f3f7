"""Does a standing on the screen keep figures whole, whatever its width?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console
from tests.unit.answers.test_standing_sentence import outlook, someone

from ownit.answers.standing import Period, Standing
from ownit.answers.standing.sentence import compose, reason_of_all, without_reason
from ownit.cli.verb_standing import tell

SAID = "Alone: about 3 chances in 4 of making 545 k USD by 30 September; most likely 420 k to 1 M USD."
ANSWER = Standing(
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


@pytest.mark.parametrize("columns", range(40, 100, 3))
def test_no_figure_is_parted_from_its_unit_and_no_line_is_filled_up(columns: int) -> None:
    out = io.StringIO()
    tell(ANSWER, Console(file=out, width=columns))
    lines = out.getvalue().splitlines()
    for whole in ("545 k USD", "420 k", "1 M USD"):
        assert sum(whole in line for line in lines) == 2
    assert all(line == line.rstrip() and len(line) <= columns for line in lines)


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_long_name_never_cuts_off_what_is_told_beside_its_bar(columns: int) -> None:
    long = replace(someone(outlook(600_000, 1_500_000), outlook(600_000, 1_500_000)), name="Maria " * 14)
    out = io.StringIO()
    tell(replace(ANSWER, people=(long,)), Console(file=out, width=columns))
    bars = [line for line in out.getvalue().splitlines() if line.endswith("alone 1 in 3, with help 1 in 3")]
    assert len(bars) == 1
    assert len(bars[0]) <= columns
    assert bars[0].startswith("Maria Maria") or bars[0].startswith("Maria Mar...")


def test_a_team_has_a_picture_and_its_members() -> None:
    one = someone(outlook(600_000, 1_500_000), outlook(600_000, 1_500_000))
    team, ann, bob = (replace(one, name=name) for name in ("Zoe's team", "Ann", "Bob"))
    out = io.StringIO()
    tell(replace(ANSWER, teams=(team,), members=(ann, bob)), Console(file=out, width=100))
    lines = out.getvalue().splitlines()
    bars = [line.split("  ")[0] for line in lines if line.endswith("alone 1 in 3, with help 1 in 3")]
    assert bars == ["Zoe's team", "Ann", "Bob"]
    heading = next(n for n, line in enumerate(lines) if line.startswith("who "))
    assert [line.split("  ")[0] for line in lines[heading + 1 : heading + 4]] == ["Ann", "Bob", "Zoe's team"]


@pytest.mark.parametrize("company", [False, True])
def test_a_reason_that_many_share_is_told_once(company: bool) -> None:
    """Thirty sellers of a CRM without sources were each told that who opened their deals is not recorded."""
    bare = someone(outlook(0, 1), outlook(0, 60_000), high=outlook(0, 60_000), goal=None, unknown_share=1.0)
    one = replace(bare, sentence=compose(bare, ANSWER.period, ANSWER.as_of))
    folk = tuple(replace(one, id=str(n), name=f"Ann {n}") for n in range(5))
    whole = replace(one, id="company") if company else None
    headline = one.sentence if company else "Q3 2026."
    out = io.StringIO()
    tell(replace(ANSWER, people=folk, company=whole, headline=headline, notes=()), Console(file=out, width=100))
    said = " ".join(out.getvalue().split())
    assert said.count("not recorded") == 1
    assert said.count("alone anything from") == 5 + company


def test_one_alone_keeps_the_reason() -> None:
    bare = someone(outlook(0, 1), outlook(0, 60_000), high=outlook(0, 60_000), goal=None, unknown_share=1.0)
    one = replace(bare, sentence=compose(bare, ANSWER.period, ANSWER.as_of))
    assert "not recorded" in one.sentence
    assert "recorded" not in without_reason(one)
    assert reason_of_all([one, replace(one, unknown_share=0.5)]).startswith("Of 2 people, who opened 50 to 100 %")
