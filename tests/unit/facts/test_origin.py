"""Do the rules say who opened a deal, each as its page tells?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.facts.origin import RULES, SOURCE_CLASSES

PAGE = (Path(__file__).parents[3] / "docs/guide/origin.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^### (\w+)\n(.*?)^```text\n(.*?)^```\n((?:^\w+: [^\n]*\n)+)", re.MULTILINE | re.DOTALL)
EXAMPLES = {code: (tables, told) for code, _, tables, told in EXAMPLE.findall(PAGE)}


def told(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['origin']}, opened by {row['opened_by'] or 'nobody'}, {row['origin_basis']}"


def found(story: Any) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in story.derived()["opportunity"].to_pylist()}


def test_the_page_tells_every_rule_in_order() -> None:
    assert list(EXAMPLES) == [rule.code for rule in RULES]


def test_the_page_names_every_source_class() -> None:
    assert [name for name in SOURCE_CLASSES if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_the_worked_example_comes_out_as_told(tell: Callable[[str], Any], code: str) -> None:
    tables, outcome = EXAMPLES[code]
    deals = found(tell(tables))
    assert "\n".join(told(row) for row in deals.values()) + "\n" == outcome
    assert deals["D1"]["origin_reason"] == code


def test_what_does_not_count_as_a_touch(story: Any) -> None:
    """
    opportunity
    id | account_id | created_at          | created_on
    D1 | a1         | 2026-03-10T12:00:00 | 2026-03-10
    D2 | a2         |                     | 2026-03-10
    D3 | a3         |                     | 2026-03-10
    D4 | a4         |                     | 2026-03-10
    D5 | a5         |                     | 2026-03-10
    D6 | a6         |                     | 2026-03-10
    D7 | a7         |                     | 2026-03-10
    D8 | a8         |                     |

    activity
    id | account_id | person_id | channel | direction | automated | purpose | at                  | on
    A1 | a1         | viktor    | call    |           |           |         | 2026-03-10T12:00:01 | 2026-03-10
    A2 | a2         | viktor    | e-mail  |           |           |         |                     | 2026-03-01
    A3 | a3         | viktor    | call    | inbound   |           |         |                     | 2026-03-01
    A4 | a4         | viktor    | e-mail  | outbound  | yes       |         |                     | 2026-03-01
    A5 | a5         | viktor    | visit   |           |           | serve   |                     | 2026-03-01
    A6 | a6         | viktor    | call    |           |           |         |                     | 2025-12-09
    A7 | a7         | viktor    | other   | outbound  |           |         |                     | 2026-03-01
    A8 | a8         | viktor    | call    |           |           |         |                     | 2026-03-01
    """
    assert {row["origin_reason"] for row in found(story).values()} == {"no_evidence"}


def test_the_ninetieth_day_still_counts_and_so_does_the_deals_own_activity(story: Any) -> None:
    """
    opportunity
    id | account_id | created_on
    D1 | a1         | 2026-03-10
    D2 |            | 2026-03-10
    D3 | a3         | 2026-03-10

    activity
    id | account_id | opportunity_id | person_id | channel | on
    A1 | a1         |                | viktor    | call    | 2025-12-10
    A2 |            | D2             | viktor    | call    | 2026-03-01
    A3 |            | D3             | viktor    | call    | 2026-03-01
    """
    assert {row["origin_reason"] for row in found(story).values()} == {"shown_own"}


def test_somebody_elses_touch_spoils_the_proof_but_not_the_claim(story: Any) -> None:
    """D1's touches are mixed, D2's others came too early, D3 has two people in one day, D4 a touch of its own.

    opportunity
    id | account_id | created_on | source_class
    D1 | a1         | 2026-03-10 | cold
    D2 | a2         | 2026-03-10 | cold
    D3 | a3         | 2026-03-10 |
    D4 | a4         | 2026-03-10 |

    activity
    id | account_id | person_id | channel | on
    A1 | a1         | viktor    | call    | 2026-03-01
    A2 | a1         | mei       | call    | 2026-03-02
    A3 | a1         | viktor    | call    | 2026-03-03
    A4 | a2         | mei       | call    | 2025-11-01
    A5 | a2         | viktor    | call    | 2026-03-01
    A6 | a3         | mei       | call    | 2026-03-01
    A7 | a3         | viktor    | call    | 2026-03-01
    A8 | a4         | viktor    | call    | 2026-03-01
    A9 | a4         | mei       | call    | 2026-03-11
    """
    deals = found(story)
    assert {i: (d["origin"], d["origin_basis"], d["origin_reason"]) for i, d in deals.items()} == {
        "D1": ("own", "claimed", "claimed_own"),
        "D2": ("own", "shown", "shown_own"),
        "D3": ("unknown", "none", "mixed_touches"),
        "D4": ("own", "shown", "shown_own"),
    }


def test_an_sdr_is_one_on_the_day_and_may_own_the_deal_herself(story: Any) -> None:
    """Sam became an SDR in February; the partner's account is not his, and D4 was his own deal first.

    position
    person_id | role                  | from       | to
    sam       | Sales Development Rep | 2026-02-01 | 2026-12-31

    opportunity
    id | account_id | owner_id | created_on | source_class
    D1 | a1         | viktor   | 2026-01-20 |
    D2 | a2         | viktor   | 2026-03-20 |
    D3 | a3         | viktor   | 2026-03-20 | partner
    D4 | a4         | viktor   | 2026-03-20 |

    owner_change
    opportunity_id | at                  | from_owner | to_owner
    D4             | 2026-03-20T09:00:00 |            | sam
    D4             | 2026-03-29T09:00:00 | sam        | viktor

    activity
    id | account_id | person_id | channel | on
    A1 | a1         | sam       | call    | 2026-01-10
    A2 | a2         | sam       | call    | 2026-03-10
    A3 | a3         | sam       | call    | 2026-03-10
    A4 | a4         | sam       | call    | 2026-03-10
    """
    deals = found(story)
    assert {i: (d["opened_by"], d["origin"], d["origin_reason"]) for i, d in deals.items()} == {
        "D1": ("sam", "others", "shown_other"),
        "D2": ("sam", "others", "sdr_opened"),
        "D3": (None, "others", "claimed_others"),
        "D4": ("sam", "own", "sdr_opened"),
    }


def test_an_asked_for_rfp_and_a_lead_that_raised_its_hand(story: Any) -> None:
    """Viktor spoke with a1 before its RFP, and with a2 before its lead came in, but not with a3.

    opportunity
    id | account_id | created_on | is_rfp | source_class
    D1 | a1         | 2026-03-10 | yes    | target_account
    D2 | a2         | 2026-03-10 |        |
    D3 | a3         | 2026-03-10 |        |

    lead
    id | source_class | on         | converted_opportunity_id
    L2 | hand_raiser  | 2026-03-01 | D2
    L3 | hand_raiser  | 2026-03-01 | D3

    activity
    id | account_id | opportunity_id | person_id | channel | result       | on
    A1 | a1         |                | viktor    | meeting | held         | 2026-03-01
    A2 |            | D2             | viktor    | call    | conversation | 2026-02-01
    A3 | a3         |                | viktor    | call    | conversation | 2026-03-05
    """
    deals = found(story)
    assert {i: (d["origin"], d["origin_reason"]) for i, d in deals.items()} == {
        "D1": ("own", "shown_own"),
        "D2": ("own", "hand_raiser_known"),
        "D3": ("unknown", "hand_raiser_unproven"),
    }


def test_the_first_recorded_origin_stands_until_something_is_shown(story: Any) -> None:
    """D1's field was changed; D2 was unknown; D3's claim is shown otherwise; D4's proof is gone; D5 changes twice.

    previous opportunity
    id | opened_by | origin  | origin_basis | origin_reason
    D1 | viktor    | own     | claimed      | claimed_own
    D2 |           | unknown | none         | no_evidence
    D3 | viktor    | own     | claimed      | claimed_own
    D4 | viktor    | own     | shown        | shown_own
    D5 |           | others  | claimed      | claimed_others+changed
    D6 |           | others  | claimed      | claimed_others+changed

    opportunity
    id | account_id | created_on | source_class
    D1 |            | 2026-03-10 | marketing
    D2 |            | 2026-03-10 | marketing
    D3 | a3         | 2026-03-10 | cold
    D4 |            | 2026-03-10 | cold
    D5 |            | 2026-03-10 | cold
    D6 |            | 2026-03-10 | marketing
    D7 |            | 2026-03-10 | cold

    activity
    id | account_id | person_id | channel | on
    A1 | a3         | mei       | call    | 2026-03-01
    """
    deals = found(story)
    assert {i: (d["opened_by"], d["origin"], d["origin_basis"], d["origin_reason"]) for i, d in deals.items()} == {
        "D1": ("viktor", "own", "claimed", "claimed_own+changed"),
        "D2": (None, "others", "claimed", "claimed_others"),
        "D3": ("mei", "others", "shown", "shown_other"),
        "D4": ("viktor", "own", "shown", "shown_own"),
        "D5": (None, "others", "claimed", "claimed_others+changed"),
        "D6": (None, "others", "claimed", "claimed_others"),
        "D7": ("viktor", "own", "claimed", "claimed_own"),
    }


def test_a_leads_origin_is_its_class(story: Any) -> None:
    """
    lead
    id | source_class
    L1 | referral
    L2 | partner
    L3 | rfp
    L4 | hand_raiser
    L5 |
    L6 | word_of_no_dictionary
    """
    leads = {row["id"]: row["origin"] for row in story.derived()["lead"].to_pylist()}
    assert leads == {"L1": "own", "L2": "others", "L3": "others", "L4": "unknown", "L5": "unknown", "L6": "unknown"}


PEOPLE = ("viktor", "mei", "nadia")
touches = st.lists(
    st.tuples(st.sampled_from(["a1", "a2", "a3", "a4", "a5"]), st.sampled_from(PEOPLE), st.integers(-120, 30)),
    max_size=60,
)
opened = st.lists(
    st.tuples(st.sampled_from(["a1", "a2", "a3", "a4", "a5"]), st.sampled_from(PEOPLE), st.integers(-20, 20)),
    max_size=20,
)


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 24 // 100, deadline=None)
@given(touches=touches, deals=opened)
def test_touches_are_read_as_one_by_one(tell: Callable[[str], Any], touches: list[Any], deals: list[Any]) -> None:
    """Against the definition, deal by deal and touch by touch."""
    day0 = date(2026, 3, 10)
    text = "opportunity\nid | account_id | owner_id | created_on\n"
    text += "".join(f"D{i} | {a} | {p} | {day0 + timedelta(d)}\n" for i, (a, p, d) in enumerate(deals))
    text += "\nactivity\nid | account_id | person_id | channel | on\n"
    text += "".join(f"A{i} | {a} | {p} | call | {day0 + timedelta(d)}\n" for i, (a, p, d) in enumerate(touches))
    rows = found(tell(text))
    for i, (account, owner, on) in enumerate(deals):
        window = [(d, p) for a, p, d in touches if a == account and on - 90 <= d <= on]
        people = {p for _, p in window}
        alone = next(iter(people)) if len(people) == 1 else None
        reason = "no_evidence" if not people else "mixed_touches"
        reason = {None: reason, owner: "shown_own"}.get(alone, "shown_other")
        assert (rows[f"D{i}"]["origin_reason"], rows[f"D{i}"]["opened_by"]) == (reason, alone)
