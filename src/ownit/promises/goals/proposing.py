"""What do facts propose about goals that is not yet recorded?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from ownit.method.written import counted
from ownit.promises.goals import models
from ownit.promises.goals.errors import GoalError
from ownit.promises.goals.kept import COPIED, Key, by_key, columns, key_of_terms, live_rows
from ownit.promises.goals.record import FoundGoal, ProposedGoals, Terms
from ownit.promises.goals.terms import checked
from ownit.promises.many import add_columns
from ownit.promises.notice import Notice
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.selectors import identities
from ownit.promises.proposals import Mark
from ownit.promises.recorded import BEGINNING

_TEXTS = {
    "unknown_person": ("quota belongs", "quotas belong", "to an id that no person has: left out."),
    "unusable_quota": ("quota", "quotas", "cannot be a goal; the first: {first}"),
    "same_quota_twice": (
        "quota repeats",
        "quotas repeat",
        "one of the same person, measure and period; one that names its end counts first, then the smallest id. "
        "The first repeated: {first}",
    ),
    "lowered_in_crm": ("goal was", "goals were", "lowered in the CRM, without a reason here; the first: {first}"),
}
"""The words for one, those for more, and how the sentence goes on."""


class _Notices:
    """Counts what is to be said, and keeps the first example of each."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def note(self, code: str, example: str) -> None:
        self._count[code] += 1
        self._first.setdefault(code, example)

    def all(self) -> Iterator[Notice]:
        for code, n in sorted(self._count.items()):
            one, many, rest = _TEXTS[code]
            text = f"{counted(n, one, many)} {rest.format(first=self._first[code])}"
            yield Notice(code=code, count=n, text=text)


def propose(rows: Sequence[FoundGoal], mark: Mark, currency: str) -> ProposedGoals:
    """Record what is new and withdraw what is gone; the caller holds the transaction and has checked who asks.

    Only what the connectors of this workspace once proposed can be gone; a goal set by hand never is.
    """
    notices = _Notices()
    wanted = _wanted(rows, currency, notices)
    kept = by_key(live_rows(Q(source="facts")))
    last = {key: about[-1] for key, about in kept.items()}
    fresh = {key: said for key, said in wanted.items() if key not in last or not _says(last[key], said[1])}
    added = [_row(found, terms, mark, changed=key in last) for key, (found, terms) in fresh.items()]
    for key, (found, terms) in fresh.items():
        if key in last:
            _note_lowered(last[key], found, terms, notices)
    gone = [_withdrawal(row, mark) for key, about in kept.items() if key not in wanted for row in about]
    add_columns(models.Goal, [*added, *gone])
    return ProposedGoals(
        added=len(added), unchanged=len(wanted) - len(added), gone=len(gone), notices=tuple(notices.all())
    )


def _wanted(rows: Iterable[FoundGoal], currency: str, notices: _Notices) -> dict[Key, tuple[FoundGoal, Terms]]:
    persons = {(i.connector, i.external_id): i.person for i in identities(OPERATOR)}
    wanted: dict[Key, tuple[FoundGoal, Terms]] = {}
    for found in sorted(rows, key=lambda f: (not f.end_given, f.connector, f.external_id)):
        person = persons.get((found.connector, found.person_external_id))
        if person is None:
            notices.note("unknown_person", found.external_id)
            continue
        try:
            terms = _terms(found, person, currency)
        except GoalError as e:
            notices.note("unusable_quota", f"{found.external_id}: {e}")
            continue
        if wanted.setdefault(key_of_terms(terms), (found, terms))[0] is not found:
            notices.note("same_quota_twice", found.external_id)
    return wanted


def _terms(found: FoundGoal, person: int, currency: str) -> Terms:
    return checked(
        Terms(
            scope=found.scope,
            person=person,
            measure=found.measure or "bookings",
            kinds=found.kinds,
            period_start=found.period_start,
            period_end=found.period_end,
            amount=found.amount,
            currency=found.currency or currency,
        )
    )


def _says(row: Any, terms: Terms) -> bool:
    return bool((row.amount, row.currency) == (terms.amount, terms.currency))


def _row(found: FoundGoal, terms: Terms, mark: Mark, *, changed: bool) -> dict[str, Any]:
    """What was never said holds from the beginning; what changed, from the day it was seen."""
    return {
        "source": "facts",
        "connector": found.connector,
        "external_id": found.external_id,
        "snapshot": mark.snapshot,
        **columns(terms),
        **mark.columns(mark.at.date() if changed else BEGINNING),
    }


def _note_lowered(before: Any, found: FoundGoal, terms: Terms, notices: _Notices) -> None:
    if before.currency == terms.currency and before.amount > terms.amount:
        notices.note("lowered_in_crm", f"{found.external_id}, from {before.amount:,.0f} to {terms.amount:,.0f}")


def _withdrawal(row: Any, mark: Mark) -> dict[str, Any]:
    return {
        "withdraws_id": row.id,
        "source": "facts",
        "connector": row.connector,
        "snapshot": mark.snapshot,
        "reason": "no longer in the CRM",
        **{name: getattr(row, name) for name in COPIED},
        **mark.columns(row.effective_on),
    }
