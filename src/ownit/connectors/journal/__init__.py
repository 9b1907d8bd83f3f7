"""What people wrote into the journal, as facts."""
