"""How facts come in: one folder per kind, all of one shape."""
