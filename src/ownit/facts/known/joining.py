"""How are tables put side by side, and what is not known about a row taken?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def beside(left: ir.Table, right: ir.Table, keys: Sequence[str | tuple[str, str]], **columns: str) -> ir.Table:
    """``left`` with ``columns`` (new name = name in ``right``), null where nothing matches.

    ``keys`` are names in both, or (left, right) pairs; ``right`` must have at most one row per key.
    """
    pairs = [(key, key) if isinstance(key, str) else key for key in keys]
    theirs = {f"__key{i}": right[theirs] for i, (_, theirs) in enumerate(pairs)}
    theirs |= {f"__new{i}": right[name] for i, name in enumerate(columns.values())}
    narrow = right.select(**theirs)
    joined = left.left_join(narrow, [left[mine] == narrow[f"__key{i}"] for i, (mine, _) in enumerate(pairs)])
    new = {name: joined[f"__new{i}"] for i, name in enumerate(columns)}
    return joined.select(*(name for name in left.columns if name not in new), **new)


def sure(condition: ir.Value) -> ir.Value:
    """The condition, false where it cannot be told."""
    import ibis

    return condition.fill_null(ibis.literal(value=False))
