"""What does one clause say: something done, or what became of a deal?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ownit.method.written import AmountError, Money, amount_at_end
from ownit.promises.journal.grammar.errors import AmountDoubtError, BadAmountError, HowManyError, WhichDealsError
from ownit.promises.journal.grammar.numbers import MOST, MOST_MINUTES, NUMBER, count_of, minutes_in
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.journal.grammar.vocabulary import (
    ASK,
    DEAL_WORDS,
    DEALS,
    FILLERS,
    KINDS,
    ONE,
    SET,
    THINGS,
    TIME,
    VERBS,
    Meaning,
)

Read = tuple[tuple[Item, ...], str]
"""What a clause says, and its words that are not understood (empty: all are)."""

_NO_DAY = date.min  # the line knows the day
MOST_DEALS = 50  # without names, in one clause
SURELY = 100  # from here on a bare number behind a name is an amount


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_DEAL = re.compile(rf"^(?:i\s+|we\s+)?(?P<verb>{_alternatives(DEALS)})\b\s*(?P<rest>.*)$", re.IGNORECASE)
_VERB = re.compile(rf"^(?:i\s+|we\s+)?(?P<verb>{_alternatives(VERBS)})\s+(?P<rest>.+)$", re.IGNORECASE)
_THING = re.compile(rf"(?<![\w-])(?:{_alternatives([*THINGS, *TIME])})(?![\w-])")
_NEXT = re.compile(rf"\s\d+\s+(?:{_alternatives(THINGS)})(?![\w-])")
_WITH = re.compile(r"\s(?:with|at|to|@)\s+(?P<name>(?!\d+(?:am|pm|h)\b)\d*[^\d\W].*)$", re.IGNORECASE)
_SOURCE = re.compile(
    r"\s*(?:\((?P<round>[^()]+)\)|\b(?:from|via|through|thanks to)\s+(?:an?\s+|the\s+)?(?P<bare>\S.*))$", re.I
)
_FOR = re.compile(r"\s*\b(?:for|at|worth|of)\s*$", re.IGNORECASE)
_COUNTED = re.compile(rf"^(?P<n>{NUMBER})\s+(?:new\s+)?(?:{'|'.join(DEAL_WORDS)})$", re.IGNORECASE)
_EACH = re.compile(r"\s+(?:each|apiece)$", re.IGNORECASE)
_LEAD_IN = re.compile(
    rf"^(?:the\s+|an?\s+)?(?:(?:{'|'.join(DEAL_WORDS)})\s+(?:with\s+|at\s+|for\s+)?|with\s+)?", re.IGNORECASE
)
_KIND = re.compile(
    rf"^(?:an?\s+|the\s+)?(?P<kind>{_alternatives(KINDS)})\s+(?:business\s+|deal\s+)?(?:with\s+|at\s+|for\s+)?", re.I
)
_ASKED = re.compile(
    rf"^asked\s+(?:for\s+(?P<a>{NUMBER})\s+(?:referrals?|introductions?)|"
    rf"(?P<b>{NUMBER})\s+(?:customers?|people|clients?|contacts?)(?:\s+for\s+(?:an?\s+)?(?:referrals?|introductions?))?|"
    r"(?P<name>.+?)\s+for\s+(?:an?\s+)?(?:referrals?|introductions?)|for\s+(?:an?\s+)?(?:referral|introduction))$",
    re.IGNORECASE,
)
_BOOKED = re.compile(
    rf"^(?:booked|set|scheduled|agreed|arranged)\s+(?P<n>{NUMBER})\s+(?:first\s+|new\s+)?(?:meetings?|appointments?)",
    re.I,
)
_PEOPLE = re.compile(r"(?:customer|client|prospect|account|contact)s?\b|people\b|person\b|compan(?:y|ies)\b")
_BEGINS = re.compile(
    rf"^(?:{NUMBER}\b\s+\w|{_alternatives([*DEALS, *VERBS])}\b|booked\b|\d+\s*(?:h|min))", re.IGNORECASE
)


def next_thing(text: str) -> int | None:
    """Where a second thing with its number begins in a clause without a comma: 14 dials 3 conversations."""
    first = _THING.search(text.lower())
    second = _NEXT.search(text.lower(), first.end()) if first else None
    return second.start() if second else None


def begins_clause(text: str) -> bool:
    """Whether what stands behind an "and" is a clause of its own: a number of something, or a verb."""
    if not _BEGINS.match(text):
        return False
    first = text.split()[0].lower()
    return first not in ("a", "an") or bool(_THING.search(text.lower()))


def read_clause(text: str) -> Read:
    """What a clause says; more than a week's minutes are a slip. Raises HowManyError, AmountDoubtError."""
    found, strange = _read(text)
    return ((), text) if any(item.minutes > MOST_MINUTES for item in found) else (found, strange)


def _read(text: str) -> Read:
    if found := _DEAL.match(text):
        return _deal(DEALS[found["verb"].lower()], found["rest"].strip(), text)
    if found := _ASKED.match(text):
        count = count_of((found["a"] or found["b"] or "1").lower())
        return (_did(ASK, count or 0, name=(found["name"] or "").strip()),), ""
    if (found := _VERB.match(text)) and found["verb"].lower() != "asked":
        return _verb(VERBS[found["verb"].lower()], found["rest"], text)
    return _thing(text)


