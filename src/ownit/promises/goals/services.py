"""How is a goal set, lowered, proposed, imported and taken back?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ownit.errors import OwnitError
from ownit.promises.current import chosen
from ownit.promises.goals import models
from ownit.promises.goals.errors import (
    LoweredGoalError,
    NoAmountError,
    NoSuchGoalError,
    NothingKeptError,
    TakenAwayError,
)
from ownit.promises.goals.file import GoalRow, Named, no_names, parse_goals
from ownit.promises.goals.kept import COPIED, about, columns, key_of_terms, live_rows
from ownit.promises.goals.proposing import propose as propose_rows
from ownit.promises.goals.record import (
    MEASURES,
    MONEY,
    FoundGoal,
    ImportedGoals,
    LineError,
    ProposedGoals,
    Taken,
    Terms,
)
from ownit.promises.goals.terms import checked
from ownit.promises.organisation.selectors import choices
from ownit.promises.people.access import OPERATOR, Viewer, check_bring_facts, check_set_goal
from ownit.promises.people.directory import Directory
from ownit.promises.people.relations import leaders_on
from ownit.promises.people.selectors import people
from ownit.promises.proposals import Mark, one_at_a_time
from ownit.promises.proposals import withdraw as withdraw_rows
from ownit.promises.recorded import BEGINNING


def propose(rows: Sequence[FoundGoal], snapshot: str, at: datetime, viewer: Viewer = OPERATOR) -> ProposedGoals:
    """Record the goals that facts have and nobody has yet recorded, and withdraw those that facts have no more.

    ``rows`` are all the goals of the snapshot; one in money without a currency is in the organisation's. Idempotent;
    what was set by hand keeps winning. Raises NotAllowedError.
    """
    check_bring_facts(viewer)
    with one_at_a_time():
        return propose_rows(rows, Mark(snapshot, at), choices(viewer, at.date()).currency)


def withdraw(snapshot: str, at: datetime, viewer: Viewer = OPERATOR) -> int:
    """Take back what a snapshot proposed, and what it withdrew; returns how many rows that concerned."""
    check_bring_facts(viewer)
    with one_at_a_time():
        return withdraw_rows(models.Goal, Mark(snapshot, at), COPIED)


def set_goal(
    viewer: Viewer, terms: Terms, *, at: datetime, reason: str = "", since: date | None = None, given: bool = False
) -> bool:
    """Set a goal by hand, which wins over what facts propose; False if it already holds so.

    Without ``since`` the first goal for its period holds from the beginning, a changed one from today. Lowering needs
    a reason, and the difference stays with the leader who lowers it, or the person's leader where the operator does
    (R3). ``given`` says that a raise comes out of what stays with that leader. Raises NotAllowedError, GoalError,
    LoweredGoalError, NothingKeptError.
    """
    terms = checked(terms)
    with one_at_a_time():
        check_set_goal(viewer, terms.person, at.date())
        rows = about(key_of_terms(terms))
        day = since or (at.date() if rows else BEGINNING)
        now = chosen(rows, day)
        if now is not None and now.source == "hand" and (now.amount, now.currency) == (terms.amount, terms.currency):
            return False
        models.Goal.objects.create(
            source="hand",
            reason=reason,
            recorded_at=at,
            by=viewer.signature,
            effective_on=day,
            **columns(terms),
            **_left(viewer, terms, now, reason, given=given, on=day),
        )
        return True


def _left(viewer: Viewer, terms: Terms, now: Any, reason: str, *, given: bool, on: date) -> dict[str, Any]:
    """What a change of goal leaves with, or takes from, the leader."""
    if now is None or now.currency != terms.currency or now.amount == terms.amount:
        return {}
    leader = viewer.person if not viewer.operator else _leader(terms.person, on)
    difference = now.amount - terms.amount
    if difference > 0:
        if not reason.strip():
            raise LoweredGoalError(now.amount, terms.amount, terms.currency)
        return {"stays_with_id": leader, "stays_amount": difference}
    if not given:
        return {}
    kept = _kept(leader, terms)
    if -difference > kept:
        raise NothingKeptError(kept, -difference)
    return {"stays_with_id": leader, "stays_amount": difference}


def _leader(person: int | None, on: date) -> int | None:
    return None if person is None else leaders_on(on).leader.get(person)


def _kept(leader: int | None, terms: Terms) -> Decimal:
    if leader is None:
        return Decimal(0)
    rows = live_rows(
        Q(stays_with_id=leader, measure=terms.measure, currency=terms.currency)
        & Q(period_start=terms.period_start, period_end=terms.period_end)
    )
    return sum((r.stays_amount for r in rows), Decimal(0))


def unset_goal(viewer: Viewer, terms: Terms, *, at: datetime, reason: str) -> Taken:
    """Take back what was set by hand for these terms' subject and period, so that what facts propose holds again.

    The amount of ``terms`` does not matter; what is handed back is what held by hand, or would have last. Every row
    stays, with one that withdraws it. Raises NotAllowedError, GoalError, NoSuchGoalError, TakenAwayError.
    """
    terms = checked(terms)
    with one_at_a_time():
        check_set_goal(viewer, terms.person, at.date())
        rows = [r for r in about(key_of_terms(terms)) if r.source == "hand"]
        if not rows:
            raise NoSuchGoalError(terms.period_start, terms.period_end)
        if not reason.strip():
            raise TakenAwayError
        held = chosen(rows, at.date()) or rows[-1]
        for row in rows:
            models.Goal.objects.create(
                withdraws_id=row.id,
                source="hand",
                reason=reason,
                recorded_at=at,
                by=viewer.signature,
                effective_on=row.effective_on,
                **{name: getattr(row, name) for name in COPIED},
            )
        return Taken(amount=held.amount, currency=held.currency, reason=held.reason)


def import_goals(viewer: Viewer, text: str, *, at: datetime, currency: str, named: Named = no_names) -> ImportedGoals:
    """Set by hand the goals of a CSV file (see :mod:`goals.file`); a line that cannot be is an error, others are kept.

    ``currency`` is for lines that name none, ``named`` tells the days of a period by its name. A goal of 0 is an error;
    one for a period that is over is kept, as what people were held to then, and told. The same file again changes
    nothing.
    """
    rows, errors = parse_goals(text, named)
    wrong = list(errors)
    kept: list[GoalRow] = []
    with one_at_a_time():
        directory = Directory(people(viewer, at.date()))
        for row in rows:
            try:
                if set_goal(viewer, _terms(row, directory, currency), at=at, reason=row.reason):
                    kept.append(row)
            except OwnitError as e:
                text = e.in_a_file() if isinstance(e, LoweredGoalError) else str(e)
                wrong.append(LineError(line=row.line, text=text))
    return ImportedGoals(
        kept=len(kept),
        unchanged=len(rows) + len(errors) - len(wrong) - len(kept),
        errors=tuple(sorted(wrong, key=lambda e: e.line)),
        ended=tuple(row.line for row in kept if row.period_end < at.date()),
        elsewhere=tuple(
            row.line
            for row in kept
            if MEASURES[row.measure] == MONEY and (row.currency or currency).upper() != currency.upper()
        ),
    )


def _terms(row: GoalRow, directory: Directory, currency: str) -> Terms:
    if not row.amount:
        raise NoAmountError
    return Terms(
        scope=row.scope,
        person=None if row.scope == "company" else directory.find(row.person).id,
        measure=row.measure,
        kinds=row.kinds,
        period_start=row.period_start,
        period_end=row.period_end,
        amount=row.amount,
        currency=row.currency or currency,
    )
