"""What does a person ask to be imported, and under which key is it kept?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ownit.connectors.base import ReadOptions
from ownit.errors import OwnitError
from ownit.flows.importing import (
    FROM_FILES,
    ImportRequest,
    SourceMissingError,
    UnknownKindError,
    organisation_zone,
)
from ownit.flows.workspace import Workspace
from ownit.method.currencies import is_currency


class NoMapError(OwnitError):
    """A CSV import needs a map."""

    def __init__(self) -> None:
        from ownit.connectors.csv.map import shipped

        super().__init__(
            f"Which map? Shipped ones: {', '.join(shipped())}. For another layout let ownit write a first one: "
            "ownit import csv SOURCE --propose-map my.toml; look at it; then --map my.toml."
        )


class OptionError(OwnitError):
    """An option has a value that it does not take."""

    def __init__(self, option: str, value: str, takes: str) -> None:
        super().__init__(f"{option} {value!r} is not understood; it takes {takes}.")


class MapThereError(OwnitError):
    """A map would be overwritten."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is there already, and no map is overwritten. Give --propose-map the name of a new file."
        )


_TAKES: Mapping[str, tuple[str, ...]] = {"date_order": ("dmy", "mdy", "ymd"), "decimal": (".", ",")}
_FLAGS: Mapping[str, str] = {"date_order": "--dates", "decimal": "--decimal"}


def options(**told: Any) -> ReadOptions:
    """The reader's options as a person gives them; raises OptionError."""
    for name, takes in _TAKES.items():
        if told.get(name) is not None and told[name] not in takes:
            raise OptionError(_FLAGS[name], told[name], " or ".join(takes))
    try:
        ZoneInfo(told.get("zone", "UTC"))
    except (ValueError, OSError, KeyError) as e:  # the three ways in which zoneinfo says no
        raise OptionError("--zone", told["zone"], "a zone such as Europe/Vienna") from e
    if told.get("currency") is not None:
        if not is_currency(told["currency"]):
            raise OptionError("--currency", told["currency"], "a currency's three letters in ISO 4217, such as EUR")
        told["currency"] = told["currency"].upper()
    return ReadOptions(**told)


def propose(kind: str, source: Path, options: ReadOptions, to: Path) -> tuple[str, ...]:
    """Write a first map for a CSV source; returns what it is unsure of. Raises OptionError, MapThereError."""
    from ownit.connectors.csv.propose import propose as proposing

    if kind != "csv":
        raise OptionError("--propose-map", kind, "the kind csv; salesforce needs no map")
    if not source.exists():
        raise SourceMissingError(source)
    if to.exists():
        raise MapThereError(to)
    proposed = proposing(source, options)
    try:
        to.write_text(proposed.text, encoding="utf-8")
    except OSError as e:
        raise OptionError("--propose-map", str(to), "a file in a folder that is there and may be written to") from e
    return proposed.unsure


def request(workspace: Workspace, kind: str, source: Path, options: ReadOptions) -> ImportRequest:
    """The request for one import. ``options.connector`` empty takes the map's name, else the kind's.

    Raises UnknownKindError, NoMapError.
    """
    if kind not in FROM_FILES:
        raise UnknownKindError(kind)
    zone = organisation_zone(workspace)
    name, text = options.connector or kind, None
    if kind == "csv":
        if options.map is None:
            raise NoMapError
        name, text = _of_map(options, name)
    elif isinstance(options.map, Path) or (options.map and Path(options.map).is_file()):
        text = Path(options.map).read_text(encoding="utf-8")
    told = {
        field: getattr(options, field)
        for field in ("date_order", "encoding", "separator", "decimal", "currency", "map", "memory_limit")
    }
    naive = zone if options.zone == "UTC" else options.zone
    return ImportRequest(
        kind=kind,
        source=source,
        options=ReadOptions(connector=name, zone=naive, **told),
        zone=zone,
        map_text=text,
    )


def _of_map(options: ReadOptions, name: str) -> tuple[str, str | None]:
    """The key a map gives, and its text where it is a file of the person's own."""
    from ownit.connectors.csv.map import load, shipped

    assert options.map is not None
    loaded = load(options.map)
    own = str(options.map) not in shipped()
    text = Path(options.map).read_text(encoding="utf-8-sig") if own else None
    return (options.connector or loaded.name or name), text
