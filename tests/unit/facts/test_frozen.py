"""Is a frozen value read as it was kept, and nothing else made of a file?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import numpy as np
import pytest

from ownit.facts import frozen
from ownit.method.deals import Floats


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inner:
    values: Floats
    on: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outer:
    inner: Inner | None
    names: tuple[str, ...]
    colours: tuple[tuple[Colour, ...], ...]
    shares: dict[str, float]
    real: bool
    level: float


KNOWN = {c.__name__: c for c in (Colour, Inner, Outer)}


def value() -> Outer:
    return Outer(
        inner=Inner(values=np.array([[1.5, np.nan], [np.inf, -0.0]]), on=date(2026, 8, 12)),
        names=("Zoë", ""),
        colours=((Colour.RED,), ()),
        shares={"a": 0.1},
        real=True,
        level=float("nan"),
    )


def test_it_is_read_as_it_was_kept(tmp_path: Path) -> None:
    frozen.write(tmp_path / "kept.npz", value())
    found = frozen.read(tmp_path / "kept.npz", KNOWN)
    assert isinstance(found, Outer)
    assert found.inner is not None
    assert found.inner.values.tobytes() == value().inner.values.tobytes()  # type: ignore[union-attr]  # it has one
    assert (found.inner.on, found.names, found.colours) == (date(2026, 8, 12), ("Zoë", ""), ((Colour.RED,), ()))
    assert (found.shares, found.real, np.isnan(found.level)) == ({"a": 0.1}, True, True)
    assert [p.name for p in tmp_path.iterdir()] == ["kept.npz"]


def test_what_is_missing_cut_off_or_of_other_classes_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "kept.npz"
    with pytest.raises(frozen.UNREADABLE):
        frozen.read(file, KNOWN)
    frozen.write(file, value())
    with pytest.raises(frozen.UNREADABLE):
        frozen.read(file, {"Outer": Outer})
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(frozen.UNREADABLE):
        frozen.read(file, KNOWN)


def test_what_cannot_be_kept_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="object cannot be kept"):
        frozen.write(tmp_path / "kept.npz", (object(),))
    assert not list(tmp_path.iterdir())
