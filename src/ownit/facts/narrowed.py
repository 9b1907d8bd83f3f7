"""How are the tables narrowed to the deals of a few people?

For what takes a sample only: a past day of a very large organisation, say, whose record a tenth of the people tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ownit.facts.asking import Asked, Relation, question
from ownit.facts.tables import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

NARROWED = ("opportunity", "stage_change", "credit")
"""The tables with a row or more for each deal; activities are gone through once for all days as it is."""


class Narrowed(Tables):
    """``whole`` with no other deals than those that ``people`` (connector, external id) own or ever had credit for.

    It works on the connection of ``whole`` and dies with it. Other people credited with those deals are in it with
    these deals alone, so :meth:`theirs` is to be taken of what is measured by person.
    """

    def __init__(self, whole: Tables, people: Sequence[tuple[str, str]]) -> None:
        import pyarrow as pa

        self.whole = whole
        self.snapshot, self.older, self.connection = whole.snapshot, whole.older, whole.connection
        self._seen, self._once, self._numbers = whole._seen, whole._once, whole._numbers
        connector, person = zip(*people, strict=True) if people else ((), ())
        text = pa.string()
        self.people = pa.table({"connector": pa.array(connector, text), "person_id": pa.array(person, text)})

    def __getitem__(self, name: str) -> ir.Table:
        """The canonical table ``name``, with these deals only."""
        if name not in NARROWED:
            return self.whole[name]
        return self.once(f"narrowed {name}", lambda: self._narrow(name))

    def theirs(self, deals: Relation) -> Asked:
        """Those of ``deals`` (:func:`ownit.facts.known.deals`) that these people are credited with."""
        return _theirs(deals=deals, people=self.people)

    def _narrow(self, name: str) -> Asked:
        deals = self.once("narrowed deals", self._deals)
        return _narrowed(
            table=self.whole[name], deals=deals, key=("id" if name == "opportunity" else "opportunity_id",)
        )

    def _deals(self) -> Asked:
        given = {"owned": "opportunity", "given": "credit", "changed": "owner_change"}
        return _deals(people=self.people, **{name: self.whole[table] for name, table in given.items()})


@question
def _theirs(deals: ir.Table, people: ir.Table) -> ir.Table:
    return deals.semi_join(people, ["connector", "person_id"])


@question
def _narrowed(table: ir.Table, deals: ir.Table, key: tuple[str]) -> ir.Table:
    return table.semi_join(deals, [table["connector"] == deals["connector"], table[key[0]] == deals["deal"]])


@question
def _deals(owned: ir.Table, given: ir.Table, changed: ir.Table, people: ir.Table) -> ir.Table:
    """The deals that these people own or ever had credit for."""
    import ibis

    told = ibis.union(
        owned.select("connector", person_id="owner_id", deal="id"),
        given.select("connector", "person_id", deal="opportunity_id"),
        changed.select("connector", person_id="from_owner", deal="opportunity_id"),
        changed.select("connector", person_id="to_owner", deal="opportunity_id"),
    )
    return told.semi_join(people, ["connector", "person_id"]).select("connector", "deal").distinct()
