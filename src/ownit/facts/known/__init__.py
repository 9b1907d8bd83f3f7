"""What was known of every deal on a given day?

An attribute is used at a past date only if it cannot change, or a history row or an older snapshot dates it; otherwise
it is unknown then. The rules and their reasons: docs/decisions/0701-known-then.md.
"""

from ownit.facts.known.deals import COLUMNS, deals
from ownit.facts.known.origins import origin_to

__all__ = ["COLUMNS", "deals", "origin_to"]
