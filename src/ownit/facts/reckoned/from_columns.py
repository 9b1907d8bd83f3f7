"""How do reckonings come back out of the columns they were laid into?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ownit.facts.reckoned.record import VIEWS, Decisive, Reckoning, Swing, Won
from ownit.method.law import Future, Law, Missing, Outlook


def reckonings(subjects: pa.Table, laws: pa.Table) -> Iterator[Reckoning]:
    """One for each row of ``subjects``, with its rows of ``laws``."""
    found: dict[tuple[str, str], dict[tuple[str, str], Law | Missing]] = {}
    names = (laws[name].to_pylist() for name in ("subject", "measure", "view", "future"))
    for subject, measure, view, future, law in zip(*names, _each_law(laws), strict=True):
        found.setdefault((subject, measure), {})[view, future] = law
    for s in subjects.to_pylist():
        mine = found[s["subject"], s["measure"]]
        yield Reckoning(
            subject=s["subject"],
            measure=s["measure"],
            won=Won(own=Decimal(s["own"]), others=Decimal(s["others"]), unknown=Decimal(s["unknown"])),
            registered=Decimal(s["registered"]),
            counted=Decimal(s["counted"]),
            evidence=json.loads(s["evidence"]),
            decisive=tuple(_decisive(d) for d in json.loads(s.get("decisive") or "[]")),
            **{view: _outlook(mine, view) for view in VIEWS},
        )


def _each_law(laws: pa.Table) -> Iterator[Law | Missing]:
    columns = (laws[name].to_pylist() for name in ("future", "mean", "missing", "n", "needed", "text"))
    points = zip(_points(laws["support"]), _points(laws["at_least"]), strict=True)
    for (future, mean, code, n, needed, text), (support, at_least) in zip(
        zip(*columns, strict=True), points, strict=True
    ):
        if code is not None:
            yield Missing(code=code, n=n, needed=needed, text=text)
        else:
            yield Law(future=Future(future), mean=mean, support=support, at_least=at_least)


def _points(column: pa.ChunkedArray[Any]) -> Iterator[NDArray[np.float64]]:
    """Each row's points, views of one array; none where there is no law. ``to_numpy`` would import pandas for it."""
    lists: list[Any] = column.chunks
    for chunk in lists:
        values: NDArray[np.float64] = np.asarray(np.from_dlpack(chunk.values), dtype=np.float64)
        for start, end in pairwise(np.from_dlpack(chunk.offsets)):
            yield values[start:end]


def _decisive(d: dict[str, Any]) -> Decisive:
    swings = {view: Swing(**d[view]) if d[view] else None for view in ("alone", "with_help")}
    return Decisive(**(d | swings | {"amount": Decimal(d["amount"])}))


def _outlook(found: Mapping[tuple[str, str], Law | Missing], view: str) -> Outlook:
    return Outlook(
        nothing_more=found[view, Future.NOTHING_MORE.value],
        as_going=found[view, Future.AS_GOING.value],
        plan=found[view, Future.PLAN.value],
    )
