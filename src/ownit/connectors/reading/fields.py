"""What does a connector say about one column that it wants to fill?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["text", "money", "count", "share", "date", "instant", "flag", "id18", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How one canonical column comes out of a relation of texts.

    ``target`` is the canonical column; ``column`` a column of the relation, or ``expression`` an SQL expression over it
    that gives text (for ``kind="typed"``: a value that is cast as it is).

    What happens to a value, in order: blanks around it go and nothing left is null; one of ``empties`` (without regard
    to case) is null; ``dictionary`` (without regard to case) replaces it, and a word it does not list is kept, made
    null or rejected as ``unlisted`` says; then it is read as ``kind``:

    - ``text``; ``id18``: a 15-character Salesforce id gets its 3-character suffix, anything else stays as it is;
    - ``money``: a decimal of the canonical column's scale; currency signs and codes, thousands marks and brackets for
      negatives are understood; ``format`` may name the decimal mark (``.`` or ``,``); NaN and infinity are unreadable;
    - ``count``: a whole number (``times`` first, then rounded); ``share``: 0.5, ``50%``, or 50 if the column goes
      beyond 1 or ``format`` is ``percent`` (``fraction`` forbids that);
    - ``date``: a plain date. Midnight is one, whatever zone is named: it is never shifted. Any other time of day makes
      it an instant if the value names a zone or ``zone`` is given: then it is the date in the options' zone. Without
      either, the time of day is cut off;
    - ``instant``: UTC; a value without a zone is taken to be in ``zone`` (default: the options' zone);
      ``format`` of dates: ``dmy``, ``mdy``, ``ymd``, ``epoch_ms``, ``epoch_s`` or a strptime pattern with ``%``;
    - ``flag``: true/false, yes/no, y/n, t/f, on/off, 1/0.

    ``times`` multiplies a number (``"1000000"`` for millions). A value that cannot be read **rejects its record**; with
    ``on_bad="blank"`` the record is kept, the value left empty, and a note counts it. ``required`` rejects records
    where the value is missing. ``label_as`` is what rejects call the column, if not ``column``.
    """

    target: str
    column: str | None = None
    expression: str | None = None
    kind: Kind = "text"
    required: bool = False
    dictionary: Mapping[str, str] | None = None
    unlisted: Literal["keep", "empty", "reject"] = "keep"
    empties: tuple[str, ...] = ()
    format: str | None = None
    zone: str | None = None
    times: str | None = None
    on_bad: Literal["reject", "blank"] = "reject"
    label_as: str | None = None

    def __post_init__(self) -> None:
        if (self.column is None) == (self.expression is None):
            raise ValueError(f"field {self.target} needs a column or an expression, and not both")

    @property
    def label(self) -> str:
        """What rejects call the column: as in the file, or the canonical name where several columns feed it."""
        return self.label_as or self.column or self.target


Steps = tuple[Mapping[str, str], ...]
"""Layers of SQL over the value columns, each naming what it works out (name -> SQL) for those above it."""


class Ask(Protocol):
    """Asks aggregates (name -> SQL over the value column and what the steps name) of the relation, in one query."""

    def __call__(self, questions: Mapping[str, str], steps: Steps = ()) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a value is read: ``typed`` is the SQL of the value over ``steps``, null where it cannot be read.

    ``clean`` says that the first look has already seen every value read well; ``suspect`` adds a condition on the
    typed value (``{}``) under which it is not believed, with the words for it.
    """

    typed: str
    clean: bool
    steps: Steps = ()
    suspect: str | None = None
    suspect_words: str = ""
