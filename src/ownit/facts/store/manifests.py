"""What does a manifest say, and is this ownit able to read it?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ownit.facts.store.errors import SchemaTooNewError
from ownit.facts.store.layout import MANIFEST, Manifest, Reading, Snapshot


class UnreadableError(ValueError):
    """A manifest is not there, not whole, or not one; the store tells the person what to do."""


def to_text(manifest: Manifest) -> str:
    """A manifest as JSON text, the same for the same manifest."""
    body = {
        "id": manifest.id,
        "schema_version": manifest.schema_version,
        "published_at": _instant(manifest.published_at),
        "parent": manifest.parent,
        "connector": manifest.connector,
        "inputs": manifest.inputs,
        "rows": dict(manifest.rows),
        "data_from": manifest.data_from and manifest.data_from.isoformat(),
        "data_through": manifest.data_through and manifest.data_through.isoformat(),
        "readings": [
            {"digest": r.digest, "connector": r.connector, "at": _instant(r.at), "modes": dict(r.modes)}
            for r in manifest.readings
        ],
        "zone": manifest.zone,
        "report": manifest.report,
    }
    return json.dumps(body, indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"


def read(folder: Path, known_version: int) -> Snapshot:
    """The snapshot in a folder; raises SchemaTooNewError, or UnreadableError with the reason."""
    path = folder / MANIFEST
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        version = int(body["schema_version"])
    except FileNotFoundError:
        raise UnreadableError("it is not there") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"it is not a manifest ({error})") from error
    if version > known_version:
        raise SchemaTooNewError(path, version, known_version)
    try:
        return Snapshot(id=folder.name, path=folder, manifest=_manifest(body, version))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"it is not a manifest ({error!r})") from error


def _manifest(body: Mapping[str, Any], version: int) -> Manifest:
    return Manifest(
        id=str(body["id"]),
        schema_version=version,
        published_at=datetime.fromisoformat(body["published_at"]),
        parent=body["parent"],
        connector=str(body["connector"]),
        inputs=str(body["inputs"]),
        rows={str(k): int(v) for k, v in body["rows"].items()},
        data_from=_day(body.get("data_from")),
        data_through=_day(body.get("data_through")),
        report=dict(body.get("report", {})),
        zone=body.get("zone"),
        readings=tuple(
            Reading(
                digest=str(r["digest"]),
                connector=str(r["connector"]),
                at=datetime.fromisoformat(r["at"]),
                modes=dict(r["modes"]),
            )
            for r in body.get("readings", ())
        ),
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
