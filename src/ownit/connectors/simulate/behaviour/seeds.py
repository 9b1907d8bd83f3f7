"""Which seeds are whose? What is tuned or tested on one range must be measured on another."""

from __future__ import annotations

TEST_SEEDS = range(70_000, 71_000)
"""The seeds of the tests."""

BENCH_SEEDS = range(900_000, 1_000_000)
"""The seeds of ``make bench``; no test uses one."""
