"""What happened: canonical tables, snapshots and measures."""
