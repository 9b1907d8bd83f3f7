"""How does a day of a company become a folder of Salesforce exports?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import text
from ownit.connectors.simulate.behaviour.book import book_of
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.numbers import IDS
from ownit.connectors.simulate.behaviour.staff import CURRENCY, firm_of, staff_of
from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.objects import Zone, objects_of, staff_objects
from ownit.connectors.simulate.write import Exports


def write_export(company: Company, folder: Path, as_of: date) -> Mapping[str, int]:
    """Write what the CRM holds on the evening of ``as_of``, a CSV per object, and the truth of all deals to
    ``folder/truth/deals.parquet``; returns the rows per object.

    An object of which there is nothing has no file, as in an export. Raises ValueError if the company does not live on
    that day, OSError if the folder cannot be written.
    """
    day, market = day_number(as_of), company.market
    if not market.first <= day <= market.last:
        raise ValueError(f"{as_of} is not one of the days of this company")
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    zone = Zone(first=market.first, shift=np.zeros(market.days, dtype=np.int64))
    with Exports(folder) as exports:
        for name, table in staff_objects(staff_of(company, day), firm_of(company), as_of):
            exports.write(name, table)
        for name, table in objects_of(book_of(company, day), zone, CURRENCY):
            if table.num_rows:
                exports.write(name, table)
        exports.write_truth(truth_table(company))
    return exports.rows


def truth_table(company: Company) -> pa.Table:
    """What is true of every deal of the company, whatever the CRM will say of it."""
    d, r, number = company.deals, company.recorded, company.sellers.numbers
    return pa.table(
        {
            "id": text.ids("Opportunity", IDS + np.arange(len(d))),
            "opened_by": text.user_ids(np.where(d.brought, -1, number[d.opener])),
            "won_by": text.user_ids(number[d.owner]),
            "own": pa.array(d.own),
            "source": text.labels(WORDS, d.came),
            "opened_on": text.dates(d.opened),
            "registered_on": text.dates(np.where(r.registered < NEVER, r.registered, -1)),
            "ended_on": text.dates(d.ended),
            "won": pa.array(d.won),
            "amount": pa.array(d.signed),
        }
    )
