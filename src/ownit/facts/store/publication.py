"""How does one import become a snapshot?

with store.writing(now=now, zone="Europe/Berlin") as publication:
    kept = publication.keep_inputs(source, connector="salesforce", kind="salesforce", options={...})
    if kept.seen:
        return ...                      # nothing to do: these files are what is current
    for extracted in extract(source, options, publication.scratch):
        publication.stage(extracted)
    publication.merge()
    publication.derive(derive)          # facts.derive
    staged = publication.write()        # a Snapshot in staging: quality and unlocks may read it
    published = publication.publish({**report, "tables": publication.counts()})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from ownit.facts.store.inputs import KeptInput
from ownit.facts.store.layout import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Derive = Callable[..., Mapping[str, str]]
"""``derive(con, *, zone)``: {table: relation to store instead}; every canonical table is a view of its name."""


class Incoming(Protocol):
    """What a connector yields for one table (see ``connectors.base.Extracted``)."""

    @property
    def table(self) -> str: ...
    @property
    def mode(self) -> Literal["full", "delta"]: ...
    @property
    def batches(self) -> pa.RecordBatchReader: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An input being kept. ``seen``: the newest input of its connector is this very one, read in the same way."""

    digest: str | None  # None: still being worked out beside the import; known when published
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of one table's rows: ``staged`` came in; ``duplicates`` of them repeated a key (the last was kept);
    ``unchanged`` are stored exactly as before; ``gone`` were there before and are missing from a full input;
    ``inferred`` history rows were added from differences.
    """

    staged: int = 0
    duplicates: int = 0
    unchanged: int = 0
    gone: int = 0
    inferred: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The snapshot that is current now; ``changed`` is false when the import made no difference and none was made."""

    snapshot: Snapshot
    changed: bool


class Publication:
    """The one writer's unfinished snapshot. Made by ``Store.writing``; its calls come in the order above."""

    id: str
    base: Snapshot | None  # what it builds on
    scratch: Path  # for the connector's own use; swept with the rest
    con: DuckDBPyConnection  # every canonical table is a view of its name once merged; final once derived

    def keep_inputs(
        self,
        source: Path,
        *,
        connector: str,
        kind: str,
        options: Mapping[str, Any],
        map_text: str | None = None,
        files: Iterable[Path] | None = None,
    ) -> Kept:
        """Recognise, then keep (compressed, in the background) the files under ``source`` (or just ``files``)."""
        raise NotImplementedError

    def start_over(self) -> None:
        """Build on nothing rather than on the current snapshot (for rebuild); call before the first input."""
        raise NotImplementedError

    def reread(self, kept: KeptInput) -> None:
        """Instead of ``keep_inputs``: the next tables come from an input that is kept already, as of ``kept.at``.

        Several rounds of reread, stage, merge may come before derive.
        """
        raise NotImplementedError

    def stage(self, incoming: Incoming) -> int:
        """Write one table's batches to staging and return how many rows there were."""
        raise NotImplementedError

    def merge(self) -> None:
        """Merge what was staged with what is current, table by table, by (connector, key)."""
        raise NotImplementedError

    def derive(self, derive: Derive) -> None:
        """Let ``derive`` fill the derived columns."""
        raise NotImplementedError

    def write(self) -> Snapshot:
        """Write the final Parquet to staging and return it as a snapshot that is not published yet."""
        raise NotImplementedError

    def counts(self) -> Mapping[str, Counts]:
        """Per table that was staged; complete once written."""
        raise NotImplementedError

    def publish(self, report: Mapping[str, Any]) -> Published:
        """Make what was written current; do nothing if it is what was current already."""
        raise NotImplementedError
