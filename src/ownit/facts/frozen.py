"""How are frozen values with their arrays kept in a file and read again, without running anything that is in it?

Dataclasses of named classes, arrays, enums of named classes, tuples, mappings by text, dates and plain values. Arrays
lie beside a tree of the rest in one compressed ``.npz``; nothing is pickled.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

TREE = "tree"
UNREADABLE = (FileNotFoundError, zipfile.BadZipFile, KeyError, ValueError, TypeError)
"""What reading raises where there is no such file, or one that is cut off or of other classes."""


def write(file: Path, value: object) -> None:
    """Keep a value instead of what was kept; whole or not at all. Raises TypeError for what cannot be kept."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    tree = json.dumps(_packed(value, arrays))
    file.parent.mkdir(parents=True, exist_ok=True)
    building = file.with_name(f".{file.name}.{os.getpid()}.npz")
    with building.open("wb") as f:
        arrays[TREE] = np.frombuffer(tree.encode(), dtype=np.uint8)
        np.savez_compressed(f, **arrays)  # type: ignore[arg-type]  # its one named argument is none of these
    building.replace(file)


def read(file: Path, classes: Mapping[str, type]) -> Any:
    """What was kept, made of these ``classes``. Raises one of UNREADABLE."""
    with file.open("rb") as f, np.load(f, allow_pickle=False) as kept:
        return _unpacked(json.loads(kept[TREE].tobytes()), kept, classes)


def _packed(value: object, arrays: dict[str, np.ndarray[Any, Any]]) -> object:
    if isinstance(value, np.ndarray):
        name = f"a{len(arrays)}"
        arrays[name] = value
        return {"array": name}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Enum):
        return {"enum": type(value).__name__, "name": value.name}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if is_dataclass(value):
        return {
            "is": type(value).__name__,
            "of": {f.name: _packed(getattr(value, f.name), arrays) for f in fields(value)},
        }
    if isinstance(value, (tuple, list)):
        return [_packed(v, arrays) for v in value]
    if isinstance(value, Mapping):
        return {"map": {str(k): _packed(v, arrays) for k, v in value.items()}}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _unpacked(tree: Any, arrays: Mapping[str, Any], classes: Mapping[str, type]) -> Any:
    if isinstance(tree, list):
        return tuple(_unpacked(t, arrays, classes) for t in tree)
    if not isinstance(tree, dict):
        return tree
    if "array" in tree:
        return arrays[tree["array"]]
    if "date" in tree:
        return date.fromisoformat(tree["date"])
    if "enum" in tree:
        return classes[tree["enum"]][tree["name"]]  # type: ignore[index]  # an enum's class
    if "map" in tree:
        return {k: _unpacked(v, arrays, classes) for k, v in tree["map"].items()}
    return classes[tree["is"]](**{k: _unpacked(v, arrays, classes) for k, v in tree["of"].items()})
