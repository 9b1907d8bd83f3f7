"""What was known of every deal on a past day, and what was not?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.known import COLUMNS, deals

MARCH_31 = date(2026, 3, 31)
TODAY = date(2026, 8, 12)


def known(story: Any, as_of: date, **options: Any) -> dict[str, dict[str, Any]]:
    table = deals(story.tables(**options), as_of, currency="EUR").to_pyarrow()
    assert tuple(table.column_names) == COLUMNS
    assert len(set(table["id"].to_pylist())) == table.num_rows
    return {row["id"]: row for row in table.to_pylist()}


def of(rows: dict[str, dict[str, Any]], *columns: str) -> dict[str, tuple[Any, ...]]:
    return {id_: tuple(row[c] for c in columns) for id_, row in sorted(rows.items())}


def test_a_deal_is_there_from_its_first_trace_on(story: Any) -> None:
    """D3 and D4 were deleted: lost from then on. D5 and D6 have no creation date: a stage change, a close dates
    them. D8 and D9 have no date at all.

    opportunity
    id | created_on | gone_on    | outcome | closed_on
    D1 | 2026-03-31 |            | open    |
    D2 | 2026-04-01 |            | open    |
    D3 | 2026-01-01 | 2026-03-31 | open    |
    D4 | 2026-01-01 | 2026-04-01 | open    |
    D5 |            |            | open    |
    D6 |            |            | won     | 2026-03-01
    D7 |            |            | won     | 2026-05-01
    D8 |            |            | open    |
    D9 | 2026-01-01 |            | lost    |
    E1 | 2026-09-01 |            | open    |

    stage_change
    opportunity_id | at                  | to_stage
    D5             | 2026-03-30T09:00:00 | Open
    """
    assert sorted(known(story, MARCH_31)) == ["D1", "D3", "D4", "D5", "D6"]
    assert sorted(known(story, TODAY)) == ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9"]


def test_what_is_deleted_while_open_was_lost_that_day(story: Any) -> None:
    """D1 went when it was open; D2 was entered by mistake; D3 was lost before it went, D4 won: it no longer counts.

    opportunity
    id | created_on | gone_on    | outcome | closed_on
    D1 | 2026-01-01 | 2026-03-31 | open    |
    D2 | 2026-03-01 | 2026-03-08 | open    |
    D3 | 2026-01-01 | 2026-03-01 | lost    | 2026-02-01
    D4 | 2026-01-01 | 2026-03-01 | won     | 2026-02-01
    D5 | 2026-01-01 | 2026-04-01 | open    |
    """
    lost = {"D1": ("lost", MARCH_31), "D3": ("lost", date(2026, 2, 1))}
    assert of(known(story, MARCH_31), "outcome", "closed_on") == lost | {"D5": ("open", None)}
    assert of(known(story, TODAY), "outcome", "closed_on") == lost | {"D5": ("lost", date(2026, 4, 1))}


def test_stage_amount_and_close_are_those_of_the_history(story: Any) -> None:
    """D1 changed before and after; D2 only after; D3 never; D4 was won in February and overwritten by nobody.

    opportunity
    id | created_on | stage    | amount | expected_close | outcome | closed_on
    D1 | 2026-01-01 | Contract | 900    | 2026-09-30     | open    |
    D2 | 2026-01-01 | Contract | 800    | 2026-09-30     | open    |
    D3 | 2026-01-01 | Contract | 700    | 2026-09-30     | open    |
    D4 | 2026-01-01 | Won      | 600    | 2026-02-28     | won     | 2026-02-28
    D5 | 2026-01-01 | Won      | 500    | 2026-05-31     | won     | 2026-05-31

    stage_change
    opportunity_id | at                  | from_stage | to_stage | amount | expected_close
    D1             | 2026-01-01T09:00:00 |            | Lead     | 100    | 2026-04-30
    D1             | 2026-02-01T09:00:00 | Lead       | Offer    |        | 2026-06-30
    D1             | 2026-03-31T23:59:59 |            |          | 300    |
    D1             | 2026-04-01T00:00:00 | Offer      | Contract | 900    | 2026-09-30
    D2             | 2026-05-01T09:00:00 | Offer      | Contract | 800    |
    D5             | 2026-03-01T09:00:00 | Lead       | Offer    | 450    |
    """
    columns = ("stage", "amount", "amount_state", "expected_close", "outcome", "closed_on")
    assert of(known(story, MARCH_31), *columns) == {
        "D1": ("Offer", 300.0, "known", date(2026, 6, 30), "open", None),
        "D2": ("Offer", None, "unknown_then", None, "open", None),
        "D3": (None, None, "unknown_then", None, "open", None),
        "D4": ("Won", 600.0, "known", date(2026, 2, 28), "won", date(2026, 2, 28)),
        "D5": ("Offer", 450.0, "known", None, "open", None),
    }
    assert of(known(story, TODAY), "stage", "amount", "outcome")["D5"] == ("Won", 500.0, "won")


def test_two_changes_at_one_instant_have_one_outcome(story: Any) -> None:
    """
    opportunity
    id | created_on | stage
    D1 | 2026-01-01 | Z

    stage_change
    opportunity_id | at                  | to_stage | amount
    D1             | 2026-02-01T09:00:00 | B        | 2
    D1             | 2026-02-01T09:00:00 | C        | 3
    D1             | 2026-02-01T09:00:00 | A        | 1
    """
    assert of(known(story, MARCH_31), "stage", "amount") == {"D1": ("C", 3.0)}


def test_what_closed_later_was_open_and_a_future_close_is_not_one(story: Any) -> None:
    """An open deal's close date is an expectation, never a close.

    opportunity
    id | created_on | outcome | closed_on  | closed_at
    D1 | 2026-01-01 | won     | 2026-03-31 |
    D2 | 2026-01-01 | lost    | 2026-04-01 |
    D3 | 2026-01-01 | open    | 2026-02-01 |
    D4 | 2026-01-01 | won     | 2026-12-01 |
    """
    assert of(known(story, MARCH_31), "outcome", "closed_on") == {
        "D1": ("won", date(2026, 3, 31)),
        "D2": ("open", None),
        "D3": ("open", None),
        "D4": ("open", None),
    }
    assert of(known(story, TODAY), "outcome", "closed_on")["D4"] == ("open", None)


def test_the_owner_is_the_one_of_the_day(story: Any) -> None:
    """D1 changed hands before and after, D2 after; D3 never, in a CRM that keeps owners; D4's keeps none.

    opportunity
    connector | id | created_on | owner_id
    crm       | D1 | 2026-01-01 | carla
    crm       | D2 | 2026-01-01 | carla
    crm       | D3 | 2026-01-01 | carla
    other     | D4 | 2026-01-01 | carla

    owner_change
    opportunity_id | at                  | from_owner | to_owner
    D1             | 2026-02-01T09:00:00 | anna       | ben
    D1             | 2026-04-01T09:00:00 | ben        | carla
    D2             | 2026-04-01T09:00:00 | anna       | carla
    """
    assert of(known(story, MARCH_31), "owner_id", "person_id", "owner_known_then") == {
        "D1": ("ben", "ben", True),
        "D2": ("anna", "anna", True),
        "D3": ("carla", "carla", True),
        "D4": ("carla", "carla", False),
    }
    before_any = of(known(story, date(2026, 1, 15)), "owner_id", "owner_known_then")
    assert before_any["D1"] == ("anna", True)
    assert before_any["D3"] == ("carla", False)
    assert of(known(story, TODAY), "owner_id", "owner_known_then")["D4"] == ("carla", True)


def test_a_claimed_origin_is_unknown_then_a_shown_or_closed_one_is_not(story: Any) -> None:
    """The source of an open deal may have been written when it was won, so a back-test may not read it.

    opportunity
    id | created_on | account_id | source_class | outcome | closed_on
    D1 | 2026-01-10 |            | cold         | won     | 2026-05-01
    D2 | 2026-01-10 | a2         |              | won     | 2026-05-01
    D3 | 2026-01-10 |            | cold         | won     | 2026-02-01

    activity
    id | account_id | person_id | channel | on
    A1 | a2         | viktor    | call    | 2026-01-05
    """
    columns = ("opened_by", "origin_to_person", "origin_basis", "origin_reason", "source_class", "origin_known_then")
    assert of(known(story, MARCH_31), *columns) == {
        "D1": (None, "unknown", "none", "unknown_then", None, False),
        "D2": ("viktor", "own", "shown", "shown_own", None, True),
        "D3": ("viktor", "own", "claimed", "claimed_own", "cold", True),
    }
    assert of(known(story, TODAY), *columns)["D1"] == ("viktor", "own", "claimed", "claimed_own", "cold", True)


def test_an_older_snapshot_dates_what_it_says(story: Any) -> None:
    """The older snapshot is that of 30 June. D2 came later; D3's history knows better than the snapshot.

    older opportunity
    id | stage | amount | expected_close | next_step_on | source_class | origin | opened_by | origin_basis
    D1 | Offer | 100    | 2026-08-31     | 2026-07-02   | cold         | own    | viktor    | claimed
    D3 | Offer | 100    | 2026-08-31     |              |              |        |           |

    opportunity
    id | created_on | stage    | amount | expected_close | next_step_on | source_class
    D1 | 2026-01-10 | Contract | 900    | 2026-12-31     | 2026-09-01   | marketing
    D2 | 2026-06-10 | Contract | 900    | 2026-12-31     | 2026-09-01   | cold
    D3 | 2026-01-10 | Contract | 900    | 2026-12-31     | 2026-09-01   | cold

    stage_change
    opportunity_id | at                  | to_stage    | amount | expected_close
    D3             | 2026-07-05T09:00:00 | Negotiation | 150    | 2026-10-31
    """
    columns = ("stage", "amount", "amount_state", "expected_close", "next_step_on", "source_class", "origin_to_person")
    assert of(known(story, date(2026, 7, 10)), *columns, "origin_known_then") == {
        "D1": ("Offer", 100.0, "known", date(2026, 8, 31), date(2026, 7, 2), "cold", "own", True),
        "D2": (None, None, "unknown_then", None, None, None, "unknown", False),
        "D3": ("Negotiation", 150.0, "known", date(2026, 10, 31), None, None, "unknown", True),
    }
    assert of(known_before_the_older(story), "stage", "origin_known_then")["D1"] == (None, False)


def known_before_the_older(story: Any) -> dict[str, dict[str, Any]]:
    (tables,) = story.opened
    rows = deals(tables, date(2026, 6, 29), currency="EUR").to_pyarrow().to_pylist()
    return {row["id"]: row for row in rows}


def test_an_amount_the_older_snapshot_did_not_have_was_missing_then(story: Any) -> None:
    """
    older opportunity
    id | created_on
    D1 | 2026-01-10

    opportunity
    id | created_on | amount
    D1 | 2026-01-10 | 900
    """
    assert of(known(story, date(2026, 7, 10)), "amount", "amount_state") == {"D1": (None, "missing")}


def test_what_was_reopened_since_had_ended(story: Any) -> None:
    """R1, R2 are open again: an older snapshot says that R1 had been won, history that R2 had. R3 was won once more.
    R4 was reopened by the day. Of R5 no one knows on which day it was lost, so it is nowhere in the past.

    opportunity
    id | created_on | stage | outcome | amount | closed_on
    R1 | 2026-01-01 | Offer | open    | 900    |
    R2 | 2026-01-01 | Offer | open    | 900    |
    R3 | 2026-01-01 | Won   | won     | 900    | 2026-07-20
    R4 | 2026-01-01 | Offer | open    | 900    |
    R5 | 2026-01-01 | Offer | open    | 900    |
    W1 | 2026-01-01 | Won   | won     | 700    | 2026-02-01
    L1 | 2026-01-01 | Lost  | lost    | 700    | 2026-02-01

    stage_change
    opportunity_id | at                  | from_stage | to_stage | amount
    R1             | 2026-07-15T09:00:00 | Won        | Offer    | 900
    R2             | 2026-02-10T09:00:00 | Offer      | Won      | 500
    R2             | 2026-02-20T09:00:00 | Won        | Won      | 600
    R2             | 2026-07-15T09:00:00 | Won        | Offer    | 900
    R4             | 2026-02-10T09:00:00 | Offer      | Won      | 500
    R4             | 2026-07-02T09:00:00 | Won        | Offer    | 900
    R5             | 2026-07-15T09:00:00 | Lost       | Offer    | 900

    older opportunity
    id | stage | outcome | amount | closed_on
    R1 | Won   | won     | 400    | 2026-06-01
    R3 | Won   | won     | 450    | 2026-06-02
    R4 | Won   | won     | 500    | 2026-02-10
    """
    rows = known(story, date(2026, 7, 5))
    assert of(rows, "outcome", "closed_on", "amount") == {
        "R1": ("won", date(2026, 6, 1), 400),
        "R2": ("won", date(2026, 2, 10), 600),
        "R3": ("won", date(2026, 6, 2), 450),
        "R4": ("open", None, 900),
        "W1": ("won", date(2026, 2, 1), 700),
        "L1": ("lost", date(2026, 2, 1), 700),
    }
