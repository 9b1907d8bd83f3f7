"""What of a line is likely not meant, though it is kept?

A deal opened twice, one ended that was never opened, or more of something than a week can hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.connectors.journal.names import folded
from ownit.errors import meant
from ownit.flows.journal.lasting import minutes
from ownit.method.written import counted
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.journal.record import Entry

MOST_HOURS = 100.0  # of one thing in a week, nights and Sundays nearly gone: judgement
_DONE = {
    "call": ("call", "calls"),
    "e-mail": ("e-mail", "e-mails"),
    "meeting": ("meeting", "meetings"),
    "visit": ("visit", "visits"),
    "message": ("message", "messages"),
    "event": ("event", "events"),
}


def remarks(entries: Sequence[Entry], line: int) -> tuple[str, ...]:
    """What to say of the deals of one ``line`` among all ``entries`` of its writer, which stand in order."""
    said: list[str] = []
    open_: dict[str, tuple[str, int]] = {}  # by the name as names are compared: as it was written, and how many
    for entry in entries:
        name, what = entry.item.name, entry.item.what
        if not name or what is What.DID:
            continue
        key = folded(name)
        written, n = open_.get(key, (name, 0))
        if entry.line == line:
            said += _remark(name, n, what, [w for w, many in open_.values() if many])
        open_[key] = (written, n + 1 if what is What.OPENED else max(0, n - 1))
    said += [much for entry in entries if entry.line == line and (much := _too_much(entry.item))]
    return tuple(dict.fromkeys(said))


def _too_much(item: Item) -> str:
    """That so much would take more hours than anybody has in a week; empty else."""
    hours = minutes(item) / 60.0 if item.what is What.DID else 0.0
    if hours <= MOST_HOURS:
        return ""
    one, several = _DONE.get(item.channel, ("activity", "activities"))
    what = f"{counted(item.count, one, several)}, some" if item.count else "That is"
    return f"{what} {hours:,.0f} hours: more than a week can hold. It is kept and counted as you wrote it."


def _remark(name: str, n: int, what: What, others: Sequence[str]) -> list[str]:
    if what is What.OPENED and n:
        return [f"{name} was open already; now {n + 1} deals of that name are."]
    near = "" if what is What.OPENED or n else meant(name, others)
    return [f"No open deal of yours is called {name}, so nothing that is open has ended.{near}"] if near else []
