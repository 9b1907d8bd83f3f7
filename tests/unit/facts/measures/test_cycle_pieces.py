"""Are lives cut into pieces without a day lost or counted twice?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ownit.facts.measures.cycle_lives import Lives
from ownit.facts.measures.cycle_pieces import at_risk, counted
from ownit.facts.measures.cycle_stages import Stays
from ownit.method.cycle import AGE_EDGES, slices
from ownit.method.cycle.cells import ENDED, Stages

AS_OF = date(2026, 8, 12)
TIME = slices(AS_OF)
RNG = np.random.default_rng(4)


def some(n: int) -> Lives:
    """Lives that began within four years, all closed, every other one of them won."""
    created = AS_OF.toordinal() - RNG.integers(0, 1460, n)
    entry = np.maximum(TIME.first[0].toordinal() - 1 - created, 0)
    exit_ = np.minimum(entry + RNG.integers(0, 500, n), AS_OF.toordinal() - created)
    won, yes, no = np.arange(n) % 2 == 0, np.ones(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    return Lives(
        deal=np.arange(n),
        person=np.sort(RNG.integers(0, 3, n)),
        weight=RNG.choice([0.25, 0.5, 1.0], n),
        created=created,
        entry=entry,
        exit=exit_,
        record=np.maximum(entry, 40),
        ago_bin=np.zeros(n, dtype=np.int64),
        now=np.full(n, ENDED),
        band=np.zeros(n, dtype=np.int64),
        is_open=no,
        closed=yes,
        won=won,
        lost=~won,
        bulk=no,
        begun=yes,
    )


def halves(lives: Lives) -> Stays:
    """Each deal in class 1 up to half its life, then in class 2 for good."""
    half = (lives.entry + lives.exit) // 2
    zero, never = np.zeros(len(lives), dtype=np.int64), np.full(len(lives), 10**6)
    start, end = np.stack([zero, half], axis=1).ravel(), np.stack([half, never], axis=1).ravel()
    deal, kind = np.repeat(lives.deal, 2), np.tile([1, 2], len(lives))
    last = end > start
    stages = Stages(names=("a", "b"), moves=np.zeros((3, 3)), begins=np.zeros(3))
    return Stays(deal=deal[last], stage_class=kind[last], start=start[last], end=end[last], stages=stages)


@pytest.mark.parametrize(("staged", "at_once"), [(False, 16), (True, 16), (True, 64)])  # cut within people; between
def test_every_day_and_every_end_is_counted_once(staged: bool, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownit.facts.measures.cycle_pieces.AT_ONCE", at_once)
    lives = some(300)
    cells = counted(lives, halves(lives) if staged else None, TIME)
    days, seen = lives.exit - lives.entry, np.maximum(lives.exit - lives.record, 0)
    lasting = days > 0
    assert cells.exposure.sum() == pytest.approx(float(seen @ lives.weight))
    assert cells.exposure_before.sum() == pytest.approx(float((days - seen) @ lives.weight))
    assert cells.won.sum() == pytest.approx(lives.weight[lives.won & lasting].sum())
    assert cells.lost.sum() == pytest.approx(lives.weight[lives.lost & lasting].sum())
    keys = np.stack([cells.person, cells.bin, cells.band, cells.slice, cells.stage, cells.now])
    assert len(np.unique(keys, axis=1).T) == len(cells.person)
    for person in range(3):
        whose = lives.person == person
        assert cells.exposure[cells.person == person].sum() == pytest.approx(float((seen * lives.weight)[whose].sum()))
    if staged:
        assert set(cells.stage.tolist()) == {1, 2}


def test_a_day_is_in_the_bin_of_its_age_and_the_slice_of_its_date() -> None:
    created = date(2026, 5, 1)
    one = some(1)
    lives = Lives(
        **{name: getattr(one, name) for name in Lives.__slots__}
        | {
            "created": np.array([created.toordinal()]),
            "entry": np.array([0]),
            "exit": np.array([10]),
            "record": np.array([0]),
            "weight": np.ones(1),
        }
    )
    cells = counted(lives, None, TIME)
    assert dict(zip(cells.bin.tolist(), cells.exposure.tolist(), strict=True)) == {0: 7.0, 1: 3.0}
    began = [day for day in TIME.first if day <= created][-1]
    assert {TIME.first[s] for s in cells.slice.tolist()} == {began}
    assert at_risk(lives).tolist() == [1.0, 1.0] + [0.0] * (len(AGE_EDGES) - 2)
