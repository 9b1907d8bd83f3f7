"""Does a line of the journal say what a person meant, and is what is not understood asked back?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.journal.grammar import (
    AmountDoubtError,
    DayDoubtError,
    HowManyError,
    Item,
    JournalLineError,
    NotUnderstoodError,
    What,
    WhichDealsError,
    parse,
)

TODAY = date(2026, 11, 25)  # a Wednesday
DIAL: dict[str, Any] = {"channel": "call", "purpose": "create"}
TALK = DIAL | {"result": "conversation"}
MET: dict[str, Any] = {"channel": "meeting", "result": "held"}
MAIL: dict[str, Any] = {"channel": "e-mail", "purpose": "create"}
VISIT: dict[str, Any] = {"channel": "visit", "result": "held"}
ASK: dict[str, Any] = {"channel": "other", "result": "referral asked", "purpose": "create"}
TIME: dict[str, Any] = {"channel": "other"}


def did(kind: dict[str, Any], count: int = 0, **more: Any) -> Item:
    said: dict[str, Any] = {"what": What.DID, "on": TODAY, "count": count}
    return Item(**(said | kind | more))


def deal(what: What, name: str, amount: str | None = None, **more: Any) -> Item:
    said: dict[str, Any] = {"what": what, "on": TODAY, "name": name, "amount": amount and Decimal(amount)}
    return Item(**(said | more))


OPENED, WON, LOST = What.OPENED, What.WON, What.LOST


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "14 dials, 3 conversations, 1 meeting, opened Acme 30k",
            [did(DIAL, 14), did(TALK, 3), did(MET, 1), deal(OPENED, "Acme", "30000")],
        ),
        (
            "Fourteen calls and three convos and a meeting with Acme Corp",
            [did(DIAL, 14), did(TALK, 3), did(MET, 1, name="Acme Corp")],
        ),
        ("14 dials 3 conversations", [did(DIAL, 14), did(TALK, 3)]),
        ("twenty dials; two visits\n5 cold emails", [did(DIAL, 20), did(VISIT, 2), did(MAIL, 5)]),
        ("1,200 dials", [did(DIAL, 1200)]),
        ("no calls, zero conversations", [did(DIAL, 0), did(TALK, 0)]),
        ("2 hours of calls", [did(DIAL, 0, minutes=120)]),
        ("calls 2h", [did(DIAL, 0, minutes=120)]),
        ("12 dials in 1.5 hours", [did(DIAL, 12, minutes=90)]),
        ("1h30 on the phone", [did(DIAL, 0, minutes=90)]),
        ("half an hour of emails", [did(MAIL, 0, minutes=30)]),
        ("1 h 15 min visits", [did(VISIT, 0, minutes=75)]),
        ("3h prospecting, 1h admin", [
            did(TIME, minutes=180, purpose="create"), did(TIME, minutes=60, purpose="other")
        ]),
        ("4 first meetings in 8 hours", [did(MET, 4, minutes=480, purpose="create")]),
        ("asked 3 customers for a referral", [did(ASK, 3)]),
        ("asked Jane Doe for an introduction", [did(ASK, 1, name="Jane Doe")]),
        ("2 referral asks", [did(ASK, 2)]),
        ("1 referral received", [did(ASK, 1, result="referral given")]),
        ("booked 2 meetings", [did(DIAL, 2, result="meeting set")]),
        ("1 no-show", [did(MET, 1, result="no-show")]),
        ("2 events", [did({}, 2, channel="event", result="held", purpose="create")]),
        ("called Acme", [did(DIAL, 1, name="Acme")]),
        ("called 3 customers", [did(DIAL, 3)]),
        ("spoke with Jane Doe for 20 minutes", [did(TALK, 1, name="Jane Doe", minutes=20)]),
        ("met Jane, visited Beta and wrote to Gamma", [
            did(MET, 1, name="Jane"), did(VISIT, 1, name="Beta"), did(MAIL, 1, name="Gamma")
        ]),
        ("1 meeting with 3M in 2 hours", [did(MET, 1, name="3M", minutes=120)]),
        ("opened Smith and Sons €30,000 from a referral", [
            deal(OPENED, "Smith and Sons", "30000", currency="EUR", source="referral")
        ]),
        ("opened Acme, Inc. 30k", [deal(OPENED, "Acme, Inc.", "30000")]),
        ("opened Beta GmbH for 1.2m CHF", [deal(OPENED, "Beta GmbH", "1200000", currency="CHF")]),
        ("opened Acme for 30", [deal(OPENED, "Acme", "30")]),
        ("opened Acme $12.500", [deal(OPENED, "Acme", "12500", currency="USD")]),
        ("won 3M 30k", [deal(WON, "3M", "30000")]),
        ("won renewal with Acme 12,5k EUR", [deal(WON, "Acme", "12500", currency="EUR", kind="renewal")]),
        ("lost Acme (price)", [deal(LOST, "Acme", source="price")]),
        ("opened 2 deals", [deal(OPENED, ""), deal(OPENED, "")]),
        ("opened 2 deals from marketing", [deal(OPENED, "", source="marketing")] * 2),
    ],
)  # fmt: skip
def test_what_a_line_says(text: str, items: list[Item]) -> None:
    assert list(parse(text, TODAY)) == items


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("yesterday 5 calls, 2 visits", [24, 24]),
        ("5 calls, 2 visits yesterday", [24, 24]),
        ("on 2026-11-20: 2 visits", [20]),
        ("Monday: 3 dials", [23]),
        ("on Wednesday 3 dials", [25]),
        ("last Wednesday 3 dials", [18]),
        ("20 Nov 3 calls", [20]),
        ("20.11. 3 calls", [20]),
        ("5 calls yesterday, 3 calls today", [24, 25]),
        ("Monday: 3 dials, 1 visit, Tuesday: 4 dials, 1 visit", [23, 23, 24, 24]),
        ("3 dials", [25]),
    ],
)
def test_the_day_that_is_meant(text: str, days: list[int]) -> None:
    assert [i.on for i in parse(text, TODAY)] == [date(2026, 11, d) for d in days]


def test_a_day_that_has_not_come_this_year_was_last_year() -> None:
    assert parse("24 december 3 calls", TODAY)[0].on == date(2025, 12, 24)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("blubbered 3 widgets, 4 dials", NotUnderstoodError, 'mean by "blubbered 3 widgets"?'),
        ("4 dials blah, foo", NotUnderstoodError, 'mean by "blah" and "foo"?'),
        ("", NotUnderstoodError, "nothing"),
        ("won", NotUnderstoodError, "won"),
        ("calls", HowManyError, 'How many, in "calls"?'),
        ("opened Acme 30", AmountDoubtError, "write 30k for 30 thousand"),
        ("won 2 deals 40k", WhichDealsError, 'in "won 2 deals 40k"? Nothing was kept; where there is an amount, name'),
        ("won Acme and Bolt 20k each", WhichDealsError, "where there is an amount, name each"),
        ("opened 3 new deals worth 40k each", WhichDealsError, "name each: won Acme 20k, won Bolt 20k."),
        ("on 2026-12-20 4 dials", DayDoubtError, "2026-12-20 has not come yet"),
        ("on 2016-11-20 4 dials", DayDoubtError, "more than two years ago"),
        ("9999999 dials", NotUnderstoodError, "9999999"),
        ("900 hours of calls", NotUnderstoodError, "900 hours of calls"),
        ("blurb " * 50, NotUnderstoodError, "blurb ..."),
        ("opened 900 deals", NotUnderstoodError, "900 deals"),
    ],
)
def test_what_is_not_understood_is_asked_back(text: str, error: type[JournalLineError], says: str) -> None:
    with pytest.raises(error) as told:
        parse(text, TODAY)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


@given(st.text(max_size=80))
def test_any_text_is_understood_or_asked_back(text: str) -> None:
    try:
        items = parse(text, TODAY)
    except JournalLineError:
        return
    assert items
    assert all(i.count >= 0 and i.minutes >= 0 and i.on <= TODAY for i in items)


WORDS = ["14", "dials", "and", "meeting", "with", "Acme", "opened", "won", "30k", "€5", "yesterday", "2h", ",", "for"]
WORDS += ["asked", "a", "referral", "emails", "three", "from", "lost", "on", "2026-11-20", "visited", "no", "min"]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_of_the_trade_are_understood_or_asked_back(words: list[str]) -> None:
    try:
        parse(" ".join(words), TODAY)
    except JournalLineError:
        return


@given(
    dials=st.integers(0, 400),
    talks=st.integers(0, 50),
    name=st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True).filter(
        lambda n: (
            not {w.lower() for w in n.split()} & {"deal", "new", "with", "for", "from", "via", "the", "mon", "sat"}
        )
    ),
    amount=st.integers(1, 999),
)
def test_numbers_come_through_as_written(dials: int, talks: int, name: str, amount: int) -> None:
    try:
        items = parse(f"{dials} dials, {talks} conversations, opened {name} {amount}k", TODAY)
    except JournalLineError:
        return  # a name such as Jan or Sun that reads as a day
    assert [i.count for i in items[:2]] == [dials, talks]
    assert items[-1].amount == amount * 1000
