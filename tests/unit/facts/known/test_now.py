"""What is known of a deal now: its money, its people, its gate?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.facts.known import deals, origin_to
from ownit.facts.known.amounts import without_rate
from ownit.method.deals import Gate
from ownit.method.integrity import gate

TODAY = date(2026, 8, 12)


def rows(story: Any, as_of: date = TODAY, **options: Any) -> list[dict[str, Any]]:
    table = deals(story.tables(), as_of, currency="EUR", **options).to_pyarrow()
    out: list[dict[str, Any]] = table.to_pylist()
    return sorted(out, key=lambda row: (row["connector"], row["id"], row["credit_kind"], row["person_id"]))


def of(found: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in found]


def test_money_is_converted_on_the_day_of_closing(story: Any) -> None:
    """Rates of 1 January, February, July; GBP only lately, CHF never.

    opportunity
    id | amount | currency | created_on | outcome | closed_on
    D1 | 100    | USD      | 2026-01-01 | won     | 2026-02-01
    D2 | 100    | USD      | 2026-01-01 | won     | 2026-06-30
    D3 | 100    | USD      | 2026-01-01 | open    |
    D4 | 100    | EUR      | 2026-01-01 | open    |
    D5 | 100    |          | 2026-01-01 | open    |
    D6 | 100    | CHF      | 2026-01-01 | open    |
    D7 |        | CHF      | 2026-01-01 | open    |
    D8 | 100    | GBP      | 2026-01-01 | won     | 2026-06-30
    D9 | -100   | USD      | 2026-01-01 | won     | 2026-01-31

    rate
    connector | currency | on         | rate
    crm       | USD      | 2026-01-01 | 0.8
    crm       | USD      | 2026-02-01 | 0.9
    bank      | USD      | 2026-07-01 | 0.95
    crm       | USD      | 2026-09-01 | 2.0
    crm       | GBP      | 2026-07-01 | 1.2
    """
    assert of(rows(story), "id", "amount", "amount_state") == [
        ("D1", 90.0, "known"),
        ("D2", 90.0, "known"),
        ("D3", 95.0, "known"),
        ("D4", 100.0, "known"),
        ("D5", 100.0, "known"),
        ("D6", None, "no_rate"),
        ("D7", None, "missing"),
        ("D8", 120.0, "known"),
        ("D9", -80.0, "known"),
    ]


def test_a_deal_that_is_shared_is_one_deal_without_a_rate(story: Any) -> None:
    """
    opportunity
    id | amount | currency | created_on | outcome | closed_on
    D1 | 100    | CHF      | 2026-01-01 | open    |
    D2 | 100    | EUR      | 2026-01-01 | open    |

    credit
    opportunity_id | person_id | share | kind
    D1             | ann       | 0.6   | revenue
    D1             | bob       | 0.4   | revenue
    """
    known = deals(story.tables(), TODAY, currency="EUR")
    assert known.to_pyarrow().num_rows == 3
    assert without_rate(known) == 1


def test_credit_is_split_and_overlay_stands_beside_it(story: Any) -> None:
    """D1 is split; D2 has only an overlay; D3's splits have no share; D4's credit changed hands in May and June.

    opportunity
    id | amount | created_on | outcome | closed_on
    D1 | 100    | 2026-01-01 | open    |
    D2 | 100    | 2026-01-01 | open    |
    D3 | 100    | 2026-01-01 | open    |
    D4 | 100    | 2026-01-01 | won     | 2026-05-31
    D5 | 100    | 2026-01-01 | open    |

    credit
    opportunity_id | person_id | share | kind    | from       | to
    D1             | anna      | 0.75  | revenue |            |
    D1             | ben       | 0.25  |         |            |
    D1             | olga      | 1     | overlay |            |
    D2             | olga      | 0.5   | overlay |            |
    D3             | anna      |       | revenue |            |
    D3             | ben       |       | revenue |            |
    D4             | anna      | 1     | revenue |            | 2026-05-30
    D4             | ben       | 1     | revenue | 2026-05-31 | 2026-05-31
    D4             | carla     | 1     | revenue | 2026-06-01 |
    D5             | anna      | 1     | revenue | 2026-09-01 |
    """
    assert of(rows(story), "id", "person_id", "credit_kind", "share", "amount") == [
        ("D1", "olga", "overlay", 1.0, 100.0),
        ("D1", "anna", "revenue", 0.75, 75.0),
        ("D1", "ben", "revenue", 0.25, 25.0),
        ("D2", "olga", "overlay", 0.5, 50.0),
        ("D2", "viktor", "revenue", 1.0, 100.0),
        ("D3", "anna", "revenue", 0.5, 50.0),
        ("D3", "ben", "revenue", 0.5, 50.0),
        ("D4", "ben", "revenue", 1.0, 100.0),
        ("D5", "viktor", "revenue", 1.0, 100.0),
    ]


def test_an_opportunity_counts_when_it_has_earned_it(story: Any) -> None:
    """
    opportunity
    id | account_id | created_on | next_step_on | outcome | closed_on
    D1 | a1         | 2026-06-01 | 2026-08-20   | open    |
    D2 | a1         | 2026-06-01 |              | open    |
    D3 | a3         | 2026-06-01 | 2026-08-20   | open    |
    D4 | a4         | 2026-06-01 | 2026-08-20   | open    |
    D5 | a5         | 2026-06-01 | 2026-08-20   | open    |
    D6 | a1         | 2026-06-01 | 2026-08-20   | won     | 2026-07-01
    D7 | a7         |            | 2026-08-20   | open    |

    activity
    id | account_id | opportunity_id | person_id | channel | result       | on
    A1 | a1         |                | viktor    | call    | conversation | 2026-03-03
    A3 | a3         | D9             | viktor    | call    | conversation | 2026-07-01
    A4 | a4         |                | viktor    | call    | conversation | 2026-03-02
    A5 |            | D5             | viktor    | meeting | no-show      | 2026-07-01
    A7 | a7         |                | viktor    | meeting | held         | 2025-01-01
    """
    assert of(rows(story), "id", "conversation", "counted") == [
        ("D1", True, True),
        ("D2", True, False),
        ("D3", False, False),  # spoken of another deal
        ("D4", False, False),  # more than 90 days before the deal was created
        ("D5", False, False),
        ("D6", True, None),
        ("D7", True, True),
    ]


def test_the_gate_is_that_of_the_method_whatever_can_be_checked(story: Any) -> None:
    """One CRM's evidence says nothing of another's: each has deals with and without a talk (t) and a step (s).

    opportunity
    connector | id | created_on | next_step_on
    both      | ts | 2026-06-01 | 2026-08-20
    both      | t- | 2026-06-01 |
    both      | -s | 2026-06-01 | 2026-08-20
    both      | -- | 2026-06-01 |
    results   | t- | 2026-06-01 |
    results   | -- | 2026-06-01 |
    steps     | -s | 2026-06-01 | 2026-08-20
    steps     | -- | 2026-06-01 |
    neither   | -- | 2026-06-01 |

    activity
    connector | id | opportunity_id | result       | on
    both      | A1 | ts             | conversation | 2026-07-01
    both      | A2 | t-             | conversation | 2026-07-01
    results   | A1 | t-             | conversation | 2026-07-01
    steps     | A1 | -s             |              | 2026-07-01
    """
    found = rows(story)
    talk = np.array([row["id"][0] == "t" for row in found])
    step = np.array([row["id"][1] == "s" for row in found])
    talks = np.array([row["connector"] in ("both", "results") for row in found])
    steps = np.array([row["connector"] in ("both", "steps") for row in found])
    stated = gate(two_way_conversation=talk, dated_next_step=step, can_check_talk=talks, can_check_step=steps)
    verdicts = {Gate.COUNTED: True, Gate.NOT_COUNTED: False, Gate.CANNOT_CHECK: None}
    assert [row["counted"] for row in found] == [verdicts[Gate(code)] for code in stated]
    assert {(row["connector"], row["id"]): row["counted"] for row in found if row["connector"] != "both"} == {
        ("results", "t-"): None,
        ("results", "--"): False,
        ("steps", "-s"): None,
        ("steps", "--"): False,
        ("neither", "--"): None,
    }


STORY = """
    opportunity
    id | owner_id | created_on | account_id | source_class | kind
    D1 | viktor   | 2026-06-01 |            | cold         |
    D2 | viktor   | 2026-06-01 |            | marketing    |
    D3 | viktor   | 2026-06-01 |            |              |
    D4 | viktor   | 2026-06-01 | a4         |              |
    D5 | viktor   | 2026-06-01 |            |              | renewal

    activity
    id | account_id | person_id | channel | on
    A1 | a4         | sam       | call    | 2026-05-20
    """


def test_origin_is_a_relation_to_a_person_or_a_team(tell: Callable[[str], Any]) -> None:
    found = deals(tell(STORY).tables(), TODAY, currency="EUR")
    table = found.select(
        "id",
        viktor="origin_to_person",
        sam=origin_to(found, ["sam"]),
        both=origin_to(found, ["sam", "viktor"]),
        mei=origin_to(found, ["mei"]),
    ).order_by("id")
    assert [tuple(row.values()) for row in table.to_pyarrow().to_pylist()] == [
        ("D1", "own", "others", "own", "others"),
        ("D2", "others", "others", "others", "others"),
        ("D3", "unknown", "unknown", "unknown", "unknown"),
        ("D4", "others", "own", "own", "others"),
        ("D5", "others", "others", "others", "others"),
    ]


ANSWERS: list[tuple[str, dict[str, str], str]] = [
    # a copy of which deal, what people said of it, and what it is to Viktor then
    ("D1", {}, "own"),
    ("D1", {"viktor": "given"}, "others"),
    ("D1", {"viktor": "unknown"}, "unknown"),
    ("D1", {"mei": "opened"}, "others"),
    ("D2", {}, "others"),
    ("D2", {"viktor": "opened"}, "own"),
    ("D2", {"viktor": "unknown"}, "others"),
    ("D3", {}, "unknown"),
    ("D3", {"viktor": "opened"}, "own"),
    ("D3", {"viktor": "given"}, "others"),
    ("D3", {"viktor": "unknown"}, "unknown"),
    ("D3", {"viktor": "opened", "mei": "opened"}, "unknown"),
    ("D3", {"viktor": "given", "mei": "opened"}, "others"),
    ("D4", {"viktor": "opened"}, "others"),  # activities show that Sam did
    ("D5", {"viktor": "opened"}, "others"),  # a renewal
]


def test_an_answer_moves_what_only_a_field_says(tell: Callable[[str], Any]) -> None:
    copies = {"D1": "|| cold |", "D2": "|| marketing |", "D3": "|||", "D4": "| a4 ||", "D5": "||| renewal"}
    text = "opportunity\nid | created_on | account_id | source_class | kind\n"
    text += "".join(f"{i:02} | 2026-06-01 {copies[of_deal]}\n" for i, (of_deal, _, _) in enumerate(ANSWERS))
    text += "\nactivity\nid | account_id | person_id | channel | on\nA1 | a4 | sam | call | 2026-05-20\n"
    told = [
        {"connector": "crm", "id": f"{i:02}", "person_id": who, "answer": answer}
        for i, (_, answers, _) in enumerate(ANSWERS)
        for who, answer in answers.items()
    ]
    found = rows(tell(text), opened=ibis.memtable(pa.Table.from_pylist(told)))
    assert [row["origin_to_person"] for row in found] == [expected for _, _, expected in ANSWERS]


shares = st.lists(st.integers(1, 100), min_size=1, max_size=5)


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 16 // 100, deadline=None)
@given(splits=st.lists(shares, min_size=1, max_size=10), amount=st.integers(-10_000, 10_000))
def test_splitting_makes_and_loses_no_money(tell: Callable[[str], Any], splits: list[list[int]], amount: int) -> None:
    text = "opportunity\nid | created_on | amount\n"
    text += "".join(f"D{i} | 2026-01-01 | {amount}\n" for i in range(len(splits)))
    text += "\ncredit\nopportunity_id | person_id | share | kind\n"
    for i, parts in enumerate(splits):
        text += "".join(f"D{i} | p{j} | {part / sum(parts)} | revenue\n" for j, part in enumerate(parts))
    found = rows(tell(text))
    assert sum(row["amount"] for row in found) == pytest.approx(amount * len(splits), abs=1e-6)
