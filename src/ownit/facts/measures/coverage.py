"""How much of what is called own is shown, and how much is not known at all?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

CLASSES = ("own_shown", "own_claimed", "others", "unknown")


def coverage(deals: Relation, since: date) -> pa.Table:
    """Per person credited (revenue), over the deals won since ``since`` and those open: what their origins rest on.

    ``deals`` is :func:`ownit.facts.known.deals`. Columns: connector, person_id; for each of own_shown, own_claimed,
    others, unknown its amount and ``n_...``; ``n``, ``amount``; ``unknown_share`` (0-1, by amount; by count where no
    deal has an amount; negative amounts count by their size). Sorted by person.
    """
    return _coverage(deals=deals, since=since).to_pyarrow()


@query
def _coverage(deals: ir.Table, since: ir.DateValue) -> ir.Table:
    import ibis

    open_or_won = deals.filter(
        deals["credit_kind"] == "revenue",
        (deals["outcome"] == "open") | ((deals["outcome"] == "won") & (deals["closed_on"] >= since)),
    )
    size = open_or_won["amount"].abs().fill_null(0.0)
    own = open_or_won["origin_to_person"] == "own"
    shown = open_or_won["origin_basis"].fill_null("none") == "shown"
    classes = {
        "own_shown": own & shown,
        "own_claimed": own & ~shown,
        "others": open_or_won["origin_to_person"] == "others",
        "unknown": open_or_won["origin_to_person"] == "unknown",
    }
    figures = {name: size.sum(where=of).fill_null(0.0) for name, of in classes.items()}
    figures |= {f"n_{name}": of.sum().fill_null(0).cast("int64") for name, of in classes.items()}
    told = open_or_won.group_by("connector", "person_id").aggregate(
        n=open_or_won.count(), amount=size.sum().fill_null(0.0), **figures
    )
    share = ibis.ifelse(told["amount"] > 0, told["unknown"] / told["amount"], told["n_unknown"] / told["n"])
    return told.mutate(unknown_share=share).order_by("connector", "person_id")