def _did(meaning: Meaning, count: int, *, minutes: int = 0, name: str = "") -> Item:
    return Item(
        what=What.DID,
        on=_NO_DAY,
        channel=meaning.channel,
        result=meaning.result,
        purpose=meaning.purpose,
        count=count,
        minutes=minutes,
        name=name,
    )


def _deal(verb: str, rest: str, text: str) -> Read:
    """opened [kind] NAME [amount] [from SOURCE]; or a number of deals without names."""
    source, whole = "", rest
    if came := _SOURCE.search(rest):
        source, rest = (came["round"] or came["bare"]).strip(), rest[: came.start()]
    named = rest.strip()
    rest, money = _money(_EACH.sub("", named), text)
    counted = _COUNTED.match(rest)
    if money is not None and (counted or _EACH.search(named)):
        raise WhichDealsError(text)
    if counted:
        count = count_of(counted["n"].lower()) or 0
        one = Item(what=What(verb), on=_NO_DAY, source=source)
        return (one,) * min(count, MOST_DEALS), "" if count <= MOST_DEALS else whole
    kind = ""
    if of_kind := _KIND.match(rest):
        kind, rest = KINDS[of_kind["kind"].lower()], rest[of_kind.end() :]
    name = _LEAD_IN.sub("", rest, count=1).strip(" -:")
    if not name:
        return (), text
    item = Item(
        what=What(verb),
        on=_NO_DAY,
        name=name,
        amount=None if money is None else money.amount,
        currency="" if money is None else money.currency,
        source=source,
        kind=kind,
    )
    return (item,), ""


def _money(rest: str, text: str) -> tuple[str, Money | None]:
    try:
        money = amount_at_end(rest)
    except AmountError as e:
        raise BadAmountError(e) from e
    if money is None:
        return rest, None
    if money.amount < 0:
        raise BadAmountError(AmountError(f"{money.amount.normalize():f} is less than nothing."))
    name = rest[: money.start].rstrip()
    announced = _FOR.search(name)
    if not money.marked and money.amount < SURELY and not announced:
        raise AmountDoubtError(f"{money.amount.normalize():f}", text)
    return (name[: announced.start()] if announced else name), money


def _verb(meaning: Meaning, rest: str, text: str) -> Read:
    """called Acme [for 20 minutes]; called 3 customers."""
    minutes, without = minutes_in(rest.lower())
    number, _, what = without.strip().partition(" ")
    count = count_of(number) if number not in ("a", "an", "no") else None
    if count is not None:
        return ((_did(meaning, count, minutes=minutes),), "") if _PEOPLE.match(what.strip()) else ((), text)
    name = rest if not minutes else re.split(r"\s+(?:for\s+|in\s+)?(?:\d|an?\s+hour|half\s+an)", rest)[0]
    return (_did(meaning, 1, minutes=minutes, name=name.strip()),), ""


def _thing(text: str) -> Read:
    """[number] thing [with NAME] [in 2 hours], in any order."""
    before, name = _with_whom(text)
    minutes, words = minutes_in(before.lower())
    if name and not minutes:
        minutes, name = _time_behind(name)
    if booked := _BOOKED.match(words.strip()):
        return (_did(SET, count_of(booked["n"]) or 0, minutes=minutes, name=name),), ""
    thing = _THING.search(words)
    if thing is None:
        return (), text
    rest = (words[: thing.start()] + " " + words[thing.end() :]).split()
    numbers = [w for w in rest if count_of(w) is not None and (w not in FILLERS or len(rest) == 1)]
    if not numbers and any(w in ("a", "an") for w in rest):
        numbers = ["a"]
    strange = [w for w in rest if w not in numbers and w not in FILLERS]
    if strange or len(numbers) > 1:
        return (), text if len(numbers) > 1 or len(strange) == len(rest) else " ".join(strange)
    return _counted(thing[0], numbers, minutes, name, text)


def _with_whom(text: str) -> tuple[str, str]:
    """A clause without its "with NAME", and the name; only behind a thing, so that "at" in a name stays in it."""
    found = _WITH.search(text)
    if found is None or not _THING.search(text[: found.start()].lower()):
        return text, ""
    return text[: found.start()], found["name"].strip()


def _time_behind(name: str) -> tuple[int, str]:
    """The minutes told behind a name, and the name alone: Acme in 2 hours."""
    minutes, trimmed = minutes_in(name.lower())
    if not minutes:
        return 0, name
    return minutes, re.sub(r"\s+(?:in|for|took)$", "", name[: len(trimmed.split("  ")[0])].strip())


def _counted(phrase: str, numbers: list[str], minutes: int, name: str, text: str) -> Read:
    if phrase in TIME:
        if not minutes or numbers:
            return (), text
        return (_did(TIME[phrase], 0, minutes=minutes),), ""
    if not numbers and not minutes and phrase not in ONE:
        raise HowManyError(text)
    time_alone = minutes and (phrase not in ONE or THINGS[phrase].channel in ("e-mail", "message"))
    count = count_of(numbers[0]) if numbers else 0 if time_alone and not name else 1
    if count is None or count > MOST:
        return (), text
    return (_did(THINGS[phrase], count, minutes=minutes, name=name),), ""
