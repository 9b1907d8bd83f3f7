"""Does the progress line wait, keep to its line, and go?"""

from __future__ import annotations

import io

from ownit.cli.progress import ProgressLine


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_quick_work_shows_nothing() -> None:
    clock, screen = Clock(), io.StringIO()
    line = ProgressLine(screen, clock)
    for share in (0.0, 0.5, 1.0):
        clock.now += 0.6
        line("reading deals.csv", share)
    line.clear()
    assert screen.getvalue() == ""


def test_longer_work_is_drawn_in_place_at_its_pace_and_wiped() -> None:
    clock, screen = Clock(), io.StringIO()
    line = ProgressLine(screen, clock)
    for _ in range(300):
        clock.now += 0.01
        line("reading deals.csv", clock.now / 4)
    drawn = screen.getvalue()
    assert "\n" not in drawn
    assert 9 <= drawn.count("\r") <= 11
    assert "50%" in drawn
    assert "reading deals.csv" in drawn
    line.clear()
    line.clear()
    assert screen.getvalue() == drawn + "\r\x1b[K"


def test_a_share_beyond_the_whole_is_the_whole() -> None:
    clock, screen = Clock(), io.StringIO()
    line = ProgressLine(screen, clock)
    clock.now = 5
    line("x" * 500, 1.7)
    assert "100%" in screen.getvalue()
    assert len(screen.getvalue()) < 200
