"""Is what is wrong with the facts said, counted, and said of nothing else?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.facts.quality import CODES
from ownit.facts.schema import TABLES

from .warned import TODAY, Warned, warned, warned_of

PAGE = (Path(__file__).parents[3] / "docs/guide/quality.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def warned_of_deals(tell: Callable[[str], Any]) -> Callable[[str], Warned]:
    """What is warned of where there are these deals and nothing else; nothing of them is derived."""
    nothing = tell("").tables()
    others = {name: nothing[name] for name in TABLES if name != "opportunity"}
    return lambda text: warned_of({"opportunity": ibis.memtable(tell(text).arrow("opportunity")), **others})


def test_each_code_is_told_on_its_page_and_says_what_it_limits() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(CODES)
    assert [code.name for code in CODES.values() if not code.limits] == []


def test_nothing_is_wrong_with_nothing(story: Any) -> None:
    assert warned(story) == {}


def test_healthy_facts_raise_no_warning(story: Any) -> None:
    """
    person
    id
    viktor
    dana

    position
    person_id | manager_id
    viktor    | dana

    account
    id
    a1

    opportunity
    id | account_id | created_on | outcome | closed_on  | expected_close | amount | currency | source_class
    D1 | a1         | 2026-01-01 | won     | 2026-06-20 | 2026-06-20     | 100    | EUR      | cold
    D2 | a1         | 2026-01-01 | lost    | 2026-03-01 | 2026-03-01     | 100    |          |
    D3 | a1         | 2026-07-01 | open    |            | 2026-10-01     | 100    | USD      | marketing

    rate
    currency | on         | rate
    USD      | 2026-01-01 | 0.9

    credit
    opportunity_id | person_id | share | kind
    D1             | viktor    | 0.4   | revenue
    D1             | dana      | 0.6   |
    D1             | olga      | 1     | overlay

    activity
    id | on         | logged_at
    A1 | 2026-07-01 | 2026-07-04T12:00:00
    A2 | 2026-07-01 |

    quota
    id | person_id | measure  | period_start | period_end
    Q1 | viktor    |          | 2026-01-01   | 2026-03-31
    Q2 | viktor    |          | 2026-04-01   | 2026-06-30
    Q3 | viktor    | meetings | 2026-01-01   | 2026-12-31
    Q4 | dana      |          | 2026-01-01   | 2026-12-31
    """
    assert warned(story) == {}


def test_what_is_missing_or_dated_wrong_is_counted(story: Any) -> None:
    """
    person
    id
    viktor

    account
    id
    a1

    opportunity
    id | owner_id | account_id | created_on | created_at | outcome | closed_on  | expected_close | next_step_on | amount
    D1 | viktor   | a1         |            |            | open    |            | 2026-08-11     | 2026-08-11   | 100
    D2 | ghost    |            | 2026-08-01 |            | open    |            | 2026-08-12     | 2026-08-12   |
    D3 | viktor   | a9         | 2026-09-01 |            | open    |            |                |              | 0
    D4 | viktor   | a1         | 2026-01-10 |            | won     | 2026-01-09 |                |              | -5
    D5 | viktor   | a1         | 2026-01-10 |            | won     | 2026-01-12 |                |              | 100
    D6 | viktor   | a1         | 2026-01-10 |            | lost    | 2026-01-13 |                |              | 0
    D7 | viktor   | a1         | 2026-01-10 |            | lost    |            |                |              |
    D8 | viktor   | a1         | 2026-01-10 | 2026-02-01 | won     | 2026-12-01 |                |              | 100
    """
    found = warned(story)
    assert found == {
        "overdue_open": 1,
        "next_step_past": 1,
        "unknown_owner": 1,
        "unknown_origin": 6,
        "no_created": 1,
        "no_account": 1,
        "unknown_account": 1,
        "no_close_date": 1,
        "future_created": 1,
        "future_closed": 1,
        "closed_before_created": 1,
        "closed_at_once": 1,
        "back_dated": 1,
        "no_amount": 1,
        "zero_amount": 1,
        "lost_zero_amount": 2,
        "negative_amount": 1,
    }
    assert found.said["no_account"] == "1 of 8 deals has no account."
    assert "after 2026-08-12" in found.said["future_created"]


def test_only_the_survivors_were_kept(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-01 | won     | 2026-04-01
    D2 | 2026-01-01 | won     | 2026-05-01
    """
    found = warned(story)
    assert (found["no_losses"], found["no_open"]) == (2, 2)


def test_hardly_any_loss_is_no_record_of_losses(warned_of_deals: Callable[[str], Warned]) -> None:
    def with_losses(n: int) -> Warned:
        text = "opportunity\nid | created_on | outcome | closed_on\n"
        text += "".join(f"W{i} | 2026-01-01 | won | 2026-05-{i + 1:02d}\n" for i in range(20))
        return warned_of_deals(text + "".join(f"L{i} | 2026-01-01 | lost | 2026-05-{i + 1:02d}\n" for i in range(n)))

    found = with_losses(4)
    assert found["few_losses"] == 4
    assert "4 of 24 closed deals" in found.said["few_losses"]
    assert "few_losses" not in with_losses(5)


