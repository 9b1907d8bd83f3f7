"""Are plans tried where sellers behave, and is a miss in silence found? A small part of ``bench.scenarios``."""

from __future__ import annotations

import numpy as np
import pytest
from bench.scenarios import Row, line, played, silent, told

from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS


def rows(made: float, doubts: tuple[str, ...] = ()) -> list[Row]:
    """Ten sellers in each of five companies, of whom so many in ten make it."""
    return [
        Row(company=c, told=True, feasible=True, chance=0.8, letter=float(n < 10 * made), doubts=doubts)
        for c in range(5)
        for n in range(10)
    ]


def test_a_miss_is_silent_only_if_nothing_was_said() -> None:
    assert not silent(line(rows(0.7)), ())
    assert silent(line(rows(0.4)), ("unknown_origin",))
    assert not silent(line(rows(0.4)), ("no_losses",))
    assert not silent(line(rows(0.4, ("beyond",))), ())


def test_a_row_says_how_many_made_it_and_what_was_warned_of() -> None:
    found = line([*rows(0.4, ("beyond",)), Row(company=9, told=False, feasible=False)])
    said = told("base", found, ("no_losses",))
    assert " 40.0 ± " in said
    assert said.endswith("missed  (no_losses; 100 % beyond)")
    assert (found.sellers, found.untold) == (51, 1)


@pytest.mark.slow
@pytest.mark.soak
def test_plans_are_tried_in_companies_that_behave_and_not_in_one_that_has_hardly_begun() -> None:
    found = played("base", TEST_SEEDS[30:33])
    assert len(found.rows) == 24
    assert any(r.feasible for r in found.rows)
    for row in found.rows:
        if row.feasible:
            assert row.chance >= 0.8
            assert row.letter in (0.0, 1.0)
            assert np.isfinite([row.opens, row.brings]).all()
    assert not any(r.told for r in played("tiny", TEST_SEEDS[30:31]).rows)
