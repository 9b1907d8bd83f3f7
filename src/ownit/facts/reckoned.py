"""What was reckoned from a snapshot, kept beside it so that asking is a look-up?

``reckoned/<snapshot>/<as_of>/<period>/`` holds ``about.json`` (what it was made with) and two Parquet files: one row
per subject with its totals, and one row per law with its nodes. A folder appears whole or not at all.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ownit.method.law import Future, Law, Missing, Outlook

VIEWS = ("alone_if_none_mine", "alone_if_all_mine", "with_help")

_FIELDS: tuple[tuple[str, pa.DataType], ...] = (
    ("subject", pa.string()),
    ("measure", pa.string()),
    ("view", pa.string()),
    ("future", pa.string()),
    ("mean", pa.float64()),
    ("support", pa.list_(pa.float64())),
    ("at_least", pa.list_(pa.float64())),
    ("missing", pa.string()),
    ("n", pa.int64()),
    ("needed", pa.int64()),
    ("text", pa.string()),
)
_LAWS = pa.schema(list(_FIELDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """What is won in the period so far, by origin as the subject sees it; in the measure's unit."""

    own: Decimal
    others: Decimal
    unknown: Decimal

    @property
    def total(self) -> Decimal:
        """own + others + unknown."""
        return self.own + self.others + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """P(hit) if one deal is won and if it is lost, and what P(hit) loses if it is taken out."""

    if_won: float
    if_lost: float
    loses: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """An open deal that the goal hangs on; ``chance`` of being won in the period. ``alone`` is None if others' deal."""

    connector: str
    id: str
    name: str | None
    amount: Decimal
    chance: float
    alone: Swing | None
    with_help: Swing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """One subject's period in one measure: totals, evidence and laws under three views.

    ``subject`` is a person's id, ``team:<leader's id>`` or ``company``. The two *alone* views bound what unknown
    origins leave open: none of them mine, all of them mine.
    """

    subject: str
    measure: str
    won: Won
    registered: Decimal
    counted: Decimal
    evidence: Mapping[str, Any]
    alone_if_none_mine: Outlook
    alone_if_all_mine: Outlook
    with_help: Outlook
    decisive: tuple[Decisive, ...] = ()  # of a person with a goal: at most five, the weightiest first


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reckoning was made of; ``made_with`` is a digest of the promises it leaned on."""

    snapshot: str
    as_of: date
    period: str
    start: date
    end: date
    currency: str
    made_with: str
    notes: tuple[str, ...] = ()  # what to say of the figures as a whole
    basis: Mapping[str, Any] = field(default_factory=dict)  # what they were learned from, in figures
    warnings: tuple[Mapping[str, Any], ...] = ()  # of an earlier day: what was wrong with the facts then


def folder(root: Path, snapshot: str, as_of: date, period: str) -> Path:
    """Where a reckoning is kept."""
    return root / "reckoned" / snapshot / as_of.isoformat() / period.replace(" ", "-")


def write(root: Path, made: About, reckonings: Iterable[Reckoning]) -> None:
    """Publish a reckoning: written beside its place, then renamed into it; an older one there is replaced."""
    place = folder(root, made.snapshot, made.as_of, made.period)
    place.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=place.parent))
    try:
        rows = list(reckonings)
        pq.write_table(_subjects(rows), building / "subjects.parquet", compression="zstd")
        pq.write_table(_laws(rows), building / "laws.parquet", compression="zstd")
        (building / "about.json").write_text(json.dumps(asdict(made), default=str), encoding="utf-8")
        _replace(building, place)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _replace(building: Path, place: Path) -> None:
    """Move ``building`` to ``place``; a folder cannot be replaced by rename, so the old one steps aside first."""
    aside = building.with_name(building.name + "-old")
    if place.exists():
        place.rename(aside)
    building.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def about(root: Path, snapshot: str, as_of: date, period: str) -> About | None:
    """What the reckoning kept for a snapshot, a day and a period was made with; None when there is none."""
    try:
        raw = json.loads((folder(root, snapshot, as_of, period) / "about.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    days: dict[str, Any] = {name: date.fromisoformat(raw[name]) for name in ("as_of", "start", "end")}
    return About(
        **{name: raw[name] for name in ("snapshot", "period", "currency", "made_with")},
        notes=tuple(raw.get("notes", ())),
        basis=raw.get("basis", {}),
        warnings=tuple(raw.get("warnings", ())),
        **days,
    )


def read(root: Path, snapshot: str, as_of: date, period: str) -> tuple[About, tuple[Reckoning, ...]] | None:
    """The reckoning kept for a snapshot, a day and a period; None when there is none."""
    found = about(root, snapshot, as_of, period)
    if found is None:
        return None
    place = folder(root, snapshot, as_of, period)
    return found, tuple(_reckonings(_table(place / "subjects.parquet"), _table(place / "laws.parquet")))


def _table(file: Path) -> pa.Table:
    """One file whole; ``pq.read_table`` would import pandas for it, which a look-up has no time for."""
    with pq.ParquetFile(file) as parquet:
        return parquet.read()


def _subjects(rows: list[Reckoning]) -> pa.Table:
    return pa.table(
        {
            "subject": [r.subject for r in rows],
            "measure": [r.measure for r in rows],
            "own": [str(r.won.own) for r in rows],
            "others": [str(r.won.others) for r in rows],
            "unknown": [str(r.won.unknown) for r in rows],
            "registered": [str(r.registered) for r in rows],
            "counted": [str(r.counted) for r in rows],
            "evidence": [json.dumps(dict(r.evidence), default=str) for r in rows],
            "decisive": [json.dumps([asdict(d) for d in r.decisive], default=str) for r in rows],
        }
    )


def _laws(rows: list[Reckoning]) -> pa.Table:
    """One row per law; the points of all of them lie in one array each, which no Python number is made of."""
    every = [(r, view, future, law) for r in rows for view, future, law in _told(r)]
    laws = [law for *_, law in every]
    lacks = [law if isinstance(law, Missing) else None for law in laws]
    columns: dict[str, Any] = {
        "subject": [r.subject for r, *_ in every],
        "measure": [r.measure for r, *_ in every],
        "view": [view for _, view, *_ in every],
        "future": [future.value for *_, future, _ in every],
        "mean": [law.mean if isinstance(law, Law) else None for law in laws],
        "support": _points([law.support if isinstance(law, Law) else None for law in laws]),
        "at_least": _points([law.at_least if isinstance(law, Law) else None for law in laws]),
        "missing": [lack and lack.code for lack in lacks],
        "n": [lack and lack.n for lack in lacks],
        "needed": [lack and lack.needed for lack in lacks],
        "text": [lack and lack.text for lack in lacks],
    }
    return pa.table(columns, schema=_LAWS)


def _told(r: Reckoning) -> Iterator[tuple[str, Future, Law | Missing]]:
    for view in VIEWS:
        outlook: Outlook = getattr(r, view)
        yield view, Future.NOTHING_MORE, outlook.nothing_more
        yield view, Future.AS_GOING, outlook.as_going
        yield view, Future.PLAN, outlook.plan


def _points(of: Sequence[NDArray[np.float64] | None]) -> pa.ListArray[Any]:
    ends = np.cumsum([0, *(0 if one is None else len(one) for one in of)])
    starts = pa.array(ends, pa.int32(), mask=np.array([*(one is None for one in of), False]))
    some = [one for one in of if one is not None]
    return pa.ListArray.from_arrays(starts, pa.array(np.concatenate(some) if some else np.zeros(0)))


def _reckonings(subjects: pa.Table, laws: pa.Table) -> Iterator[Reckoning]:
    found: dict[tuple[str, str], dict[tuple[str, str], Law | Missing]] = {}
    names = (laws[name].to_pylist() for name in ("subject", "measure", "view", "future"))
    for subject, measure, view, future, law in zip(*names, _read_laws(laws), strict=True):
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


def _read_laws(laws: pa.Table) -> Iterator[Law | Missing]:
    columns = (laws[name].to_pylist() for name in ("future", "mean", "missing", "n", "needed", "text"))
    points = zip(_read_points(laws["support"]), _read_points(laws["at_least"]), strict=True)
    for (future, mean, code, n, needed, text), (support, at_least) in zip(
        zip(*columns, strict=True), points, strict=True
    ):
        if code is not None:
            yield Missing(code=code, n=n, needed=needed, text=text)
        else:
            yield Law(future=Future(future), mean=mean, support=support, at_least=at_least)


def _read_points(column: pa.ChunkedArray[Any]) -> Iterator[NDArray[np.float64]]:
    """Each row's points, views of one array; none where there is no law."""
    lists: list[Any] = column.chunks
    for chunk in lists:
        values, ends = chunk.values.to_numpy(), chunk.offsets.to_numpy()
        for start, end in pairwise(ends):
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


def forget(root: Path, snapshot: str) -> None:
    """Remove everything reckoned from a snapshot."""
    shutil.rmtree(root / "reckoned" / snapshot, ignore_errors=True)


def made_for(root: Path, snapshot: str) -> list[tuple[date, str]]:
    """The days and periods for which something is kept for a snapshot."""
    base = root / "reckoned" / snapshot
    if not base.is_dir():
        return []
    return sorted(
        (date.fromisoformat(d.name), p.name)
        for d in base.iterdir()
        if d.is_dir()  # a backtest lies beside them
        for p in d.iterdir()
        if not p.name.startswith(".") and p.is_dir()
    )
