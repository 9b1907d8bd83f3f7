"""Which canonical tables does a company have at the end of a day?"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from ownit.connectors.simulate.behaviour.book import book_of
from ownit.connectors.simulate.behaviour.canonical.accounts import accounts, leads
from ownit.connectors.simulate.behaviour.canonical.activities import activities
from ownit.connectors.simulate.behaviour.canonical.columns import table_of
from ownit.connectors.simulate.behaviour.canonical.deals import gone, opportunities, owner_changes, stage_changes
from ownit.connectors.simulate.behaviour.canonical.people import people, positions, quotas
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.staff import staff_of

CONNECTOR = "salesforce"


def facts_of(company: Company, as_of: int, *, connector: str = CONNECTOR) -> Mapping[str, pa.Table]:
    """The canonical tables at the end of day number ``as_of``.

    Companies under ``connector`` names of their own may lie in one set of tables without meeting.
    """
    book = book_of(company, as_of)
    staff = staff_of(company, as_of)
    columns = {
        "person": people(staff, as_of),
        "position": positions(staff),
        "account": accounts(book.accounts),
        "opportunity": opportunities(book) | gone(company, book, as_of),
        "stage_change": stage_changes(book.histories),
        "owner_change": owner_changes(book.owner_changes),
        "activity": activities(book),
        "lead": leads(book.leads),
        "quota": quotas(company, staff, as_of),
    }
    return {name: table_of(name, made, connector) for name, made in columns.items()}
