"""Which of a seller's RFPs are worth working: how will each be changed, and which get no time?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers.rfps import Kept, OpenRfp, note
from ownit.errors import OwnitError
from ownit.flows.periods import told_as_of
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.rfps import Rfp
    from ownit.promises.strategies.selectors import Deal


class RfpUnknownError(OwnitError):
    """No open RFP, or more than one, is what was said."""

    def __init__(self, text: str, fitting: Sequence[OpenRfp]) -> None:
        if fitting:
            super().__init__(
                f"{text!r} may be several: {'; '.join(one.key for one in fitting[:5])}. Give one of these."
            )
        else:
            super().__init__(f"{text!r} is no open RFP with an owner ownit knows. See them: ownit rfp")


def listing(workspace: Workspace, who: str | None = None) -> tuple[OpenRfp, ...]:
    """The open RFPs of one person, or of everyone; the one that closes first comes first. Raises NoSnapshot."""
    from ownit.facts.known import deals
    from ownit.facts.measures.rfps import open_rfps
    from ownit.facts.store import Store
    from ownit.facts.tables import Tables
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import selectors as people

    snapshot = Store(workspace.facts).require()
    today = workspace.now().date()
    currency = organisation.choices(OPERATOR, today).currency
    wanted = None if who is None else people.find(OPERATOR, who).id
    with Tables(snapshot, workspace.engine) as tables:
        found = open_rfps(tables, deals(tables, told_as_of(snapshot.manifest, today), currency=currency))
    return tuple(rfp for rfp in listed(found, currency) if wanted in (None, rfp.person))


def listed(found: Sequence[Rfp], currency: str) -> tuple[OpenRfp, ...]:
    """Those whose owner is known, with what was said of them."""
    from ownit.promises.people import selectors as people
    from ownit.promises.strategies import selectors

    names = people.called(OPERATOR)
    owner = {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}
    said = selectors.strategies(OPERATOR)

    def told(rfp: Rfp, person: int) -> OpenRfp:
        strategy = said.get((rfp.connector, rfp.id))
        return OpenRfp(
            key=f"{rfp.connector}/{rfp.id}",
            name=" for ".join(x for x in (rfp.name, rfp.account) if x) or rfp.id,
            person=person,
            person_name=names.get(person, f"person {person}"),
            amount=rfp.amount,
            currency=currency,
            expected_close=rfp.expected_close,
            strategy="" if strategy is None else strategy.text,
        )

    every = [(rfp, owner.get((rfp.connector, rfp.person_id))) for rfp in found]
    return tuple(told(rfp, person) for rfp, person in every if person is not None)


def say(workspace: Workspace, deal: str, strategy: str, who: str | None = None) -> Kept:
    """Keep how an RFP will be changed. Raises RfpUnknownError, NoStrategyError."""
    from ownit.promises.strategies import services

    rfp = _one(listing(workspace, who), deal)
    connector, _, id_ = rfp.key.partition("/")
    changed = services.keep(OPERATOR, connector, id_, rfp.person, strategy, at=workspace.now())
    return Kept(rfp=rfp, strategy=" ".join(strategy.split()), changed=changed)


def take_back(workspace: Workspace, deal: str, who: str | None = None) -> Kept:
    """Take a strategy back: the RFP gets no more time. Raises RfpUnknownError, NoStrategyError."""
    from ownit.promises.strategies import services

    rfp = _one(listing(workspace, who), deal)
    connector, _, id_ = rfp.key.partition("/")
    services.take_back(OPERATOR, connector, id_, rfp.person, at=workspace.now())
    return Kept(rfp=rfp, strategy="", changed=True)


def _one(rfps: Sequence[OpenRfp], text: str) -> OpenRfp:
    """The RFP a text means: its key, its id, or how only one name begins. Raises RfpUnknownError."""
    wanted = " ".join(text.split()).casefold()
    by_key = [r for r in rfps if wanted in (r.key.casefold(), r.key.partition("/")[2].casefold())]
    fitting = by_key or [r for r in rfps if wanted and r.name.casefold().startswith(wanted)]
    if len(fitting) != 1:
        raise RfpUnknownError(text, fitting)
    return fitting[0]


def notes(rfps: Sequence[OpenRfp], person: int) -> tuple[str, ...]:
    """What a plan of theirs must say of RFPs that it gives no time."""
    said = note([rfp for rfp in rfps if rfp.person == person])
    return (said,) if said else ()


def unworked(rfps: Sequence[Rfp], on: date) -> frozenset[Deal]:
    """Those that had no strategy on a day."""
    from ownit.promises.strategies import selectors

    said = selectors.strategies(OPERATOR, on)
    return frozenset((r.connector, r.id) for r in rfps) - said.keys()
