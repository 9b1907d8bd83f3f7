"""One module per question a person asks: facts, promises and method, read only."""
