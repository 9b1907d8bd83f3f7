"""Are lives cut where stages, times and ages change, and renewals kept apart?"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from ownit.facts.known import deals as known_deals
from ownit.facts.measures.cycle import cycle_cells
from ownit.facts.measures.deals import Roster, book
from ownit.facts.measures.renewals import but_renewals, renewal_cells
from ownit.method.cycle.cells import ENDED, CycleCells

TODAY = date(2026, 8, 12)
ROSTER = Roster(connector=["crm"], person_id=["viktor"], person=[0], people=1)


def counted(story: Any) -> tuple[Any, CycleCells]:
    """The deals of a story as known today, and the cells of their cycle."""
    tables = story.tables()
    known = known_deals(tables, TODAY, currency="EUR")
    return known, cycle_cells(known, ROSTER, TODAY, stage_changes=tables["stage_change"])


def days_by_stage(cells: CycleCells, stages: int) -> list[float]:
    """Days lived in no known stage and in each of these, before the record and after."""
    days = np.bincount(cells.stage, weights=cells.exposure + cells.exposure_before, minlength=stages + 1)
    return [float(of) for of in days]


def test_a_life_is_cut_where_the_stage_changes(story: Any) -> None:
    """D1 is in Start for 10 days, in Offer for 20 and won; D2 has been in Start since it was opened; D3 says nothing.

    opportunity
    id | created_on | stage | outcome | closed_on
    D1 | 2026-03-01 | Won   | won     | 2026-03-31
    D2 | 2026-07-13 | Start | open    |
    D3 | 2026-08-02 | Start | open    |

    stage_change
    opportunity_id | at                  | from_stage | to_stage
    D1             | 2026-03-11T09:00:00 | Start      | Offer
    D1             | 2026-03-31T09:00:00 | Offer      | Won
    D2             | 2026-07-13T09:00:00 |            | Start
    D2             | 2026-08-20T09:00:00 | Start      | Offer
    """
    known, cells = counted(story)
    assert cells.stages is not None
    assert cells.stages.names == ("Start", "Offer")
    assert days_by_stage(cells, 2) == [10.0, 40.0, 20.0]
    assert np.bincount(cells.stage, weights=cells.won, minlength=3).tolist() == [0.0, 0.0, 1.0]
    assert cells.stages.moves.tolist() == [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert cells.stages.begins.tolist() == [0, 2, 0]
    assert set(cells.now[cells.won > 0]) == {ENDED}
    quarter = [cells.slices.first[i] for i in np.unique(cells.slice[cells.stage == 2])]
    assert quarter == [date(2026, 3, 2), date(2026, 3, 18)]  # the third month, and its last two weeks
    still = book(known, ROSTER, TODAY, stages=cells.stages.names)
    assert still.deals.stage is not None
    assert dict(zip([id_ for _, id_ in still.key], still.deals.stage.tolist(), strict=True)) == {"D2": 1, "D3": 1}


def test_of_several_changes_on_a_day_the_last_counts_for_all_who_share_the_deal(story: Any) -> None:
    """D1 passes through Start and back to Offer on one day, by its UTC date, and is shared by two; D2 is another's.

    opportunity
    id | created_on | stage | outcome | closed_on  | owner_id
    D1 | 2026-03-01 | Won   | won     | 2026-03-31 | U1
    D2 | 2026-03-01 | Won   | won     | 2026-03-31 | U1

    credit
    opportunity_id | person_id | share
    D1             | U1        | 0.5
    D1             | U2        | 0.5

    stage_change
    opportunity_id | at                  | from_stage | to_stage
    D1             | 2026-03-11T23:59:59 | Start      | Offer
    D1             | 2026-03-11T09:00:00 | Offer      | Start
    D1             | 2026-03-11T08:00:00 | Start      | Offer
    D2             | 2026-03-12T00:00:00 | Start      | Offer
    """
    _, cells = counted(story)
    assert cells.stages is not None
    assert cells.stages.names == ("Start", "Offer")
    assert days_by_stage(cells, 2) == [0.0, 10.0 + 11.0, 20.0 + 19.0]


def test_without_a_history_no_stage_is_told_apart(story: Any) -> None:
    """
    opportunity
    id | created_on | stage | outcome | closed_on
    D1 | 2026-03-01 | Won   | won     | 2026-03-31
    """
    _, cells = counted(story)
    assert cells.stages is None
    assert set(cells.stage) == {0}


def test_renewals_are_counted_with_their_delay_and_left_out_of_the_hunt(story: Any) -> None:
    """R1 and R2 decided, five days late and on the day; R3 to come; R4 has no due date: it is a deal like others.

    opportunity
    id | created_on | kind    | outcome | closed_on  | expected_close
    R1 | 2026-03-01 | renewal | won     | 2026-06-05 | 2026-05-31
    R2 | 2026-03-01 | renewal | lost    | 2026-05-31 | 2026-05-31
    R3 | 2026-06-01 | renewal | open    |            | 2026-09-11
    R4 | 2026-06-01 | renewal | open    |            |
    N1 | 2026-06-01 |         | open    |            | 2026-09-11
    """
    known = known_deals(story.tables(), TODAY, currency="EUR")
    cells = renewal_cells(known, ROSTER, TODAY)
    assert (cells.won.tolist(), cells.lost.tolist()) == ([1.0, 0.0], [1.0, 0.0])
    assert dict(zip(cells.delay, cells.count, strict=True)) == {0.0: 1.0, 5.0: 1.0}
    hunted = set(but_renewals(deals=known).to_pyarrow()["id"].to_pylist())
    assert hunted == {"R4", "N1"}
    due = book(known, ROSTER, TODAY).deals.due
    assert due is not None
    assert due[~np.isnan(due)] == pytest.approx([30.0])
