"""How any delimited file becomes canonical columns and rejects, without a Python loop."""
