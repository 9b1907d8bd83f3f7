"""What people undertook: append-only tables behind selectors and services."""
