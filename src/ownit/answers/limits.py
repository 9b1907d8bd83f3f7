"""Which things wrong with the facts limit an answer, and when do they make it too hopeful?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ownit.facts.quality import CODES

_HOPEFUL = {
    "no_losses": "no lost deal is on record",
    "few_losses": "hardly any lost deal is on record",
    "deals_not_there": "deals that leads and activities name are missing from the record",
}
"""What leaves the dead out of the record, in words; the worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A warning of the import that limits an answer: its code, how many rows, its sentence."""

    code: str
    count: int
    text: str


def limits(warnings: Sequence[Mapping[str, Any]], answer: str) -> tuple[Limit, ...]:
    """Those of an import's ``warnings`` that limit ``answer`` (``standing``, ``backtest`` ...), in their order."""
    known = [w for w in warnings if w["code"] in CODES and answer in CODES[w["code"]].limits]
    return tuple(Limit(code=w["code"], count=int(w["count"]), text=w["text"]) for w in known)


def too_hopeful(found: Sequence[Limit]) -> str | None:
    """Why what is told is more hopeful than it is, as a clause; None where nothing shows that it is."""
    codes = {limit.code for limit in found}
    return next((why for code, why in _HOPEFUL.items() if code in codes), None)


def at_best(found: Sequence[Limit]) -> str:
    """The sentence that stands behind a chance that is too hopeful; nothing where none is."""
    why = too_hopeful(found)
    return "" if why is None else f" That is at best: {why}."


def beside(found: Sequence[Limit]) -> tuple[str, ...]:
    """What is said beside a plan: whose sources are wrong, for it counts on one's own; and how much else there is."""
    alone = tuple(limit.text for limit in found if limit.code == "source_contradicted")
    if not found:
        return ()
    things = "1 thing in the data limits" if len(found) == 1 else f"{len(found)} things in the data limit"
    return (*alone, f"{things} this: ownit facts quality")


def unseen(found: Sequence[Limit]) -> str:
    """What a look back cannot show where the record lacks its dead: it lacked them on every past day, too."""
    why = too_hopeful(found)
    if why is None:
        return ""
    return (
        f" But {why}, and was on those past days, too: what is told is too hopeful, and looking back cannot show by "
        "how much."
    )
