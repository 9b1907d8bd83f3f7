"""Do lines fit a terminal of any width without a word broken?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.cli import layout

words = st.lists(st.text("abcdefgh-", min_size=1, max_size=12), min_size=1, max_size=30)


@given(words, st.integers(20, 100), st.integers(0, 6))
def test_a_paragraph_breaks_between_words_only(words: list[str], columns: int, indent: int) -> None:
    lines = layout.broken(" ".join(words), columns, indent)
    assert [w for line in lines for w in line.split()] == words
    assert all(len(line) <= columns for line in lines)


def test_a_figure_stays_with_its_unit() -> None:
    assert layout.broken("a week of 17 h 30 min and 550 k", 20) == ["a week of 17 h", "30 min and 550 k"]
    assert layout.broken("of the 17 h that", 10) == ["of the", "17 h that"]
    assert layout.broken("makes it 240 k EUR by", 20) == ["makes it 240 k EUR", "by"]
    assert layout.broken("makes it so 240 k EUR by", 20) == ["makes it so", "240 k EUR by"]
    assert layout.broken("the whole of 9 USD by", 16) == ["the whole of", "9 USD by"]


@pytest.mark.parametrize("columns", [30, 60, 80])
def test_rows_keep_to_the_width_and_lose_nothing(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [("1", "Acme", "an old customer whom one should ask for Jane"), ("12", "Beta and Sons", "new plant")]
    layout.listed(cells, right=(0,), columns=columns)
    out = capsys.readouterr().out.splitlines()
    assert all(len(line) <= columns for line in out)
    assert " ".join(" ".join(out).split()) == " ".join(" ".join(row) for row in cells)


def test_a_command_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    layout.next_step("put names onto your list: ownit targets add NAME", columns=40)
    assert capsys.readouterr().out.splitlines() == ["Next: put names onto your list:", "  ownit targets add NAME"]
