"""How are the inner loops compiled?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")

_HOW: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,  # nothing here is called from C: the way in from there is not compiled
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first use, keep what was compiled on disk, and let other threads run meanwhile.

    ``NUMBA_DISABLE_JIT=1`` leaves plain Python, which coverage can see. No fast mathematics: sums keep their order.
    """
    return cast("Callable[P, R]", njit(**_HOW)(function))
