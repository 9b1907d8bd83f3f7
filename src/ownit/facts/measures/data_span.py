"""From when to when do the facts reach?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and last day of something, and how often it happened; None and 0 where it never did."""

    first: date | None
    last: date | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSpan:
    """The days on which things are recorded to have happened, nothing after the day asked for.

    ``lost_from`` after ``won_from`` may mean that losses were kept only from then on (survivorship).
    """

    created: Span
    won: Span
    lost: Span
    stages: Span
    activities: Span
    leads: Span

    @property
    def first(self) -> date | None:
        """The earliest of all."""
        return min((s.first for s in self._all if s.first is not None), default=None)

    @property
    def last(self) -> date | None:
        """The latest of all."""
        return max((s.last for s in self._all if s.last is not None), default=None)

    @property
    def _all(self) -> tuple[Span, ...]:
        return (self.created, self.won, self.lost, self.stages, self.activities, self.leads)


def data_span(tables: Tables, as_of: date) -> DataSpan:
    """The spans of a snapshot up to and including ``as_of``; rows without a date, or dated later, count for nothing."""
    found = _spans(
        deals=tables["opportunity"],
        stages=tables["stage_change"],
        activities=tables["activity"],
        leads=tables["lead"],
        as_of=as_of,
    )
    rows = {row.pop("what"): Span(**row) for row in found.to_pyarrow().to_pylist()}
    nothing = Span(first=None, last=None, n=0)
    return DataSpan(**{f.name: rows.get(f.name, nothing) for f in fields(DataSpan)})


@query
def _spans(deals: ir.Table, stages: ir.Table, activities: ir.Table, leads: ir.Table, as_of: ir.DateValue) -> ir.Table:
    import ibis

    days = {
        "created": deals.select(on="created_on"),
        "won": deals.filter(deals["outcome"] == "won").select(on="closed_on"),
        "lost": deals.filter(deals["outcome"] == "lost").select(on="closed_on"),
        "stages": stages.select(on=stages["at"].date()),
        "activities": activities.select("on"),
        "leads": leads.select("on"),
    }
    every = ibis.union(*(t.mutate(what=ibis.literal(what)) for what, t in days.items()))
    within = every.filter(every["on"] <= as_of)
    return within.group_by("what").aggregate(first=within["on"].min(), last=within["on"].max(), n=within.count())
