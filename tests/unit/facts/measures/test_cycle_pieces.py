"""Are lives cut into pieces without a day lost or counted twice?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from ownit.facts.measures import cycle_loops, cycle_pieces
from ownit.facts.measures.cycle_lives import Lives
from ownit.facts.measures.cycle_pieces import Counted, at_risk, counted
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


@pytest.mark.parametrize("staged", [False, True])
def test_every_day_and_every_end_is_counted_once(staged: bool) -> None:
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


def gaps(lives: Lives) -> Stays:
    """Each deal but every fifth in class 2 in its first week, in class 0 in the third, and in class 1 after 40 days."""
    told = lives.deal[lives.deal % 5 > 0]
    start, end, kind = (
        np.tile([0, 14, 40], len(told)),
        np.tile([7, 21, 10**6], len(told)),
        np.tile([2, 0, 1], len(told)),
    )
    stages = Stages(names=("a", "b"), moves=np.zeros((3, 3)), begins=np.zeros(3))
    return Stays(deal=np.repeat(told, 3), stage_class=kind, start=start, end=end, stages=stages)


def day_by_day(lives: Lives, stays: Stays) -> dict[tuple[int, ...], float]:
    """Days lived after and before the record by person, bin, slice, stage and whether before."""
    begins = [day.toordinal() for day in TIME.first]
    found: dict[tuple[int, ...], float] = defaultdict(float)
    for i in range(len(lives)):
        mine = np.flatnonzero(stays.deal == lives.deal[i])
        pieces: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for age in range(int(lives.entry[i]) + 1, int(lives.exit[i]) + 1):
            piece = bisect_left(AGE_EDGES, age) - 1, bisect_right(begins, int(lives.created[i]) + age) - 1
            here = [int(stays.stage_class[k]) for k in mine if stays.start[k] < age <= stays.end[k]]
            pieces.setdefault(piece, []).append((age, here[0] if here else -1))
        for (bin_, slice_), days in pieces.items():
            met = any(stage >= 0 for _, stage in days)
            for age, stage in days:
                if stage >= 0 or not met:
                    key = int(lives.person[i]), bin_, slice_, max(stage, 0), int(age <= lives.record[i])
                    found[key] += float(lives.weight[i])
    return dict(found)


def test_what_no_stay_meets_is_of_no_class_and_what_one_meets_in_part_counts_as_far_as_it_goes() -> None:
    lives = some(60)
    stays = gaps(lives)
    cells = counted(lives, stays, TIME)
    found: dict[tuple[int, ...], float] = defaultdict(float)
    keys = np.stack([cells.person, cells.bin, cells.slice, cells.stage], axis=1).tolist()
    for key, after, before in zip(keys, cells.exposure.tolist(), cells.exposure_before.tolist(), strict=True):
        found[*key, 0] += after
        found[*key, 1] += before
    assert {key: days for key, days in found.items() if days} == day_by_day(lives, stays)
    in_order = np.lexsort((cells.now, cells.stage, cells.slice, cells.band, cells.bin, cells.person))
    assert in_order.tolist() == list(range(len(cells.person)))


def test_compiled_and_plain_count_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lives = some(40)
    told = counted(lives, gaps(lives), TIME)
    monkeypatch.setattr(cycle_pieces, "count", getattr(cycle_loops.count, "py_func", cycle_loops.count))
    plain = counted(lives, gaps(lives), TIME)
    for name in Counted.__slots__:
        assert getattr(told, name).tolist() == getattr(plain, name).tolist()


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
