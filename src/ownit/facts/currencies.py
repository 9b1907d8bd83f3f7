"""In which currencies are the amounts of the deals?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables


def amounts_in(tables: Tables) -> Mapping[str | None, int]:
    """How many amounts of deals that are here are in each currency, the most first; None is none named."""
    rows = _amounts_in(deals=tables["opportunity"]).to_pyarrow().to_pylist()
    return {row["currency"]: row["n"] for row in rows}


def has_rates(tables: Tables) -> bool:
    """Whether any currency can be converted into another."""
    return bool(_rates(rates=tables["rate"]).to_pyarrow()["n"][0].as_py())


@query
def _amounts_in(deals: ir.Table) -> ir.Table:
    here = deals.filter(deals["gone_on"].isnull(), deals["amount"].notnull())
    found = here.group_by("currency").aggregate(n=here.count())
    return found.order_by(found["n"].desc(), found["currency"])


@query
def _rates(rates: ir.Table) -> ir.Table:
    return rates.aggregate(n=rates.count())
