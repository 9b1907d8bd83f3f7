"""Who are the people, what do they do, and to whom do they report?"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.connectors.salesforce.words import meanings, meant
from ownit.facts.schema import PERSON, POSITION
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

_DEPTH = 50
_OWNED = (
    ("Opportunity", "OwnerId", "OwnerName"),
    ("Lead", "OwnerId", "OwnerName"),
    ("Task", "OwnerId", "OwnerName"),
    ("Event", "OwnerId", "OwnerName"),
    ("ForecastingQuota", "QuotaOwnerId", "QuotaOwnerName"),
)


def person(users: Typed) -> Canonical:
    """One person per user; one whose ``IsActive`` is empty is active, and of files without it nobody says."""
    name = "coalesce(Name, nullif(concat_ws(' ', FirstName, LastName), ''), Username)"
    whole = Canonical(
        table=PERSON,
        select={
            "id": "Id",
            "name": name,
            "email": "Email",
            "timezone": "TimeZoneSidKey",
            "active": "coalesce(IsActive, true)",
        },
        source=f"{users.relation} WHERE __left IS NULL",
        objects=(users,),
    )
    return as_said(whole, [Spoken(object_=users, fed=_FED)])


_FED: Fed = MappingProxyType(
    {
        "name": ("Name", "FirstName", "LastName", "Username"),
        "email": ("Email",),
        "timezone": ("TimeZoneSidKey",),
        "active": ("IsActive",),
    }
)
"""What a person's columns are read from."""


def person_without_users(con: duckdb.DuckDBPyConnection, owning: Sequence[Typed]) -> Canonical:
    """Where there is no file of users, whoever owns something is a person, by id or, in reports, by name.

    They only add: who is known from an export with users stays who they are.
    """
    columns = {name: (id_, called) for name, id_, called in _OWNED}
    parts = " UNION ALL ".join(
        f"SELECT coalesce({columns[o.name][0]}, {columns[o.name][1]}) AS id, {columns[o.name][1]} AS name "
        f"FROM {o.relation} WHERE __left IS NULL"
        for o in owning
        if o and o.name in columns
    )
    con.execute(
        "CREATE OR REPLACE TABLE owners AS SELECT id, max(name) AS name "
        f"FROM ({parts}) WHERE id IS NOT NULL AND NOT starts_with(id, '00G') GROUP BY id"
    ).fetchall()
    found = con.execute("SELECT count(*) FROM owners").fetchall()[0][0]
    these = counted(found, "owner of records is taken for a person", "owners of records are taken for the people")
    text = (
        f"There is no file of users: {these}. Who is known from an earlier export stays as known; of others there is "
        "no e-mail, role or manager. Export User and UserRole to know teams and leaders."
    )
    return Canonical(
        table=PERSON,
        select={"id": "id", "name": "name"},
        source="owners",
        worked_out=True,
        mode="adds",
        notes=(Note(code="salesforce.no_users", count=found, text=text),),
    )


