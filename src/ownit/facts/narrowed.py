"""How are the tables narrowed to the deals of a few people?

For what takes a sample only: a past day of a very large organisation, say, whose record a tenth of the people tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ownit.facts.bound import Bound, Relation
from ownit.facts.queries import Form, query
from ownit.facts.tables import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

NARROWED = ("opportunity", "stage_change", "owner_change", "credit")
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
        self._name = f"narrowed {next(self._numbers)}"  # once for these people, not for others
        connector, person = zip(*people, strict=True) if people else ((), ())
        text = pa.string()
        self.people = pa.table({"connector": pa.array(connector, text), "person_id": pa.array(person, text)})

    def __getitem__(self, name: str) -> ir.Table:
        """The canonical table ``name``, with these deals only."""
        if name not in NARROWED:
            return self.whole[name]
        return self.once(f"{self._name} {name}", lambda: self._narrow(name))

    def talks(self, expression: Callable[[], Relation]) -> ir.Table:
        """Those on these deals, or on their accounts."""
        whole, deals = self.whole.talks(expression), self["opportunity"]
        return self.once(f"{self._name} talks", lambda: _talks(talks=whole, deals=deals))

    def theirs(self, deals: Relation) -> Bound:
        """Those of ``deals`` (:func:`ownit.facts.known.deals`) that these people are credited with."""
        return _theirs(deals=deals, people=self.people)

    def _narrow(self, name: str) -> Bound:
        deals = self.once(f"{self._name} deals", self._deals)
        return _narrowed(
            table=self.whole[name], deals=deals, key=Form("id" if name == "opportunity" else "opportunity_id")
        )

    def _deals(self) -> Bound:
        given = {"owned": "opportunity", "given": "credit", "changed": "owner_change"}
        return _deals(people=self.people, **{name: self.whole[table] for name, table in given.items()})


def owners(opportunity: ir.Table) -> pa.Table:
    """Who owns deals as exported, and how many: connector, owner_id, n; sorted."""
    return _owners(opportunity=opportunity).to_pyarrow()


@query
def _owners(opportunity: ir.Table) -> ir.Table:
    owned = opportunity.filter(opportunity["owner_id"].notnull())
    keys = ("connector", "owner_id")
    return owned.group_by(keys).aggregate(n=owned.count()).order_by(keys)


@query
def _theirs(deals: ir.Table, people: ir.Table) -> ir.Table:
    return deals.semi_join(people, ["connector", "person_id"])


@query
def _narrowed(table: ir.Table, deals: ir.Table, key: str) -> ir.Table:
    return table.semi_join(deals, [table["connector"] == deals["connector"], table[key] == deals["deal"]])


@query
def _talks(talks: ir.Table, deals: ir.Table) -> ir.Table:
    """Those on these deals, and those on their accounts alone."""
    on_account = talks.filter(talks["opportunity_id"].isnull())
    return talks.semi_join(
        deals, [talks["connector"] == deals["connector"], talks["opportunity_id"] == deals["id"]]
    ).union(on_account.semi_join(deals, ["connector", "account_id"]))


@query
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