def test_losses_were_kept_only_later(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2025-01-01 | won     | 2025-02-01
    D2 | 2025-01-01 | won     | 2025-03-01
    D3 | 2025-01-01 | won     | 2026-02-01
    D4 | 2025-01-01 | lost    | 2026-01-01
    D5 | 2026-01-01 | open    |
    """
    found = warned(story)
    assert found["losses_kept_late"] == 2
    assert "from 2026-01-01 on" in found.said["losses_kept_late"]


def test_a_gone_deal_is_told_of_only_if_it_was_won_or_open(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on  | gone_on
    D1 | 2026-01-01 | won     | 2026-05-01 | 2026-08-01
    D2 |            | open    |            | 2026-08-01
    D3 |            | lost    |            | 2026-08-01
    D4 | 2026-01-01 | open    |            | 2026-08-01
    D5 | 2026-07-30 | open    |            | 2026-08-01
    """
    assert warned(story) == {"won_gone": 1, "open_gone": 1}


def test_open_deals_older_than_any_that_closed_are_stale(tell: Callable[[str], Any]) -> None:
    text = "opportunity\nid | created_on | outcome | closed_on\n"
    text += "".join(f"W{i} | 2026-01-01 | {o} | 2026-05-1{i}\n" for i, o in enumerate(["won", "lost", "won"]))
    text += f"O1 | {TODAY - timedelta(131)} | open |\nO2 | {TODAY - timedelta(132)} | open |\n"
    story = tell(text)
    found = warned(story)
    assert found["stale_open"] == 1
    assert found.said["stale_open"].startswith("1 of 2 open deals is older than 131 days")


def test_a_day_of_clearing_up_is_not_a_day_of_losing(tell: Callable[[str], Any]) -> None:
    text = "opportunity\nid | created_on | outcome | closed_on\n"
    text += "".join(f"B{i} | 2026-01-01 | lost | 2026-06-30\n" for i in range(20))
    text += "".join(f"L{i} | 2026-01-01 | lost | 2026-05-0{i}\n" for i in range(1, 5))
    story = tell(text)
    found = warned(story)
    assert found["losses_in_bulk"] == 20
    assert found.said["losses_in_bulk"].startswith("20 of 24 losses were recorded on days of clearing up (1)")


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 16 // 100, deadline=None)
@given(
    deals=st.lists(
        st.tuples(
            st.sampled_from(["open", "won", "lost"]),
            st.none() | st.integers(-400, 30),
            st.none() | st.integers(-400, 30),
            st.none() | st.integers(-2, 2),
        ),
        max_size=40,
    )
)
def test_counts_agree_with_counting_one_by_one(
    warned_of_deals: Callable[[str], Warned], deals: list[tuple[str, int | None, int | None, int | None]]
) -> None:
    def day(n: int | None) -> date | None:
        return None if n is None else TODAY + timedelta(n)

    text = "opportunity\nid | outcome | created_on | closed_on | amount\n"
    text += "".join(
        f"D{i} | {o} | {day(c) or ''} | {day(x) or ''} | {'' if a is None else a}\n"
        for i, (o, c, x, a) in enumerate(deals)
    )
    found = warned_of_deals(text)
    closed = [(c, x) for o, c, x, _ in deals if o != "open"]
    both = [(c, x) for c, x in closed if c is not None and x is not None]
    longest = max((x - c for c, x in both if x >= c), default=None)
    expected = {
        "no_created": sum(c is None for _, c, _, _ in deals),
        "no_close_date": sum(x is None for _, x in closed),
        "closed_before_created": sum(x < c for c, x in both),
        "closed_at_once": sum(0 <= x - c <= 2 for c, x in both),
        "future_created": sum(c is not None and c > 0 for _, c, _, _ in deals),
        "future_closed": sum(x is not None and x > 0 for _, x in closed),
        "negative_amount": sum(a is not None and a < 0 for *_, a in deals),
        "no_amount": sum(a is None and o != "lost" for o, *_, a in deals),
        "stale_open": sum(o == "open" and c is not None and longest is not None and -c > longest for o, c, *_ in deals),
    }
    assert {code: found.get(code, 0) for code in expected} == expected


def test_a_warning_of_one_is_told_as_one() -> None:
    assert CODES["future_created"].warning(1, as_of="today").text == (
        "1 deal was created after today; it is left out until that day."
    )
    assert CODES["future_created"].warning(1_200, as_of="today").text.startswith("1,200 deals were created")


def test_deals_that_came_in_under_two_keys_are_told(story: Any) -> None:
    """D1 by its id and D2 by its name, which the other calls otherwise; D3 is worth something else, D4 is of another
    day, D5 is gone from one of them, and D6 without an amount cannot be told.

    opportunity
    connector | id | name | created_on | outcome | closed_on  | amount | gone_on
    crm       | D1 |      | 2026-01-01 | won     | 2026-06-20 | 100    |
    crm       | D2 | Acme | 2026-01-02 | lost    | 2026-06-20 | 200    |
    crm       | D3 | Beta | 2026-01-03 | open    |            | 300    |
    crm       | D4 | Gaia | 2026-01-04 | open    |            | 400    |
    crm       | D5 | Hyde | 2026-01-05 | open    |            | 500    |
    crm       | D6 | Ibis | 2026-01-06 | open    |            |        |
    sheet     | D1 | One  | 2026-01-01 | won     | 2026-06-21 | 100    |
    sheet     | 2  | ACME | 2026-01-02 | open    |            | 200    |
    sheet     | D3 | Beta | 2026-01-03 | open    |            | 301    |
    sheet     | D4 | Gaia | 2026-02-04 | open    |            | 400    |
    sheet     | D5 | Hyde | 2026-01-05 | open    |            | 500    | 2026-08-01
    sheet     | D6 | Ibis | 2026-01-06 | open    |            |        |
    """
    found = warned(story)
    assert found["deals_twice"] == 2
    assert found.said["deals_twice"].startswith("2 deals are in the facts twice, from crm and sheet, with the same id")
