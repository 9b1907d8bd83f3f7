"""How are tables put side by side, and what is not known about a row taken?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Other:
    """A table to put beside another: at most one of its rows matches.

    ``on``: names in both, or (left, right) pairs. ``columns``: new name = name in ``table``. ``within``: a left column
    that lies in [right column, right column).
    """

    table: ir.Table
    on: Sequence[str | tuple[str, str]]
    columns: Mapping[str, str]
    within: tuple[str, str, str] | None = field(default=None)


def beside(left: ir.Table, *others: Other) -> ir.Table:
    """``left`` with the columns of ``others``, null where nothing matches: one chain of joins, one select."""
    joined = left
    new: dict[str, str] = {}
    for i, other in enumerate(others):
        pairs = [(key, key) if isinstance(key, str) else key for key in other.on]
        theirs = {f"__k{i}_{j}": other.table[name] for j, (_, name) in enumerate(pairs)}
        theirs |= {f"__n{i}_{j}": other.table[name] for j, name in enumerate(other.columns.values())}
        if other.within is not None:
            theirs |= {f"__from{i}": other.table[other.within[1]], f"__to{i}": other.table[other.within[2]]}
        right = other.table.select(**theirs)
        matches = [left[mine] == right[f"__k{i}_{j}"] for j, (mine, _) in enumerate(pairs)]
        if other.within is not None:
            matches += [left[other.within[0]] >= right[f"__from{i}"], left[other.within[0]] < right[f"__to{i}"]]
        joined = joined.left_join(right, matches)
        new |= {name: f"__n{i}_{j}" for j, name in enumerate(other.columns)}
    return joined.select(*left.columns, **{name: joined[column] for name, column in new.items()})


def sure(condition: ir.Value) -> ir.Value:
    """The condition, false where it cannot be told."""
    import ibis

    return condition.fill_null(ibis.literal(value=False))


EPOCH = date(1970, 1, 1)


def day_number(day: ir.Value) -> ir.Value:
    """Days since EPOCH, int64: what arrays hold of a day."""
    import ibis

    return day.delta(ibis.literal(EPOCH), unit="day").cast("int64")
