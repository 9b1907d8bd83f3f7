"""Is it said what is wrong with what stands beside the deals: activities, sources, rates, people, quotas?"""

from __future__ import annotations

from typing import Any

from .warned import warned


def test_deals_that_are_named_and_not_there_are_missed(story: Any) -> None:
    """G1 to G5 are named by the seller's activities and leads; G6 by one who has no deal here, G7 before any was there.

    opportunity
    id | created_on | owner_id
    D1 | 2026-01-01 | viktor

    activity
    id | person_id | on         | opportunity_id
    A1 | viktor    | 2026-02-01 | D1
    A2 | viktor    | 2026-02-01 | G1
    A3 | viktor    | 2026-02-01 | G2
    A4 | viktor    | 2026-02-02 | G2
    A5 | viktor    | 2026-02-01 | G3
    A6 | viktor    | 2026-02-01 | G4
    A7 | sam       | 2026-02-01 | G6
    A8 | viktor    | 2025-12-31 | G7

    lead
    id | owner_id | converted_on | converted_opportunity_id
    L1 | viktor   | 2026-02-01   | G5
    L2 | viktor   | 2026-02-01   | G1
    """
    assert warned(story)["deals_not_there"] == 5


def test_money_that_cannot_be_counted_is_said(story: Any) -> None:
    """
    opportunity
    id | amount | currency | gone_on
    D1 | 100    | USD      |
    D2 | 100    | CHF      |
    D3 |        | CHF      |
    D4 | 100    | GBP      |
    D5 | 100    | NOK      | 2026-07-01

    rate
    currency | on         | rate
    USD      | 2026-08-13 | 0.9
    GBP      | 2026-08-12 | 1.1

    credit
    opportunity_id | person_id | share | kind
    D1             | a         | 0.5   | revenue
    D1             | b         | 0.4   | revenue
    D2             | a         | 0.5   | overlay
    D4             | a         |       | revenue
    """
    found = warned(story)
    assert (found["no_rate"], found["credit_not_whole"]) == (2, 1)
    assert "in CHF, USD, for which there is no rate into EUR" in found.said["no_rate"]


def test_sources_without_a_meaning_are_named_where_nothing_else_tells_who_opened(story: Any) -> None:
    """D1 to D3 count; D4 is told by its source, D5 is lost, D6 is gone, D7 has no source.

    opportunity
    id | outcome | source | source_class | gone_on
    D1 | open    | Messe  |              |
    D2 | won     | Messe  |              |
    D3 | won     | KA     |              |
    D4 | won     | Web    | marketing    |
    D5 | lost    | KA     |              |
    D6 | won     | KA     |              | 2026-07-01
    D7 | open    |        |              |
    """
    found = warned(story)
    assert (found["unknown_origin"], found["unknown_source"]) == (4, 3)
    assert "Of 4 deals of which nobody can tell who opened them, 3 have" in found.said["unknown_source"]
    assert ': "Messe" (2), "KA" (1). Say it in a map' in found.said["unknown_source"]


def test_a_changed_source_is_told(story: Any) -> None:
    """
    previous opportunity
    id | opened_by | origin | origin_basis | origin_reason
    D1 | viktor    | own    | claimed      | claimed_own

    opportunity
    id | source_class
    D1 | marketing
    D2 | marketing
    """
    assert warned(story)["origin_changed"] == 1


def test_late_entries_are_counted_from_the_fourth_day(story: Any) -> None:
    """
    activity
    id | on         | logged_at
    A1 | 2026-07-01 | 2026-07-04T23:00:00
    A2 | 2026-07-01 | 2026-07-05T00:00:00
    A3 | 2026-07-01 | 2026-06-01T00:00:00
    A4 |            | 2026-06-01T00:00:00
    """
    found = warned(story)
    assert found == {"logged_late": 1}
    assert found.said["logged_late"].startswith("1 of 3 activities")


def test_people_in_a_circle_are_led_by_the_first_of_them(story: Any) -> None:
    """Anna, Ben and Carla report in a circle; Dana to Anna; Emil to himself; Fred once did, and no longer does.

    position
    person_id | manager_id | from
    anna      | ben        |
    ben       | carla      |
    carla     | anna       |
    dana      | anna       |
    emil      | emil       |
    fred      | fred       | 2025-01-01
    fred      | zoe        | 2026-01-01
    zoe       |            |
    """
    found = warned(story)
    assert found == {"manager_cycle": 4}
    assert found.said["manager_cycle"] == (
        "4 people report to each other in a circle (anna, ben, carla, emil). Until that is mended whoever is recorded "
        "first is taken to lead the rest of the circle."
    )


def test_one_who_reports_to_themselves_is_told_as_one(story: Any) -> None:
    """Emil reports to himself.

    position
    person_id | manager_id | from
    emil      | emil       |
    """
    assert warned(story).said["manager_cycle"].startswith("1 person reports to themselves (emil).")


def test_quotas_that_overlap_are_counted_once_each(story: Any) -> None:
    """
    quota
    id | person_id | measure  | kinds | period_start | period_end
    Q1 | viktor    |          |       | 2026-01-01   | 2026-12-31
    Q2 | viktor    | bookings |       | 2026-01-01   | 2026-03-31
    Q3 | viktor    |          |       | 2026-04-01   | 2026-06-30
    Q4 | viktor    |          | new   | 2026-04-01   | 2026-06-30
    Q5 | dana      |          |       | 2026-04-01   |
    Q6 | dana      |          |       | 2026-04-01   |
    """
    assert warned(story) == {"quotas_overlap": 3}
