"""Does the table stand in one line for each, however narrow the terminal, and say what it left out?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from rich.console import Console

from ownit.answers.standing import Goal, Period, Standing, SubjectStanding
from ownit.cli.verb_standing import _evidence, _figures, tell
from ownit.facts.reckoned import Won
from ownit.method.law import Future, Law, Outlook

LAW = Law(future=Future.AS_GOING, mean=6e5, support=np.linspace(2e5, 1.4e6, 99), at_least=np.linspace(1.0, 0.0, 99))
OUTLOOK = Outlook(nothing_more=LAW, as_going=LAW, plan=LAW)


def seller(name: str, unknown: str = "0") -> SubjectStanding:
    return SubjectStanding(
        id=name,
        name=name,
        measure="bookings",
        currency="USD",
        goals=(Goal(measure="bookings", amount=Decimal(300_000), currency="USD"),),
        won=Won(own=Decimal(126_700), others=Decimal(425_000), unknown=Decimal(unknown)),
        registered=Decimal(3_210_000),
        counted=Decimal(2_410_000),
        low=OUTLOOK,
        high=OUTLOOK,
        help=OUTLOOK,
        unknown_share=0.0,
        evidence={},
        sentence="Alone: about even.",
    )


def told(width: int, unknown: str = "0") -> list[str]:
    answer = Standing(
        as_of=date(2026, 8, 12),
        snapshot="s",
        period=Period(name="Q3 2026", start=date(2026, 7, 1), end=date(2026, 9, 30)),
        people=(seller("Mei Lindqvist"), seller("Ingrid Solberg", unknown)),
        teams=(),
        company=None,
        headline="About even.",
        next_step="Look ahead: ownit standing --period next-quarter",
        notes=(),
    )
    screen = Console(file=io.StringIO(), width=width, force_terminal=False)
    tell(answer, screen, "OWNIT_HOME=/somewhere/rather/long/that/is/the/home/of/the/demo ownit")
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue().splitlines()


def test_open_deals_without_an_amount_are_counted() -> None:
    of = replace(seller("Mei"), registered=Decimal(0), counted=Decimal(0))
    assert [_figures(of)[name] for name in ("open", "counts")] == ["0", "0"]
    some = {"open_deals": 57, "not_counted": 1, "undated": 3}
    figures = _figures(replace(of, evidence=some))
    assert (figures["open"], figures["counts"]) == ("61 deals", "57 deals")
    assert _figures(replace(seller("Mei"), evidence=some))["open"] == "3.21 M"


def test_deals_in_no_chance_are_named_apart() -> None:
    some = {"won_on_record": 8.0, "opened_lately": 4.0, "open_deals": 57, "not_counted": 0, "undated": 3}
    told = _evidence(replace(seller("Mei"), evidence=some))
    assert told.startswith("Deals of Mei: 8 won on record")
    expansion = replace(seller("Nadia"), measure="bookings:expansion", evidence=some)
    assert _evidence(expansion).startswith("Deals of Nadia in expansion: 8 won on record")
    assert told.endswith("57 open (and 3 open without a creation date, which are in no chance).")


@pytest.mark.parametrize(
    ("width", "unknown", "left_out"),
    [
        (120, "0", ""),
        (120, "5000", ""),
        (80, "0", "open"),
        (80, "5000", "unknown, open"),
        (80, "9000000", "others, open"),
        (72, "0", "open, counts"),
    ],
)
def test_each_has_one_line(width: int, unknown: str, left_out: str) -> None:
    lines = told(width, unknown)
    table = lines[next(i for i, line in enumerate(lines) if line.startswith("Q3 2026")) :]
    assert table[1].split()[:2] == ["who", "goal"]
    assert [line[:14].strip() for line in table[2:4]] == ["Mei Lindqvist", "Ingrid Solberg"]
    hint = [line for line in table if line.startswith("A wider terminal also shows: ")]
    assert hint == ([f"A wider terminal also shows: {left_out}."] if left_out else [])
    assert ("unknown" in table[1]) == (unknown != "0" and "unknown" not in left_out)


def test_the_next_step_can_be_copied_from_a_narrow_terminal() -> None:
    assert told(60)[-1].endswith("/demo ownit standing --period next-quarter")
