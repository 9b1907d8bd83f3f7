"""Does the database itself refuse to change or delete what was recorded?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from ownit.promises import append_only
from ownit.promises.blocks.models import Block, CalendarSource, Outcome, Preference, Unplaced, WeekVersion
from ownit.promises.goals.models import Goal
from ownit.promises.journal.models import Item, Line
from ownit.promises.organisation.models import Choice
from ownit.promises.origins.models import OriginAnswer
from ownit.promises.people.models import Buddy, Identity, Person, Profile, Reporting
from ownit.promises.plans.models import Plan, PlanLine, PlanMilestone, Said
from ownit.promises.recorded import Recorded, RowsAreKeptError
from ownit.promises.strategies.models import Strategy
from ownit.promises.targets.models import Step, Target

SIGNED = {"recorded_at": datetime(2026, 8, 12, tzinfo=UTC), "by": "operator", "effective_on": date(2026, 8, 12)}
HAND = {**SIGNED, "source": "hand"}
WEEK = date(2026, 8, 10)


def version(person: Person) -> WeekVersion:
    """A version of a week, kept, for what belongs to one."""
    made: WeekVersion = WeekVersion.objects.create(person=person, week=WEEK, version=1, **SIGNED)
    return made


def plan(person: Person) -> Plan:
    """A version of a plan, not kept yet."""
    return Plan(
        person=person,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        version=1,
        adopted_on=date(2026, 8, 12),
        goal=Decimal(1),
        currency="EUR",
        confidence=0.8,
        chance=0.8,
        opened=1.0,
        told="{}",
        **SIGNED,
    )


def kept(row: Any) -> Any:
    """The row, saved."""
    row.save()
    return row


ROWS: dict[str, Callable[[Person], Recorded]] = {
    "people_person": lambda _: Person(**SIGNED),
    "people_profile": lambda p: Profile(person=p, name="Ann", **HAND),
    "people_identity": lambda p: Identity(person=p, connector="crm", external_id="1", **SIGNED),
    "people_reporting": lambda p: Reporting(person=p, **HAND),
    "people_buddy": lambda p: Buddy(person=p, **HAND),
    "organisation_choice": lambda _: Choice(name="currency", value="EUR", **SIGNED),
    "goals_goal": lambda p: Goal(
        person=p,
        scope="person",
        measure="bookings",
        unit="money",
        currency="EUR",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 3, 31),
        amount=Decimal(1),
        **HAND,
    ),
    "journal_line": lambda p: Line(person=p, text="1 call", **SIGNED),
    "journal_item": lambda p: Item(line=kept(Line(person=p, **SIGNED)), what="did", count=1, **SIGNED),
    "targets_target": lambda p: Target(person=p, name="Acme", folded="acme", purpose="pursue", **SIGNED),
    "strategies_strategy": lambda p: Strategy(
        person=p, connector="crm", opportunity_id="o1", text="have service time asked for", **SIGNED
    ),
    "targets_step": lambda p: Step(
        target=kept(Target(person=p, name="Acme", folded="acme", purpose="pursue", **SIGNED)), what="dropped", **SIGNED
    ),
    "origins_originanswer": lambda p: OriginAnswer(
        person=p, connector="crm", opportunity_id="o", answer="opened", **SIGNED
    ),
    "blocks_preference": lambda p: Preference(person=p, name="lunch", value="none", **SIGNED),
    "blocks_calendarsource": lambda p: CalendarSource(person=p, source="me.ics", **SIGNED),
    "blocks_weekversion": lambda p: WeekVersion(person=p, week=WEEK, version=1, **SIGNED),
    "blocks_block": lambda p: Block(
        version=version(p),
        uid="1@blocks.ownit",
        kind="calls",
        start=datetime(2026, 8, 12, 7, tzinfo=UTC),
        zone="UTC",
        minutes=60,
        sequence=0,
        **SIGNED,
    ),
    "blocks_unplaced": lambda p: Unplaced(version=version(p), kind="win", minutes=30, missed=0, why="full", **SIGNED),
    "blocks_outcome": lambda p: Outcome(person=p, uid="1@blocks.ownit", week=WEEK, what="kept", **SIGNED),
    "plans_plan": plan,
    "plans_planline": lambda p: PlanLine(
        plan=kept(plan(p)), channel="calls", activities=1, minutes=60, opened=1, evidence="your word", **SIGNED
    ),
    "plans_planmilestone": lambda p: PlanMilestone(
        plan=kept(plan(p)),
        name="Q1",
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        amount=Decimal(1),
        opened=1,
        chance=0.5,
        **SIGNED,
    ),
    "plans_said": lambda p: Said(person=p, name="why", value="a house", **SIGNED),
}


@pytest.fixture(params=sorted(ROWS))
def row(request: pytest.FixtureRequest, db: None) -> Any:
    person = Person(**SIGNED)
    person.save()
    made = ROWS[request.param](person)
    made.save()
    return made


def test_every_table_of_recorded_rows_is_tried_here() -> None:
    assert append_only.tables() == sorted(ROWS)
    free = {m._meta.label for m in apps.get_models() if not issubclass(m, Recorded)}
    assert free == {"people.User"}


@pytest.mark.parametrize("statement", ["UPDATE {table} SET by = 'someone'", "DELETE FROM {table}"])
def test_sql_cannot_change_or_delete(row: Any, statement: str) -> None:
    table = row._meta.db_table
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement.format(table=table))
    row.refresh_from_db()
    assert row.by == "operator"


def test_postgresql_cannot_empty_a_table(row: Any) -> None:
    """SQLite has no TRUNCATE; there the statement is no SQL at all."""
    connection.check_constraints()  # PostgreSQL looks at what is pending first
    with pytest.raises(DatabaseError, match=r"never changed or deleted|syntax error"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {row._meta.db_table} CASCADE")
    assert type(row).objects.filter(pk=row.pk).exists()


def test_code_cannot_change_or_delete(row: Any) -> None:
    kept = type(row).objects
    for change in (
        row.save,
        row.delete,
        kept.all().delete,
        lambda: kept.update(by="someone"),
        lambda: kept.bulk_update([row], ["by"]),
    ):
        with pytest.raises(RowsAreKeptError):
            change()


def test_lifting_is_undone_by_installing_again(db: None) -> None:
    Person(**SIGNED).save()
    append_only.lift(connection, append_only.tables())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET by = 'a token'")
    append_only.install(connection, append_only.tables())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("UPDATE people_person SET by = 'someone'")
    assert Person.objects.get().by == "a token"
