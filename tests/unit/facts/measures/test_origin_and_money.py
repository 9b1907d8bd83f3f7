"""Are money won, pipeline registered and origins counted per person, to the cent?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from ownit.facts.known import deals
from ownit.facts.measures.coverage import coverage
from ownit.facts.measures.data_span import Span, data_span
from ownit.facts.measures.origins import origins_that_move_most
from ownit.facts.measures.registered import registered
from ownit.facts.measures.won import won

TODAY = date(2026, 8, 12)


def rows(table: pa.Table, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in table.to_pylist()]


def test_what_was_won_by_person_origin_and_kind(story: Any) -> None:
    """The quarter's first and last day count; its neighbours do not. D3 is split, D5 has no amount.

    opportunity
    id | outcome | created_on | closed_on  | amount | currency | kind | source_class
    D1 | won     | 2026-01-01 | 2026-04-01 | 100    |          | new  | cold
    D2 | won     | 2026-01-01 | 2026-06-30 | 100    | USD      | new  | cold
    D3 | won     | 2026-01-01 | 2026-05-01 | 100    |          | new  | marketing
    D4 | won     | 2026-01-01 | 2026-07-01 | 900    |          | new  | cold
    D5 | won     | 2026-01-01 | 2026-05-01 |        |          |      |
    D6 | lost    | 2026-01-01 | 2026-05-01 | 900    |          | new  | cold
    D7 | won     | 2026-01-01 | 2026-03-31 | 900    |          | new  | cold

    rate
    currency | on         | rate
    USD      | 2026-01-01 | 0.5

    credit
    opportunity_id | person_id | share | kind
    D3             | viktor    | 0.25  | revenue
    D3             | mei       | 0.75  | revenue
    D3             | olga      | 1     | overlay
    """
    known = deals(story.tables(), TODAY, currency="EUR")
    found = won(known, date(2026, 4, 1), date(2026, 6, 30))
    columns = ("person_id", "credit_kind", "kind", "origin", "n", "n_without_amount", "amount")
    assert sorted(rows(found, *columns), key=str) == [
        ("mei", "revenue", "new", "others", 1, 0, 75.0),
        ("olga", "overlay", "new", "others", 1, 0, 100.0),
        ("viktor", "revenue", "new", "others", 1, 0, 25.0),
        ("viktor", "revenue", "new", "own", 2, 0, 150.0),
        ("viktor", "revenue", None, "unknown", 1, 1, 0.0),
    ]


def test_registered_is_counted_refused_and_unchecked(story: Any) -> None:
    """The other CRM records no results, so nothing of it can be checked; D6 is in no law, D7 is refused all the same.

    opportunity
    connector | id | created_on | amount | next_step_on | outcome
    crm       | D1 | 2026-06-01 | 100    | 2026-09-01   | open
    crm       | D2 | 2026-06-01 | 200    |              | open
    crm       | D3 | 2026-06-01 |        | 2026-09-01   | open
    crm       | D5 | 2026-06-01 | 800    | 2026-09-01   | won
    other     | D4 | 2026-06-01 | 400    |              | open
    other     | D6 |            | 1600   |              | open
    crm       | D7 |            | 3200   |              | open

    activity
    id | opportunity_id | result | on
    A1 | D1             | held   | 2026-07-01
    A2 | D2             | held   | 2026-07-01
    A3 | D3             | held   | 2026-07-01
    A7 | D7             | held   | 2026-07-01
    """
    found = registered(deals(story.tables(), TODAY, currency="EUR"))
    columns = ("n", "amount", "n_counted", "counted", "n_refused", "refused", "n_unchecked", "unchecked")
    assert rows(found, "connector", *columns, "n_without_amount") == [
        ("crm", 4, 3500.0, 2, 100.0, 2, 3400.0, 0, 0.0, 1),
        ("other", 2, 2000.0, 0, 0.0, 0, 0.0, 1, 400.0, 0),
    ]
    assert rows(found, "n_undated", "undated") == [(0, 0.0), (1, 1600.0)]


def test_how_much_of_alone_is_shown(story: Any) -> None:
    """D5 is last year's, D6 lost; mei has no amounts, so her unknown share is by count.

    opportunity
    id | owner_id | account_id | created_on | outcome | closed_on  | amount | source_class
    D1 | viktor   | a1         | 2026-03-10 | open    |            | 100    |
    D2 | viktor   |            | 2026-03-10 | won     | 2026-05-01 | 200    | referral
    D3 | viktor   |            | 2026-03-10 | won     | 2026-05-01 | 300    | partner
    D4 | viktor   |            | 2026-03-10 | won     | 2026-05-01 | -400   |
    D5 | viktor   |            | 2025-03-10 | won     | 2025-05-01 | 9999   |
    D6 | viktor   |            | 2026-03-10 | lost    | 2026-05-01 | 9999   |
    D7 | mei      |            | 2026-03-10 | open    |            |        |
    D8 | mei      |            | 2026-03-10 | open    |            |        | cold

    activity
    id | account_id | person_id | channel | on
    A1 | a1         | viktor    | call    | 2026-03-01
    """
    found = coverage(deals(story.tables(), TODAY, currency="EUR"), date(2026, 1, 1))
    columns = ("person_id", "own_shown", "own_claimed", "others", "unknown", "amount", "n", "unknown_share")
    assert rows(found, *columns) == [
        ("mei", 0.0, 0.0, 0.0, 0.0, 0.0, 2, 0.5),
        ("viktor", 100.0, 200.0, 300.0, 400.0, 1000.0, 4, 0.4),
    ]
    assert rows(found, "n_own_shown", "n_own_claimed", "n_others", "n_unknown") == [(0, 1, 0, 1), (1, 1, 1, 1)]


def test_the_spans_end_on_the_day_asked_for(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-01 | won     | 2026-04-01
    D2 | 2026-09-01 | won     | 2026-05-01
    D3 |            | lost    | 2026-12-01

    stage_change
    opportunity_id | at                  | to_stage
    D1             | 2026-01-01T09:00:00 | Lead

    activity
    id | on
    A1 | 2025-12-24
    A2 | 2026-08-12
    A3 | 2026-08-13
    """
    span = data_span(story.tables(), TODAY)
    assert span.created == Span(first=date(2026, 1, 1), last=date(2026, 1, 1), n=1)
    assert span.won == Span(first=date(2026, 4, 1), last=date(2026, 5, 1), n=2)
    assert span.lost == span.leads == Span(first=None, last=None, n=0)
    assert span.stages.n == 1
    assert (span.first, span.last) == (date(2025, 12, 24), TODAY)


