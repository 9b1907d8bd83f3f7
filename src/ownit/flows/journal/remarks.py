"""What of a line is likely not meant, though it is kept: a deal opened twice, or one ended that was never opened?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.connectors.journal.names import folded
from ownit.errors import meant
from ownit.promises.journal.grammar.record import What
from ownit.promises.journal.record import Entry


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
    return tuple(dict.fromkeys(said))


def _remark(name: str, n: int, what: What, others: Sequence[str]) -> list[str]:
    if what is What.OPENED and n:
        return [f"{name} was open already; now {n + 1} deals of that name are."]
    near = "" if what is What.OPENED or n else meant(name, others)
    return [f"No open deal of yours is called {name}, so nothing that is open has ended.{near}"] if near else []
