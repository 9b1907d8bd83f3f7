"""Which numbers do the users and the records have from which ids are made?"""

from __future__ import annotations

from ownit.connectors.simulate.rows import SERIALS

MARKETING, LEADER, SDR, ACCOUNT_MANAGER = range(4)
"""Those among the users who do not sell deals of their own."""
FIRST_SELLER = 10
IDS = 1 << SERIALS  # records count from here