def test_no_facts_have_no_span(story: Any) -> None:
    span = data_span(story.tables(), TODAY)
    assert (span.first, span.last) == (None, None)


def test_the_deals_that_move_the_answer_most_come_first(story: Any) -> None:
    """Large or negative first, without an amount last; own ones, lost ones, last year's and answered ones not.

    account
    id | name
    a1 | Acme

    opportunity
    id | name  | owner_id | account_id | created_on | outcome | closed_on  | amount | source_class | source
    D1 | Small | viktor   | a1         | 2026-03-10 | open    |            | 100    |              | Web?
    D2 | Big   | viktor   |            | 2026-03-10 | won     | 2026-05-01 | 900    |              |
    D3 | Own   | viktor   |            | 2026-03-10 | won     | 2026-05-01 | 900    | cold         |
    D4 | Lost  | viktor   |            | 2026-03-10 | lost    | 2026-05-01 | 900    |              |
    D5 | Past  | viktor   |            | 2026-03-10 | won     | 2025-12-31 | 900    |              |
    D6 | Bare  | viktor   |            | 2026-03-10 | open    |            |        |              |
    D7 | Mei's | mei      |            | 2026-03-10 | open    |            | -500   |              |
    D8 | Asked | viktor   |            | 2026-03-10 | open    |            | 999    |              |
    D9 | Given | viktor   |            | 2026-03-10 | open    |            | 999    |              |
    """
    tables = story.tables()
    opened = ibis.memtable(
        pa.table(
            {"connector": ["crm"] * 2, "id": ["D8", "D9"], "person_id": ["viktor"] * 2, "answer": ["unknown", "given"]}
        )
    )
    options = {"currency": "EUR", "since": date(2026, 1, 1), "opened": opened}
    found = origins_that_move_most(tables, TODAY, **options)
    assert [(d.id, d.amount, d.outcome) for d in found] == [
        ("D2", 900.0, "won"),
        ("D7", -500.0, "open"),
        ("D1", 100.0, "open"),
        ("D6", None, "open"),
    ]
    assert (found[2].name, found[2].account, found[2].source, found[2].reason) == (
        "Small",
        "Acme",
        "Web?",
        "no_evidence",
    )
    mine = origins_that_move_most(tables, TODAY, **options, person=("crm", "mei"), limit=1)
    assert [d.id for d in mine] == ["D7"]
    assert origins_that_move_most(tables, TODAY, **options, person=("crm", "nobody")) == ()
    without = origins_that_move_most(tables, TODAY, currency="EUR", since=date(2026, 1, 1), limit=2)
    assert [d.id for d in without] == ["D8", "D9"]
