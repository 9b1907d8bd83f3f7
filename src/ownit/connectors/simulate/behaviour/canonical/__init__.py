"""What are the canonical facts of a day, without the detour by files?

The tables are those the Salesforce connector makes of the export of the same day (a contract test holds the two side
by side), but for contacts, which no measure asks for; derived columns are left empty, for :mod:`ownit.facts.derive`.
"""

from ownit.connectors.simulate.behaviour.canonical.facts import CONNECTOR, facts_of

__all__ = ["CONNECTOR", "facts_of"]
