"""What does a standing look like in a terminal: solid own, hatched brought by others, one goal line?"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 30
"""Characters of a bar where there is room."""

OVER = 1.5
"""The picture ends at one and a half times the goal; a bar that goes on ends in an arrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The characters of a bar; no colour carries meaning."""

    own: str
    others: str
    unknown: str
    blank: str
    goal: str
    more: str


UNICODE = Ink(own="█", others="▒", unknown="·", blank=" ", goal="│", more="▶")
ASCII = Ink(own="#", others="/", unknown=".", blank=" ", goal="|", more=">")


def ink(encoding: str | None) -> Ink:
    """The characters that the reader's terminal can show."""
    try:
        "".join(getattr(UNICODE, f) for f in Ink.__slots__).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):  # it lacks the blocks, or nobody knows its encoding
        return ASCII
    return UNICODE


def bar(
    own: float, unknown: float, others: float, full: float, goal: float | None, pens: Ink, width: int = WIDTH
) -> str:
    """One bar of ``width`` characters whose right end is ``full``: own, of unknown origin, others', and the goal."""
    if full <= 0:
        return pens.blank * width
    cells: list[str] = []
    reach = 0.0
    for amount, pen in ((own, pens.own), (unknown, pens.unknown), (others, pens.others)):
        reach += max(0.0, amount)
        cells += pen * (round(width * min(reach, full) / full) - len(cells))
    cells += pens.blank * (width - len(cells))
    if reach > full * (1 + 0.5 / width):
        cells[-1] = pens.more
    if goal is not None and 0 < goal <= full:
        cells[min(width - 1, round(width * goal / full))] = pens.goal
    return "".join(cells)


def legend(pens: Ink, *, unknown: bool) -> str:
    """What the characters mean."""
    parts = [
        f"{pens.own} own",
        *([f"{pens.unknown} of unknown origin"] if unknown else []),
        f"{pens.others} from others",
    ]
    return "   ".join([*parts, f"{pens.goal} goal"])
