"""Are rows that are added by their columns the same as rows added as objects?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from ownit.promises.goals.models import Goal
from ownit.promises.many import add_columns
from ownit.promises.people.models import Person, Profile
from ownit.promises.recorded import add

AT = datetime(2026, 8, 12, 9, 30, 15, 250, tzinfo=UTC)
SIGNED = {"recorded_at": AT, "by": "facts", "effective_on": date(2026, 8, 12), "source": "facts"}


def goal(person: int, amount: str, **others: Any) -> dict[str, Any]:
    """A goal's columns, those left out that have a default."""
    return {
        "scope": "person",
        "person_id": person,
        "measure": "bookings",
        "unit": "money",
        "currency": "EUR",
        "period_start": date(2026, 7, 1),
        "period_end": date(2026, 9, 30),
        "amount": Decimal(amount),
        **SIGNED,
        **others,
    }


def as_kept(model: Any) -> list[tuple[Any, ...]]:
    """Every column of every row but its id, in order."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return list(model.objects.order_by("id").values_list(*names))


@pytest.fixture
def person(db: None) -> int:
    """Somebody."""
    made: Person = Person.objects.create(**{name: value for name, value in SIGNED.items() if name != "source"})
    return int(made.pk)


def test_rows_added_by_columns_are_those_added_as_objects(person: int) -> None:
    rows = [
        goal(person, "1200.5000", external_id="a 'quoted' id", stays_amount=Decimal("-10")),
        goal(person, "1200.5", connector="salesforce", kinds="new,renewal"),
        goal(person, "0", reason="zwölf %s \N{EURO SIGN}", stays_with_id=person),
    ]
    add(Goal, [Goal(**row) for row in rows])
    add_columns(Goal, rows)
    told = as_kept(Goal)
    assert len(told) == 2 * len(rows)
    assert told[: len(rows)] == told[len(rows) :]


def test_equal_values_of_several_types_stay_what_they_are(person: int) -> None:
    about = {"person_id": person, "connector": "crm", **SIGNED}
    add_columns(
        Profile, [{**about, "name": "1", "active": True}, {**about, "active": None}, {**about, "active": False}]
    )
    assert list(Profile.objects.order_by("id").values_list("name", "active")) == [
        ("1", True),
        ("", None),
        ("", False),
    ]


def test_a_column_that_there_is_not_is_refused(person: int) -> None:
    with pytest.raises(TypeError, match="Goal has no columns wage"):
        add_columns(Goal, [goal(person, "1"), goal(person, "2", wage=3)])
    assert not Goal.objects.exists()


def test_what_the_table_refuses_is_refused(person: int) -> None:
    with pytest.raises(IntegrityError):
        add_columns(Goal, [goal(person, "1", period_end=date(2026, 1, 1))])


def test_no_rows_are_nothing_to_do(db: None) -> None:
    add_columns(Goal, [])
    assert not Goal.objects.exists()
