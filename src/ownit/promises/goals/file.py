"""What does a CSV file of goals say, line by line?

The first line names the columns, in any order: ``person`` (name, e-mail or id), ``period_start``, ``period_end``
(YYYY-MM-DD, the last day) or, in place of both, ``period`` (Q3 2026), ``amount``; and, where wanted, ``currency``,
``measure`` (bookings), ``kinds`` (all), ``scope`` (person), ``reason``. A cell is read as text whatever it
begins with; nothing in it is ever computed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.errors import OwnitError
from ownit.method.written import UNITS, AmountError
from ownit.method.written import amount as written
from ownit.promises.goals.errors import GoalError
from ownit.promises.goals.record import LineError
from ownit.promises.goals.terms import day

REQUIRED = ("person", "period_start", "period_end", "amount")
PERIOD = "period"
"""Stands in place of the two days."""
BY_NAME = ("person", PERIOD, "amount")
OPTIONAL = ("currency", "measure", "kinds", "scope", "reason")
SEPARATORS = ",;\t|"

Days = tuple[date, date]
Named = Callable[[str], Days]
"""The first and the last day of a period by its name; raises OwnitErrors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """One line of the file; ``person`` is as written."""

    line: int
    person: str
    period_start: date
    period_end: date
    amount: Decimal
    currency: str = ""
    measure: str = "bookings"
    kinds: tuple[str, ...] = ()
    scope: str = "person"
    reason: str = ""


def no_names(text: str) -> Days:
    """Where no calendar is at hand. Raises GoalError."""
    raise GoalError(f"{text[:40]!r} is no period that is known.")


def parse_goals(text: str, named: Named = no_names) -> tuple[tuple[GoalRow, ...], tuple[LineError, ...]]:
    """The rows of a file of goals, and what is wrong with the lines that are none; one bad line hides no other.

    ``named`` tells the days of a period by its name.
    """
    rows: list[GoalRow] = []
    errors: list[LineError] = []
    lines = _lines(text.removeprefix("\ufeff"))
    try:
        _, header = next(lines, (1, []))
        columns = _columns(header)
        for line, cells in lines:
            try:
                rows.append(_row(line, columns, cells, named))
            except OwnitError as e:
                errors.append(LineError(line=line, text=str(e)))
    except GoalError as e:
        errors.append(LineError(line=1, text=str(e)))
    except csv.Error as e:
        errors.append(LineError(line=_last(rows, errors) + 1, text=f"The file cannot be read on from here: {e}."))
    return tuple(rows), tuple(errors)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number, blank ones left out; the separator is the first line's most frequent."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [cell.strip() for cell in cells]


def _last(rows: list[GoalRow], errors: list[LineError]) -> int:
    return max([1, *(r.line for r in rows), *(e.line for e in errors)])


def _columns(header: list[str]) -> list[str]:
    names = [_word(cell) for cell in header]
    needed = BY_NAME if PERIOD in names else REQUIRED
    missing = [name for name in needed if name not in names]
    if missing:
        instead = "" if PERIOD in names else ", or period in place of both days"
        raise GoalError(f"The first line names no column {', '.join(missing)}; it needs {', '.join(needed)}{instead}.")
    strange = [name for name in names if name not in needed + OPTIONAL]
    if strange or len(set(names)) < len(names):
        raise GoalError(f"The columns are {', '.join(needed + OPTIONAL)}; {_odd(strange)}.")
    return names


def _word(cell: str) -> str:
    """A name as it is written here: Meetings held is meetings_held."""
    return re.sub(r"[\s-]+", "_", cell.casefold())


def _odd(strange: Sequence[str]) -> str:
    if not strange:
        return "one is named twice"
    if strange[0] in REQUIRED:
        return f"{strange[0]} is not needed beside period: leave out one of them"
    return f"{strange[0][:40]!r} is not one"


def _row(line: int, columns: list[str], cells: list[str], named: Named) -> GoalRow:
    if len(cells) != len(columns):
        raise GoalError(f"There are {len(cells)} cells under {len(columns)} columns.")
    said = dict(zip(columns, cells, strict=True))
    if not said["person"] and said.get("scope", "").casefold() != "company":
        raise GoalError("The person is missing.")
    if PERIOD in said and not said[PERIOD]:
        raise GoalError("The period is missing.")
    start, end = named(said[PERIOD]) if PERIOD in said else (day(said["period_start"]), day(said["period_end"]))
    return GoalRow(
        line=line,
        person=said["person"],
        period_start=start,
        period_end=end,
        amount=_number(said["amount"]),
        currency=said.get("currency", ""),
        measure=_word(said.get("measure") or "bookings"),
        kinds=tuple(k for k in re.split(r"[,;+\s]+", said.get("kinds", "").casefold()) if k),
        scope=(said.get("scope") or "person").casefold(),
        reason=said.get("reason", ""),
    )


_PLAIN = r"[0-9]{1,15}(\.[0-9]{1,6})?"
_SHORT = rf"[0-9]{{1,6}}(\.[0-9]{{1,2}})?\s?(?:{'|'.join(UNITS)})"


def _number(text: str) -> Decimal:
    """A plain number, or one with its unit (80k, 1.2M): a point before decimals, nothing between thousands.

    So it means one thing, also where it has three digits behind its point: 1.250 is 1.25 and 1.250M is refused.
    """
    if re.fullmatch(_PLAIN, text):
        return Decimal(text)
    if re.fullmatch(_SHORT, text, re.IGNORECASE | re.ASCII):
        try:
            return written(text).amount
        except AmountError as e:
            raise GoalError(str(e)) from e
    raise GoalError(f"{text[:40]!r} is not a plain number such as 1200000 or 1200000.50, or short such as 80k or 1.2M.")
