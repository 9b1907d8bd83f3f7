"""The companies that behave, drawn once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from ownit.connectors.simulate.behaviour.book import book_of
from ownit.connectors.simulate.behaviour.company import Company, simulate
from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS
from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.rows import Book

AS_OF = day_number(date(2025, 5, 7))


@cache
def company(name: str, seed: int = TEST_SEEDS[1]) -> Company:
    return simulate(SCENARIOS[name], np.random.default_rng(seed))


@cache
def book(name: str, as_of: int = AS_OF) -> Book:
    return book_of(company(name), as_of)


def several(name: str) -> list[Company]:
    return [company(name, seed) for seed in TEST_SEEDS[1:9]]
