"""How does a Salesforce export become facts?"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Extracted, Progress, ReadOptions, silent
from ownit.connectors.reading import open_scratch
from ownit.connectors.salesforce import accounts, activities, deals, histories, leads, people, purposes, quotas
from ownit.connectors.salesforce.ahead import Ahead
from ownit.connectors.salesforce.canonical import Canonical, extracted
from ownit.connectors.salesforce.found import Found, Inventory, take_stock
from ownit.connectors.salesforce.histories import Histories
from ownit.connectors.salesforce.knowledge import Knowledge, load
from ownit.connectors.salesforce.leaves import leaves
from ownit.connectors.salesforce.names import index_names, index_nothing
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.typed import read_ahead, read_object

if TYPE_CHECKING:
    import duckdb


# The joins stand in the order in which they are to be made, each with its small table behind. Left to guess, DuckDB
# takes what is left of five million activities for a hundred, builds its tables of those, and runs out of memory; and
# it makes a join of every list of words.
_AS_WRITTEN = "join_order,build_side_probe_side,in_clause"

_FIRST = ("Opportunity", "OpportunityHistory", "OpportunityFieldHistory")
_AT_ONCE = 4  # files read ahead side by side: what they hold of their groups of rows adds up


def extract(
    source: Path, options: ReadOptions, scratch: Path, progress: Progress = silent
) -> Generator[Extracted, None, None]:
    """Read a file or folder of Salesforce CSV: object exports, report exports or replicated tables.

    Yields a canonical table for each object that is there, opportunities always; tables of which the export has
    nothing are not yielded. ``options.map`` may name a TOML with further aliases and words (``knowledge.load``).
    Errors: :class:`NoOpportunities`, :class:`BadMap`, and any ``ConnectorError`` of a file that cannot be understood.
    """
    knowledge = load(Path(options.map) if options.map is not None else None)
    scratch.mkdir(parents=True, exist_ok=True)
    inventory = take_stock(source, options, scratch, knowledge)
    con = open_scratch(scratch, options)
    con.execute(f"SET disabled_optimizers = '{_AS_WRITTEN}'")
    threads = int(con.execute("SELECT current_setting('threads')").fetchall()[0][0])
    ahead = Ahead(scratch, options, threads=min(threads, _AT_ONCE))
    try:
        for name in _in_turn(inventory):
            files = inventory.current[name]
            read_ahead(ahead, name, files, knowledge=knowledge, options=options, scratch=scratch)
        shelf = _Shelf(con, inventory, knowledge, options, scratch, progress, ahead)
        notes = inventory.notes
        for canonical in _tables(con, shelf, knowledge, options):
            yield extracted(con, canonical, scratch, notes)
            notes = ()
    finally:
        ahead.end()
        con.close()


def _in_turn(inventory: Inventory) -> list[str]:
    """The objects in the order in which they are read ahead: what is asked for first, then the largest first."""
    rest = sorted(inventory.current.keys() - set(_FIRST), key=lambda name: (-_size(inventory.current[name]), name))
    return [name for name in (*_FIRST, *rest) if name in inventory.current]


def _size(files: Sequence[Found]) -> int:
    return sum(found.sheet.path.stat().st_size for found in files)


class _Shelf:
    """Reads each object when it is first asked for, so that what is not needed yet takes no room."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        inventory: Inventory,
        knowledge: Knowledge,
        options: ReadOptions,
        scratch: Path,
        progress: Progress,
        ahead: Ahead,
    ) -> None:
        self._ahead = ahead
        self._con, self._inventory, self._knowledge = con, inventory, knowledge
        self._options, self._scratch, self._progress = options, scratch, progress
        self._read: dict[str, Typed] = {}

    def __getitem__(self, name: str) -> Typed:
        if name not in self._read:
            self._read[name] = self._take(name)
        return self._read[name]

    def asks(self, column: str) -> bool:
        """Whether any file has this column."""
        return any(found.as_.has(column) for files in self._inventory.current.values() for found in files)

    def index(self, table: str, name: str, *, asked: str | None = None) -> None:
        """Index an object by name, if names will be asked for at all."""
        if asked is None or self.asks(asked):
            index_names(self._con, table, f"(FROM {self[name].relation} WHERE __left IS NULL)")
        else:
            index_nothing(self._con, table)

    def _take(self, name: str) -> Typed:
        every = name.removesuffix("Versions")
        files = (self._inventory.versions if name != every else self._inventory.current).get(every, ())
        has = {column for found in files for column in found.as_.columns}
        reasons = leaves(every, has, self._knowledge)
        if name != every:  # in a history no version is too old
            reasons = tuple(leave for leave in reasons if leave.column != "_fivetran_active")
        return read_object(
            self._con,
            every,
            files,
            reasons,
            knowledge=self._knowledge,
            options=self._options,
            progress=self._progress,
            scratch=self._scratch,
            as_=name,
            ahead=self._ahead,
        )