def position(con: duckdb.DuckDBPyConnection, users: Typed, roles: Typed, knowledge: Knowledge) -> Canonical:
    """One position per user, valid for as long as anyone knows.

    The manager is ``ManagerId``; where that is empty, the forecast manager of the nearest role above in the tree of
    roles (else its only active user). Nobody manages themselves. The role is worked out from words (dictionary
    ``role``); whoever has reports is a leader, unless the words say partner or overlay.
    """
    dictionary = knowledge.dictionaries["role"]
    wanted = {"by_role": ("RoleName", dictionary), "by_title": ("Title", dictionary)}
    own = meanings(con, "users", users.relation, wanted)
    _above(con, users, roles)
    con.execute(
        f"""CREATE OR REPLACE TABLE reporting AS
        SELECT u.Id AS id,
               any_value(nullif(coalesce({owner(users.has, "u", "m", "Manager")}, a.manager), u.Id)) AS manager
        FROM {users.relation} u {named(users.has, "Manager", "user_by_name", "m", "u")}
        LEFT JOIN above a ON a.role = u.UserRoleId
        WHERE u.__left IS NULL GROUP BY u.Id"""
    ).fetchall()
    named_role = meanings(con, "roles", "role_names", {"role": ("name", dictionary)})
    words = "coalesce(n.role, w.by_role, w.by_title)"
    leads = "u.Id IN (SELECT manager FROM reporting)"
    whole = Canonical(
        table=POSITION,
        select={
            "person_id": "u.Id",
            "role": f"CASE WHEN {leads} AND coalesce({words}, '') NOT IN ('partner', 'overlay') THEN 'leader' "
            f"ELSE {words} END",
            "segment": "u.Segment",
            "manager_id": "r.manager",
            "from": "NULL",
            "ramp_until": "u.RampUntil",
        },
        source=f"""{users.relation} u LEFT JOIN reporting r ON r.id = u.Id
        LEFT JOIN role_names r_ ON r_.id = u.UserRoleId LEFT JOIN {named_role} n ON n.name = r_.name
        {meant(own, "w", "u", ("RoleName", "Title"))}
        WHERE u.__left IS NULL""",
        objects=(users,),
        reports=(roles,),
        notes=tuple(_role_notes(con, roles)),
    )
    return as_said(whole, [Spoken(object_=users, fed=_placed(roles))], file="u.__file")


def _placed(roles: Typed) -> Fed:
    """What a position's columns are read from; a role's id says nothing without the file of roles."""
    above = ("ManagerId", "ManagerName", *(("UserRoleId",) if roles else ()))
    return {
        "role": ("RoleName", "Title", *above),
        "segment": ("Segment",),
        "manager_id": above,
        "ramp_until": ("RampUntil",),
    }


def _role_notes(con: duckdb.DuckDBPyConnection, roles: Typed) -> list[Note]:
    left = con.execute(f"SELECT count(*) FROM {roles.relation} WHERE __left IS NOT NULL").fetchall()[0][0]
    used = roles.read - left - roles.unread
    if not roles:
        return []
    text = f"UserRole: {used:,} roles were read into positions, {left + roles.unread:,} left out."
    return [Note(code="salesforce.roles", count=roles.read, text=text, limits=False)]


def _above(con: duckdb.DuckDBPyConnection, users: Typed, roles: Typed) -> None:
    """``above``: per role, who manages its people: the forecast manager or the only user of the nearest role above.

    A circle of roles ends after a bounded climb.
    """
    con.execute(
        f"CREATE OR REPLACE TABLE role_names AS SELECT Id AS id, any_value(coalesce(Name, DeveloperName)) AS name, "
        f"any_value(ParentRoleId) AS parent, any_value(ForecastUserId) AS forecaster "
        f"FROM {roles.relation} WHERE __left IS NULL GROUP BY Id"
    ).fetchall()
    con.execute(
        f"""CREATE OR REPLACE TABLE heads AS
        SELECT r.id AS role,
               coalesce(any_value(r.forecaster), CASE WHEN count(DISTINCT u.Id) = 1 THEN min(u.Id) END) AS head
        FROM role_names r LEFT JOIN {users.relation} u
          ON u.UserRoleId = r.id AND u.__left IS NULL AND coalesce(u.IsActive, true) GROUP BY r.id"""
    ).fetchall()
    con.execute(
        f"""CREATE OR REPLACE TABLE above AS
        WITH RECURSIVE climb(role, up, depth) AS (
            SELECT id, parent, 1 FROM role_names WHERE parent IS NOT NULL
            UNION ALL
            SELECT c.role, n.parent, c.depth + 1 FROM climb c JOIN role_names n ON n.id = c.up
            LEFT JOIN heads h ON h.role = c.up
            WHERE h.head IS NULL AND n.parent IS NOT NULL AND c.depth < {_DEPTH})
        SELECT c.role, arg_min(h.head, c.depth) AS manager FROM climb c JOIN heads h ON h.role = c.up
        WHERE h.head IS NOT NULL GROUP BY c.role"""
    ).fetchall()
