"""On which local day did something happen?"""

from __future__ import annotations

import duckdb

from ownit.errors import OwnitError
from ownit.facts.tables import literal

ZONES = "derive_zone"
"""The temporary table of people whose zone is known: connector, person_id, zone."""


class UnknownZoneError(OwnitError):
    """The organisation's time zone does not exist."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            f"There is no time zone called {zone!r}; use a name such as Europe/Berlin: ownit set zone NAME."
        )


def prepare(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Make ``ZONES``: one row per person with a zone that exists; whoever has none lives in the organisation's."""
    con.execute("SET TimeZone = 'UTC'")
    if not con.execute("SELECT 1 FROM pg_timezone_names() WHERE name = ?", [zone]).fetchone():
        raise UnknownZoneError(zone)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {ZONES} AS
        SELECT connector, id AS person_id, any_value(timezone) AS zone FROM person
        WHERE timezone IN (SELECT name FROM pg_timezone_names()) GROUP BY ALL"""
    )


def in_utc(instant: str) -> str:
    """The SQL of an instant's plain date and time in UTC: as ``timezone('UTC', ...)``, without asking for the zone.

    That takes twenty times as long.
    """
    return f"make_timestamp(epoch_us({instant}))"


def local_day(instant: str, person_zone: str, zone: str) -> str:
    """The SQL of an instant's plain date in the person's zone, else the organisation's ``zone``.

    Instants at the very ends of the calendar stay within years 1 to 9999.
    """
    lives = f"coalesce({person_zone}, {literal(zone)})"
    there = f"CASE WHEN {lives} = 'UTC' THEN {in_utc(instant)} ELSE timezone({lives}, {instant}) END"
    day = f"CAST({there} AS DATE)"
    return f"CASE WHEN {instant} IS NOT NULL THEN greatest(least({day}, DATE '9999-12-31'), DATE '0001-01-01') END"
