"""What is a chance learned from, in a salesperson's words?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ownit.answers import words

_HOW = {"age": "how long they were open", "band": "how large they are", "stage": "the stage they are in"}
_TOLD_SHARE = 0.05  # of deals never closed: below it, it changes no chance that anyone would notice


def told(basis: Mapping[str, Any]) -> tuple[str, ...]:
    """The small print, a sentence each; empty where nothing was kept. ``basis``: see flows.reckoning.basis."""
    cycle = basis.get("cycle")
    if not cycle or "missing" in cycle:  # what is missing is said in place of the chance
        return ()
    return tuple(_sentences(basis, cycle))


def _sentences(basis: Mapping[str, Any], cycle: Mapping[str, Any]) -> Iterator[str]:
    yield _learned(cycle)
    if cycle["fallback"] not in ("published", "renewals_only"):
        yield _whose(cycle["prior_share"].get("person", 1.0))
    if cycle["bulk_lost"]:
        yield f"{cycle['bulk_lost']:,} losses were cleared up in bulk: nobody knows when they were really lost."
    if cycle["abandoned"] >= _TOLD_SHARE:
        yield f"About {words.share(cycle['abandoned'])} of deals are never closed; open ones count for less by age."
    amounts, renewals = basis.get("amounts") or {}, basis.get("renewals") or {}
    if amounts.get("ratio_measured") is False:
        yield "How much amounts change before signing is assumed, not measured: too few deals were seen while open."
    if "missing" in renewals and renewals["missing"]["n"]:  # where there are none, none are asked after
        yield str(renewals["missing"]["text"])


def _learned(cycle: Mapping[str, Any]) -> str:
    won, lost = f"{cycle['won']:,} won", f"{cycle['lost']:,} lost"
    match cycle["fallback"]:
        case "published":
            return "No deal is won on record yet: chances are what has been published of others, and wide."
        case "renewals_only":
            return "Only renewals are on record; they are reckoned from the days they fall due."
        case "one_rate":
            return (
                f"Learned from {won} and {lost} deals: too few to tell young deals from old ones, so each open day "
                "counts the same."
            )
        case how:
            parts = [_HOW[part] for part in how.removeprefix("by_").split("_")]
            return f"Learned from {won} and {lost} deals, by {_listed(parts)}."


def _whose(prior: float) -> str:
    """How much of what is said of a person is their own record."""
    if prior >= 1.0:
        return "How well each person wins is taken from everyone's record: no difference between people shows in it."
    own = words.share(1.0 - prior)
    return f"How well each person wins is taken {own} from their own record, on average, the rest from everyone's."


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
