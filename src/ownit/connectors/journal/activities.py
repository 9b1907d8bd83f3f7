"""Which activities does the journal tell of, so that a dial is not counted twice?

Of one person's day, what names nobody is added up by channel and result. The dials of a day contain its conversations,
and these the meetings that were set in them: with 14 dials, 3 conversations and 1 meeting set, one call set a meeting,
two more were conversations, and eleven had no answer. What names somebody is a row of its own. Time that was told
stands in rows of count 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ownit.connectors.journal.deals import Deal, open_on
from ownit.connectors.journal.names import folded
from ownit.connectors.journal.rows import Row

OUTBOUND = ("call", "e-mail", "message", "visit")
_Key = tuple[str, date, str, str, str]


def activities_of(rows: Sequence[Row], deals: Sequence[Deal]) -> list[dict[str, Any]]:
    """The canonical activities of entries, and for each opening the word that there was a conversation."""
    told = [_named(row, deals) for row in rows if row.name]
    counts: dict[_Key, int] = defaultdict(int)
    minutes: dict[_Key, int] = defaultdict(int)
    logged: dict[tuple[str, date], datetime] = {}
    for row in rows:
        day = (row.person, row.on)
        logged[day] = max(logged.get(day, row.recorded_at), row.recorded_at)
        if not row.name:
            purpose = row.purpose or "create"
            counts[*day, row.channel, row.result, purpose] += row.count
            minutes[*day, row.channel, "", purpose] += row.minutes
    named = _named_calls(rows)
    told += [_summed(key, n, logged[key[:2]]) for key, n in _without_doubles(counts, named).items() if n]
    told += [_summed(key, 0, logged[key[:2]], minutes=m) for key, m in minutes.items() if m]
    return sorted(told, key=lambda a: str(a["id"]))


def spoken(deals: Iterable[Deal]) -> list[dict[str, Any]]:
    """An opening says that the two sides spoke: evidence for the gate that adds nothing to any count."""
    return [
        {
            "id": f"{deal.id}:opening",
            "person_id": deal.person,
            "on": deal.opened,
            "channel": "other",
            "result": "conversation",
            "purpose": "create",
            "count": 0,
            "automated": False,
            "account_id": deal.account or unnamed(deal.person),
            "opportunity_id": deal.id,
        }
        for deal in deals
        if deal.opened is not None
    ]


def unnamed(person: str) -> str:
    """The account of customers that a person did not name: a meeting with one is still a meeting with a customer."""
    return f"unnamed:{person}"


def _named(row: Row, deals: Sequence[Deal]) -> dict[str, Any]:
    account = folded(row.name)
    deal = open_on(deals, row.person, account, row.on)
    return {
        "id": f"i{row.id}",
        "person_id": row.person,
        "on": row.on,
        "logged_at": row.recorded_at,
        "channel": row.channel,
        "direction": "outbound" if row.channel in OUTBOUND else None,
        "purpose": _purpose(row, deal),
        "result": row.result or None,
        "count": row.count,
        "minutes": row.minutes or None,
        "automated": False,
        "account_id": account,
        "opportunity_id": None if deal is None else deal.id,
    }


def _purpose(row: Row, deal: Deal | None) -> str:
    """What was said, but that with an open deal before that day the work is winning it."""
    opened_before = deal is not None and deal.opened is not None and deal.opened < row.on
    if opened_before and row.purpose in ("", "create") and not row.result.startswith("referral"):
        return "win"
    return row.purpose or "create"


def _summed(key: _Key, count: int, logged_at: datetime, *, minutes: int = 0) -> dict[str, Any]:
    person, on, channel, result, purpose = key
    kind = "time" if minutes else result or "done"
    met = result in ("held", "no-show", "conversation") and channel != "event" and purpose != "other"
    return {
        "id": f"d{person}:{on}:{channel}:{kind}:{purpose}",
        "person_id": person,
        "on": on,
        "logged_at": logged_at,
        "channel": channel,
        "direction": "outbound" if channel in OUTBOUND else None,
        "purpose": purpose,
        "result": result or None,
        "count": count,
        "minutes": minutes or None,
        "automated": False,
        "account_id": unnamed(person) if met else None,
        "opportunity_id": None,
    }


def _named_calls(rows: Iterable[Row]) -> Mapping[tuple[str, date], tuple[int, int]]:
    """Of each person's day: conversations, and meetings set, with somebody named."""
    found: dict[tuple[str, date], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        if row.name and row.channel == "call" and row.result:
            talks, met = found[row.person, row.on]
            is_set = row.result == "meeting set"
            found[row.person, row.on] = (talks + (0 if is_set else row.count), met + (row.count if is_set else 0))
    return found


def _without_doubles(counts: Mapping[_Key, int], named: Mapping[tuple[str, date], tuple[int, int]]) -> dict[_Key, int]:
    """The counts, the calls of each day cut so that they add up to its dials (or its conversations, if more)."""
    found = {key: n for key, n in counts.items() if key[2] != "call"}
    for person, on in {key[:2] for key in counts if key[2] == "call"}:
        said = dict.fromkeys(("", "conversation", "meeting set"), 0)
        for (who, day, channel, result, _), n in counts.items():
            if (who, day, channel) == (person, on, "call"):
                said[result] += n
        talks_named, set_named = named.get((person, on), (0, 0))
        talks = max(0, said["conversation"] - said["meeting set"] - set_named)
        answered = max(talks + said["meeting set"], said["conversation"]) + talks_named + set_named
        found[person, on, "call", "conversation", "create"] = talks
        found[person, on, "call", "meeting set", "create"] = said["meeting set"]
        found[person, on, "call", "no answer", "create"] = max(0, said[""] - answered)
    return found
