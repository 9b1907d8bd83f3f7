"""Where facts are kept: snapshots, one writer at a time, readers never lock."""
