"""Which objects hold what the sellers of a book leave?"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from ownit.connectors.simulate.codes import Kind
from ownit.connectors.simulate.objects.accounts import accounts, contacts, leads
from ownit.connectors.simulate.objects.activities import events, tasks
from ownit.connectors.simulate.objects.deals import contact_roles, histories, opportunities, owner_changes, splits
from ownit.connectors.simulate.objects.zone import Zone
from ownit.connectors.simulate.rows import Book, chosen


def objects_of(book: Book, zone: Zone, currency: str) -> Iterator[tuple[str, pa.Table]]:
    """(object, rows) for all that the sellers of a book leave."""
    yield "Account", accounts(book.accounts)
    yield "Contact", contacts(book.accounts.id)
    yield "Lead", leads(book.leads, zone)
    yield "Opportunity", opportunities(book.opportunities, zone, currency)
    yield "OpportunityHistory", histories(book.histories, zone)
    yield "OpportunityFieldHistory", owner_changes(book.owner_changes, zone)
    yield "OpportunityContactRole", contact_roles(book.opportunities)
    yield "OpportunitySplit", splits(book.splits)
    meeting = (book.touches.kind == Kind.MEETING) | (book.touches.kind == Kind.INTERNAL)
    yield "Task", tasks(chosen(book.touches, ~meeting), zone)
    yield "Event", events(chosen(book.touches, meeting), zone)
