"""Do entries of the journal become canonical facts, each counted once?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ownit.connectors.base import Extracted, ReadOptions
from ownit.connectors.errors import NoSuchSource
from ownit.connectors.journal.extract import extract
from ownit.connectors.journal.names import folded
from ownit.promises.journal.grammar import parse

TODAY = date(2026, 8, 12)
Facts = dict[str, list[dict[str, Any]]]


def lines(*said: str, person: str = "7", covered: str = "") -> list[str]:
    """Each line of a journal as entries of the file."""
    out = []
    for i, item in enumerate(item for line in said for item in parse(line, TODAY)):
        row = {
            f: getattr(item, f) for f in ("channel", "result", "purpose", "count", "minutes", "name", "source", "kind")
        }
        row |= {"id": i + 1, "person": person, "person_name": "Viktor Hale", "zone": "", "on": item.on.isoformat()}
        row |= {"what": item.what.value, "amount": None if item.amount is None else str(item.amount)}
        row |= {"recorded_at": datetime(2026, 8, 12, 9, tzinfo=UTC).isoformat(), "covered": covered}
        out.append(json.dumps(row | {"currency": item.currency or ("EUR" if item.amount else "")}))
    return out


@pytest.fixture
def read(tmp_path: Path) -> Callable[[list[str]], dict[str, Extracted]]:
    def reading(entries: list[str]) -> dict[str, Extracted]:
        file = tmp_path / "journal.jsonl"
        file.write_text("\n".join(entries) + "\n", encoding="utf-8")
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        found = {e.table: e for e in extract(file, ReadOptions(connector="journal"), scratch)}
        assert all(e.read == e.kept + e.rejected for e in found.values())
        assert all(e.mode == "full" for e in found.values())
        return found

    return reading


@pytest.fixture
def facts(read: Callable[[list[str]], dict[str, Extracted]]) -> Callable[..., Facts]:
    return lambda *said: {t: e.batches.read_all().to_pylist() for t, e in read(lines(*said)).items()}


def calls(told: Facts) -> dict[str, int]:
    """Calls by result."""
    return {a["result"]: a["count"] for a in told["activity"] if a["channel"] == "call" and a["count"]}


def test_the_conversations_of_a_day_are_among_its_dials(facts: Callable[..., Facts]) -> None:
    told = facts("14 dials, 3 conversations", "booked 1 meeting", "yesterday 2 conversations")
    today = [a for a in told["activity"] if a["on"] == TODAY]
    assert calls({"activity": today}) == {"no answer": 11, "conversation": 2, "meeting set": 1}
    assert calls(told)["conversation"] == 2  # yesterday's, without dials
    assert {a["direction"] for a in told["activity"]} == {"outbound"}
    assert {a["logged_at"] for a in told["activity"]} == {datetime(2026, 8, 12, 9, tzinfo=UTC)}


def test_a_named_conversation_is_among_the_dials_too(facts: Callable[..., Facts]) -> None:
    told = facts("14 dials, spoke with Acme for 20 minutes")
    by_result = {a["result"]: (a["count"], a["account_id"], a["minutes"]) for a in told["activity"]}
    assert by_result == {"no answer": (13, None, None), "conversation": (1, "acme", 20)}


def test_the_same_kind_of_thing_twice_a_day_is_added_up(facts: Callable[..., Facts]) -> None:
    told = facts("2 visits", "1 visit, 1h visits", "3 emails")
    rows = {a["id"]: (a["count"], a["minutes"]) for a in told["activity"]}
    assert rows == {
        "d7:2026-08-12:visit:held:create": (3, None),
        "d7:2026-08-12:visit:time:create": (0, 60),
        "d7:2026-08-12:e-mail:done:create": (3, None),
    }


def test_a_meeting_with_customers_not_named_is_one_with_a_customer(facts: Callable[..., Facts]) -> None:
    told = facts("2 meetings, 1 internal meeting, 1 event")
    assert {(a["count"], a["account_id"], a["purpose"], a["channel"]) for a in told["activity"]} == {
        (2, "unnamed:7", "create", "meeting"),
        (1, None, "other", "meeting"),
        (1, None, "create", "event"),
    }
    assert "unnamed:7" in {a["id"] for a in told["account"]}


def test_a_deal_is_opened_worked_and_won(facts: Callable[..., Facts]) -> None:
    told = facts(
        "2026-08-01: opened Acme, Inc. 30k",
        "2026-08-05: 1 meeting with ACME",
        "won acme 32k EUR, opened Beta from marketing",
    )
    won, beta = sorted(told["opportunity"], key=lambda o: str(o["name"]))
    assert (won["name"], won["outcome"], won["amount"], won["currency"]) == ("Acme, Inc.", "won", Decimal(32000), "EUR")
    assert (won["created_on"], won["closed_on"]) == (date(2026, 8, 1), TODAY)
    assert (won["owner_id"], won["source_class"]) == ("7", "cold")
    assert (beta["outcome"], beta["source"], beta["source_class"]) == ("open", "marketing", "marketing")
    (meeting,) = [a for a in told["activity"] if a["channel"] == "meeting"]
    assert (meeting["opportunity_id"], meeting["purpose"], meeting["account_id"]) == (won["id"], "win", "acme")
    assert {a["id"] for a in told["account"]} == {"acme", "beta"}


def test_an_opening_says_that_there_was_a_conversation_and_adds_to_no_count(facts: Callable[..., Facts]) -> None:
    told = facts("opened Acme 30k")
    (spoken,) = told["activity"]
    assert (spoken["count"], spoken["result"], spoken["channel"]) == (0, "conversation", "other")
    assert spoken["opportunity_id"] == told["opportunity"][0]["id"]


def test_a_win_that_was_not_opened_here_has_no_known_opening(facts: Callable[..., Facts]) -> None:
    (won,) = facts("won Acme 30k")["opportunity"]
    assert (won["created_on"], won["source_class"], won["outcome"]) == (None, None, "won")


def test_losing_says_why_and_closes_the_latest_of_that_name(facts: Callable[..., Facts]) -> None:
    told = facts("2026-08-01: opened Acme 1k", "2026-08-02: opened Acme 2k", "lost Acme (price)")
    assert {(o["amount"], o["outcome"]) for o in told["opportunity"]} == {
        (Decimal(1000), "open"),
        (Decimal(2000), "lost"),
    }


def test_what_a_crm_has_is_rejected_with_its_reason(read: Callable[[list[str]], dict[str, Extracted]]) -> None:
    found = read([*lines("3 calls, opened Acme"), *lines("5 calls", covered="crm has it"), "no json"])
    activity = found["activity"]
    assert (activity.read, activity.kept, activity.rejected) == (3, 1, 2)
    assert [(r["record"], r["reason"][:16]) for r in activity.rejects.to_pylist()] == [
        (4, "this is no entry"),
        (3, "crm has it"),
    ]
    assert sum(a["count"] for a in activity.batches.read_all().to_pylist()) == 3
    assert [n.text for n in activity.notes] == ["1 entry of the journal is not counted, since the CRM has it too."]


def test_no_entries_make_empty_tables(read: Callable[[list[str]], dict[str, Extracted]]) -> None:
    assert [e.batches.read_all().num_rows for e in read([]).values()] in ([0, 0, 0, 0], [])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchSource):
        list(extract(tmp_path / "none", ReadOptions(connector="journal"), tmp_path))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme, Inc.", "ACME"),
        ("Müller GmbH", "muller"),
        ("Beta B.V.", "the beta"),
        ("3M Co.", "3m"),
        ("S.p.A.", "spa"),
    ],
)
def test_names_that_mean_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)
