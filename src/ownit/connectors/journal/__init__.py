"""What people wrote into the journal, as facts."""

JOURNAL = "journal"
"""The connector's name: by it identities and facts of the journal are told from those of a CRM."""
