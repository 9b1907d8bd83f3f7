"""Do the sentences say what the record shows, and no more than it can?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ownit.answers.trust import OWNIT, Run, sentence
from ownit.answers.trust.correction import correction
from ownit.answers.trust.summary import runs
from ownit.cli import drawing
from ownit.facts import tested
from ownit.method.case import Case, Look, case
from ownit.method.recalibration import NONE, Recalibration
from ownit.method.scores import step_law


def cases(windows: int, people: int = 10) -> list[Case]:
    """Each person's quarter is one of 0, 10 ... 90, told as it is; last quarter repeated says 90."""
    rng = np.random.default_rng(8)
    law, point = step_law(np.arange(0.0, 100.0, 10.0)), step_law(np.array([90.0]))
    made = []
    for n in range(windows):
        start = date(2020 + n // 4, 3 * (n % 4) + 1, 1)
        for person in range(people):
            look = Look(level="person", horizon="quarter", week=0, as_of=start, start=start, subject=str(person))
            came = float(rng.integers(0, 10) * 10)
            made += [case(look, OWNIT, law, came, 50.0), case(look, "last_period_point", point, came, 50.0)]
    return made


def only(windows: int) -> Run:
    (run,) = runs(cases(windows))
    return run


def test_a_true_law_is_found_calibrated_and_a_point_far_off() -> None:
    run = only(40)
    own, point = run.methods[OWNIT], run.methods["last_period_point"]
    assert own.cover80.mean == pytest.approx(0.8, abs=0.03)
    assert own.times == 1.0
    assert point.times == pytest.approx(point.crps / own.crps)
    assert own.bias == pytest.approx(0.0, abs=0.1)
    assert run.tenths[0].told == pytest.approx(0.5)
    assert run.tenths[0].came.mean == pytest.approx(0.5, abs=0.1)
    assert (run.origins, run.windows, run.cases) == (40, 40, 400)


def test_the_headline_answers_and_names_its_evidence() -> None:
    run = sentence.chosen([only(40)], "quarter")
    text = sentence.headline(run)
    assert text.startswith("When ownit said 80 in 100, it came ")
    assert "(40 past days, a quarter ahead); last quarter repeated was off by " in text
    assert "A fault of less than " in sentence.trust(run)


def closer_point(run: Run) -> Run:
    """As if the last period repeated had been closer."""
    point = replace(run.methods["last_period_point"], times=0.6)
    return replace(run, methods={**run.methods, "last_period_point": point})


def test_it_is_told_where_the_last_period_was_closer() -> None:
    assert sentence.closer([only(3)]) == ""
    of_four = cases(4)
    before = [c for c in of_four if c.method == OWNIT or c.look.start > of_four[0].look.start]
    beaten = closer_point(runs(before)[0])  # of the first quarter there was no last one to repeat
    team = replace(beaten, level="team")
    assert sentence.closer([beaten, team]) == (
        " A quarter ahead, last quarter repeated was closer for each person and each team, on 3 past quarters: "
        "too few to judge."
    )
    assert sentence.closer([closer_point(only(9))]).endswith("closer for each person.")


def test_three_windows_are_not_enough_evidence_and_none_is_none() -> None:
    assert sentence.headline(only(3)).startswith("Not enough evidence yet.")
    assert "3 past periods" in sentence.trust(only(3))
    assert sentence.chosen([], "quarter") is None
    assert "Not enough evidence yet" in sentence.headline(None)
    assert "it takes 4" in sentence.trust(None)
    assert "days they were created" in sentence.next_step(None)
    assert "Import more history" in sentence.next_step(only(3))


def test_what_is_corrected_is_said_and_nothing_where_nothing_is() -> None:
    assert correction(NONE) is None
    half = Recalibration(open=0.88, new=0.9, windows=3, expected=100.0, came=80.0, corrected=0.9)
    assert correction(half) == (
        "Looked forward 3 times, ownit expected 100 wins and 80 came: 25 % too high. "
        "Half is corrected: open deals now count 12 % less, deals not yet opened 10 % less."
    )
    even = replace(half, open=1.05, new=0.998, came=100.4, corrected=1.0)
    assert correction(even) == (
        "Looked forward 3 times, ownit expected 100 wins and 100 came: right in all. It was not right for each kind, "
        "and that is corrected: open deals now count 5 % more, deals not yet opened as before."
    )
    stays = replace(even, came=90.0)
    assert "11 % too high. Each kind is corrected by itself: open deals" in (correction(stays) or "")
    assert "expected 4,629 wins and 3,707 came" in (correction(replace(half, expected=4629.0, came=3707.0)) or "")
    assert "expected 1 win and 0 came" in (correction(replace(half, expected=1.2, came=0.0)) or "")


def test_what_is_kept_is_read_again_to_the_bit(tmp_path: Path) -> None:
    about = tested.About(
        snapshot="s", made_with="m", as_of=date(2026, 8, 12), currency="USD", first=None, origins=4, sentence="So."
    )
    made = tuple(cases(4))
    assert tested.about(tmp_path, "s") is None
    tested.write(tmp_path, about, made)
    assert tested.about(tmp_path, "s") == about
    assert tested.cases(tmp_path, "s") == made
    tested.write(tmp_path, about, ())
    assert tested.cases(tmp_path, "s") == ()


def test_a_picture_goes_into_an_svg_or_png_in_a_folder_that_is_there(tmp_path: Path) -> None:
    drawing.check(tmp_path / "a.SVG")
    for file in (tmp_path / "a.pdf", tmp_path / "nowhere" / "a.svg"):
        with pytest.raises(drawing.PictureFileError, match=r"\.svg or \.png"):
            drawing.check(file)


@pytest.mark.slow
def test_the_picture_is_drawn_here(tmp_path: Path) -> None:
    from ownit.answers.trust import Trust
    from ownit.cli.backtest_chart import draw

    run = only(6)
    for shown in (run, None):
        answer = Trust(
            as_of=date(2026, 8, 12),
            snapshot="s",
            currency="USD",
            first=None,
            origins=6,
            runs=(run,),
            told=shown,
            headline=sentence.headline(run),
            trust=sentence.trust(run),
            next_step="",
            notes=(),
        )
        draw(answer, tmp_path / "a.svg")
        text = (tmp_path / "a.svg").read_text(encoding="utf-8")
        assert text.startswith("<svg")
        assert "http://www.w3.org" in text
        assert "https://" not in text
