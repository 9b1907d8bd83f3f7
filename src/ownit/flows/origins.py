"""Which deals of unknown origin move the answer most, and what do their owners say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers import words
from ownit.errors import OwnitError
from ownit.flows.periods import told_as_of
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    import pyarrow as pa

    from ownit.facts.measures.origins import UnknownOrigin

KEYS = {"opened": "opened", "given": "given", "unknown": "unknown"}


class AnswerUnreadableError(OwnitError):
    """An answer does not name a deal and what is said of it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no answer. Write DEAL=opened, DEAL=given or DEAL=unknown, with DEAL as it stands in the "
            "list of `ownit facts origins`."
        )


class DealUnknownError(OwnitError):
    """There is no such deal, or nobody owns it."""

    def __init__(self, deal: str) -> None:
        super().__init__(f"There is no deal {deal!r} with an owner ownit knows. `ownit facts origins` lists them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginQuestion:
    """A deal to ask about; ``key`` is what an answer names it by."""

    key: str
    name: str
    person: int
    person_name: str
    amount: float | None
    outcome: str
    created_on: date | None
    reason: str

    @property
    def described(self) -> str:
        """The deal in a line, for its owner."""
        amount = "no amount" if self.amount is None else words.amount(self.amount)
        created = "" if self.created_on is None else f", created {words.day(self.created_on)}"
        return f"{self.person_name}: {self.name}, {amount}, {self.outcome}{created}"


def questions(workspace: Workspace, who: str | None = None, *, limit: int = 20) -> tuple[OriginQuestion, ...]:
    """The deals of unknown origin that are open or won this fiscal year, largest first; not those answered before."""
    from ownit.facts.measures.origins import origins_that_move_most
    from ownit.facts.store import Store
    from ownit.facts.tables import Tables
    from ownit.method.calendar import Kind
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import selectors as people

    snapshot = Store(workspace.facts).require()
    today = workspace.now().date()
    choices, as_of = organisation.choices(OPERATOR, today), told_as_of(snapshot.manifest, today)
    names = people.called(OPERATOR)
    by_id = {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}
    wanted = None if who is None else people.find(OPERATOR, who).id
    with Tables(snapshot, workspace.engine) as tables:
        found = origins_that_move_most(
            tables,
            as_of,
            currency=choices.currency,
            since=choices.calendar().period(Kind.YEAR, as_of).start,
            opened=answers_table(by_id),
            limit=limit if wanted is None else 100_000,
        )
    listed = [
        _question(f, by_id[f.connector, f.person_id], names) for f in found if (f.connector, f.person_id) in by_id
    ]
    return tuple(a for a in listed if wanted in (None, a.person))[:limit]


def _question(found: UnknownOrigin, person: int, names: Mapping[int, str]) -> OriginQuestion:
    name = " for ".join(x for x in (found.name, found.account) if x) or found.id
    return OriginQuestion(
        key=f"{found.connector}/{found.id}",
        name=name,
        person=person,
        person_name=names.get(person, f"person {person}"),
        amount=found.amount,
        outcome=found.outcome,
        created_on=found.created_on,
        reason=found.reason,
    )


def answers_table(by_id: Mapping[tuple[str, str], int], said_by: date = date.max) -> pa.Table | None:
    """What people had said by a day about who opened what, as ``facts.known.deals`` takes it; None where nobody had."""
    import pyarrow as pa

    from ownit.promises.origins import selectors

    external: dict[tuple[int, str], list[str]] = {}
    for (connector, id_), person in by_id.items():
        external.setdefault((person, connector), []).append(id_)
    rows = [
        {"connector": a.connector, "id": a.opportunity_id, "person_id": id_, "answer": a.answer}
        for a in selectors.answers(OPERATOR)
        if a.effective_on <= said_by
        for id_ in external.get((a.person, a.connector), [])
    ]
    if not rows:
        return None
    schema = pa.schema([(name, pa.string()) for name in ("connector", "id", "person_id", "answer")])
    return pa.Table.from_pylist(rows, schema=schema)


def answer_all(workspace: Workspace, answers: Sequence[str]) -> str:
    """Record answers ``DEAL=opened|given|unknown`` for each deal's owner; the sentence that says what was recorded."""
    from ownit.promises.origins import services
    from ownit.promises.people import selectors as people

    by_id = {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}
    parsed = [_parsed(text) for text in answers]
    owners = _owners(workspace, [(connector, id_) for connector, id_, _ in parsed])
    recorded = 0
    for connector, id_, says in parsed:
        owner = by_id.get((connector, owners.get((connector, id_), "")))
        if owner is None:
            raise DealUnknownError(f"{connector}/{id_}")
        recorded += services.answer(OPERATOR, connector, id_, owner, says, at=workspace.now())
    return f"{recorded} answer{'' if recorded == 1 else 's'} kept; the next `ownit standing` counts them."


def _parsed(text: str) -> tuple[str, str, str]:
    deal, _, says = text.rpartition("=")
    connector, _, id_ = deal.partition("/")
    if says not in KEYS or not connector or not id_:
        raise AnswerUnreadableError(text)
    return connector, id_, says


def _owners(workspace: Workspace, deals: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The external id of each deal's owner, read from the current snapshot."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from ownit.facts.store import Store

    ids = [id_ for _, id_ in deals]
    columns = ["connector", "id", "owner_id"]
    wanted = pc.field("id").isin(ids)
    return {
        (row["connector"], row["id"]): row["owner_id"]
        for file in Store(workspace.facts).require().files("opportunity")
        for row in pq.read_table(file, columns=columns, filters=wanted).to_pylist()
    }