def _tables(
    con: duckdb.DuckDBPyConnection, shelf: _Shelf, knowledge: Knowledge, options: ReadOptions
) -> Iterator[Canonical]:
    words = knowledge.dictionaries
    shelf.index("user_by_name", "User")
    shelf.index("account_by_name", "Account", asked="AccountName")
    deals.lay_deals(con, shelf["Opportunity"], knowledge)
    if shelf.asks("OpportunityName"):
        index_names(con, "deal_by_name", "deals", id_="id")
    else:
        index_nothing(con, "deal_by_name")
    past = Histories(
        stages=shelf["OpportunityHistory"],
        fields=shelf["OpportunityFieldHistory"],
        versions=shelf["OpportunityVersions"],
    )
    deals.lay_known(con, options.zone)
    not_taken = histories.lay_histories(con, past)
    deals.lay_days(con, options.zone)
    yield deals.opportunity(con, shelf["Opportunity"], shelf["OpportunityLineItem"], shelf["Product2"], options)
    if past.stages or past.fields or past.versions:
        yield histories.stage_change(con, past, not_taken)
        yield histories.owner_change()
    yield from _people(con, shelf, knowledge)
    yield from _customers(shelf)
    yield from _shares_and_quotas(con, shelf, knowledge, options)
    if shelf["Task"] or shelf["Event"]:
        purposes.lay_contacts(con, shelf["Contact"])
        purposes.lay_accounts(con, shelf["Account"], words["customer"])
        yield activities.activity(con, shelf["Task"], shelf["Event"], knowledge, options)


def _customers(shelf: _Shelf) -> Iterator[Canonical]:
    if shelf["Account"]:
        yield accounts.account(shelf["Account"])
    if shelf["Contact"]:
        yield accounts.contact(shelf["Contact"])
    if shelf["OpportunityContactRole"]:
        yield accounts.opportunity_contact(shelf["OpportunityContactRole"])
    if shelf["Product2"]:
        yield accounts.product(shelf["Product2"])
    if shelf["DatedConversionRate"]:
        yield accounts.rate(shelf["DatedConversionRate"])


def _shares_and_quotas(
    con: duckdb.DuckDBPyConnection, shelf: _Shelf, knowledge: Knowledge, options: ReadOptions
) -> Iterator[Canonical]:
    if shelf["Lead"]:
        yield leads.lead(con, shelf["Lead"], knowledge)
    if shelf["OpportunitySplit"]:
        yield leads.credit(con, shelf["OpportunitySplit"], shelf["OpportunitySplitType"], knowledge)
    if shelf["ForecastingQuota"]:
        named = shelf["ForecastingQuota"], shelf["ForecastingType"], shelf["Period"]
        yield quotas.quota(con, *named, knowledge, options)


def _people(con: duckdb.DuckDBPyConnection, shelf: _Shelf, knowledge: Knowledge) -> Iterator[Canonical]:
    if shelf["User"]:
        yield people.person(shelf["User"])
        yield people.position(con, shelf["User"], shelf["UserRole"], knowledge)
        return
    owning = [shelf[name] for name in ("Opportunity", "Lead", "Task", "Event", "ForecastingQuota")]
    yield people.person_without_users(con, owning)
