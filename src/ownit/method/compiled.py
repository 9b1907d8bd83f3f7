"""How are the inner loops compiled, and spread over the processors?"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_HOW: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,  # nothing here is called from C: the way in from there is not compiled
}
_WITHIN = _HOW | {"no_cpython_wrapper": True}
WORTH_A_THREAD = 32  # things to do, below which starting threads costs more than it saves


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first use, keep what was compiled on disk, and let other threads run meanwhile.

    ``NUMBA_DISABLE_JIT=1`` leaves plain Python, which coverage can see. No fast mathematics: sums keep their order.
    """
    return cast("Callable[P, R]", njit(**_HOW)(function))


def compiled_within(function: Callable[P, R]) -> Callable[P, R]:
    """The same of what is called from compiled functions alone: the way in from Python is not compiled."""
    return cast("Callable[P, R]", njit(**_WITHIN)(function))


def in_threads(of: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """``of`` each thing, in order. What is compiled runs on all processors at once; each thing is done by one thread.

    The first is done before the others are begun, so that nothing is compiled twice.
    """
    if len(things) < WORTH_A_THREAD:
        return [of(thing) for thing in things]
    first = of(things[0])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [first, *pool.map(of, things[1:])]
