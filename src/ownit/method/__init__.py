"""The arithmetic: numbers in, frozen results out; no I/O, no clock, no tables."""
