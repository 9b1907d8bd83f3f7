"""Is there always a readable snapshot, the old or the new, wherever an import is killed?"""

from __future__ import annotations

import random
import time

import pytest

from ownit.facts.store import STEPS

from .conftest import Scene

RANDOM = 40 - len(STEPS)
"""With one kill at each named step these make forty."""


def test_an_import_goes_through_the_named_steps_in_order(scene: Scene) -> None:
    told = scene.lands()

    assert list(dict.fromkeys(told["steps"])) == list(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(scene: Scene, step: str) -> None:
    (told,) = scene.nursery.run(scene.job(kill_at=[step, 1]))

    assert told["killed"]
    is_new = scene.old_or_new()
    assert is_new == (STEPS.index(step) > STEPS.index("replace pointer"))
    scene.lands()


def test_killed_in_the_first_import_of_all(empty_scene: Scene) -> None:
    for step in ("merge", "place snapshot", "write pointer", "replace pointer"):
        (told,) = empty_scene.nursery.run(empty_scene.job(kill_at=[step, 1]))
        assert told["killed"]
        assert empty_scene.store.current() is None
    empty_scene.lands()
    assert [listed.state for listed in empty_scene.store.snapshots()] == ["current", *["undone"] * 2]


def _killed_at_random(scene: Scene, times: int, seed: int) -> None:
    chance = random.Random(seed)
    before = time.monotonic()
    scene.lands()
    takes = time.monotonic() - before
    for _ in range(times):
        (told,) = scene.nursery.run(scene.job(kill_after=chance.uniform(0, takes)))
        assert told["killed"] or "changed" in told
        scene.old_or_new()
    scene.lands()


def test_killed_at_random(scene: Scene) -> None:
    _killed_at_random(scene, RANDOM, seed=1)


@pytest.mark.soak
def test_killed_at_random_two_hundred_times(scene: Scene) -> None:
    _killed_at_random(scene, 200, seed=2)
