"""What is each column most likely meant to be?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ownit.connectors.csv.profile import Column
from ownit.connectors.reading import fold

Outcome = Literal["open", "won", "lost"]

_WON = re.compile(
    r"\b(won|win|signed|successful|gewonnen|gagn\w+|ganad\w+|vinta|order received|"
    r"(?<!meeting )(?<!demo )(?<!call )(?<!visit )(?<!appointment )booked)\b",
    re.I,
)
_LOST = re.compile(
    r"\b(lost|lose|dead|abandon\w*|disqualif\w*|cancel\w*|reject\w*|withdrawn|no decision|verloren|perdu\w*|"
    r"perdid\w*)\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(open|new|prospect\w*|qualif\w*|engag\w*|negotiat\w*|propos\w*|discover\w*|demo\w*|contact\w*|quote\w*|lead|"
    r"contract sent|scheduled|evaluat\w*|pipeline|needs analysis|value proposition|perception analysis|offen)\b",
    re.I,
)

SURELY_LOST = r"\b(lost|verloren|perdu\w*|perdid\w*)\b"
SURELY_WON = r"\b(won|gewonnen|gagn\w+|ganad\w+|vinta)\b"
"""What says lost and won of whichever stage, in small letters: *cancelled* or *signed* may be of a meeting."""

OWNER = (
    "owner",
    "agent",
    "rep",
    "seller",
    "salesperson",
    "sales person",
    "assigned",
    "account executive",
    "verkäufer",
    "zuständig",
)
ACCOUNT = ("account", "company", "organi", "customer", "client", "kunde", "firma")
PRODUCT = ("product", "item", "sku", "produkt", "artikel")
MANAGER = ("manager", "leader", "supervisor", "reports to", "boss")
CLOSE = ("close", "closing", "won date", "end date", "signed", "decision", "abschluss", "geschlossen")
CREATED = (
    "creat",
    "open",
    "start",
    "engage",
    "add time",
    "added",
    "entered",
    "registered",
    "angelegt",
    "erstellt",
    "date",
)
AMOUNT = ("amount", "value", "revenue", "deal size", "price", "total", "betrag", "summe", "umsatz", "acv", "arr", "tcv")
SOURCE = ("source", "channel", "origin", "campaign", "quelle", "herkunft")
STAGE = ("stage", "status", "phase", "state", "outcome")


@dataclass(slots=True)
class Doubts:
    """What the guess is unsure of, in the order in which it arose."""

    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> str:
        if text not in self.said:
            self.said.append(text)
        return text


def outcome_of(word: str) -> Outcome | None:
    """What a stage's name says of the outcome; None if it says nothing."""
    if _LOST.search(word):
        return "lost"
    if _WON.search(word):
        return "won"
    return "open" if _OPEN.search(word) else None


def stage_column(columns: Sequence[Column]) -> Column | None:
    """The column that tells won from lost: few words, some of them won or lost; a telling name helps."""
    best, best_score = None, 0.0
    for column in columns:
        outcomes = {outcome_of(w) for w, _ in column.words}
        score = 2.0 * ("won" in outcomes) + 2.0 * ("lost" in outcomes) + 0.5 * column.called(*STAGE)
        score += 0.5 * (column.filled == column.rows) + 0.25 * column.called("stage")
        if ("won" in outcomes or "lost" in outcomes) and score > best_score:
            best, best_score = column, score
    return best


def key_column(columns: Sequence[Column], *, of: Iterable[str] = ()) -> Column | None:
    """The column that identifies records: unique, and called an id or after what it identifies; else the first."""
    unique = [c for c in columns if c.unique]
    named = [c for c in unique if called_an_id(c)]
    after = [c for c in unique if c.called(*of)] if of else []
    return next(iter((after if of else []) + named + unique), None)


def may_be_a_key(column: Column) -> bool:
    """Whether records could be known by it: an amount, a day or whose deal it is only happens to be unique."""
    if called_an_id(column):
        return True
    return not (column.is_date or column.called(*OWNER) or (column.is_number and column.called(*AMOUNT)))


def doubled_key(columns: Sequence[Column]) -> Column | None:
    """The column that identifies records but for a few doubled ones; only its name tells it from a name or a note."""
    return next((c for c in columns if c.nearly_unique and called_an_id(c)), None)


def called_an_id(column: Column) -> bool:
    """Whether its name ends as an id's does."""
    named = re.search(r"(^|[\s_\-])(id|key|number|no\.?|nr\.?|nummer|#)$", column.name.lower())
    return named is not None or column.folded.endswith("id")


def named(
    columns: Sequence[Column], stems: Sequence[str], *, taken: Iterable[str] = (), kind: str = "text"
) -> Column | None:
    """The first column, in the order of the stems, whose name and shape fit."""
    free = [c for c in columns if c.name not in set(taken) and c.filled]
    return next((c for stem in stems for c in free if c.called(stem) and _fits(c, kind)), None)


def _fits(column: Column, kind: str) -> bool:
    return {"text": not column.is_date, "date": column.is_date, "number": column.is_number}[kind]


def near(values: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Values that are a known one but for case, spaces and dashes."""
    folded = {fold(k): k for k in known}
    return {v: folded[fold(v)] for v in values if fold(v) in folded and v != folded[fold(v)]}
