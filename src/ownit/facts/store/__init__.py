"""Where facts are kept: snapshots, one writer at a time, readers never lock."""

from typing import TYPE_CHECKING

from ownit.facts.store.inputs import KeptFile, KeptInput
from ownit.facts.store.layout import Manifest, Reading, Snapshot
from ownit.facts.store.outcome import Counts, Kept, LeftAlone, Published
from ownit.facts.store.steps import STEPS, Step, no_step
from ownit.facts.store.store import Listed, Store

if TYPE_CHECKING:  # it needs DuckDB and PyArrow; whoever only looks something up does not pay for them
    from ownit.facts.store.publication import Publication as Publication

__all__ = [
    "STEPS",
    "Counts",
    "Kept",
    "KeptFile",
    "KeptInput",
    "LeftAlone",
    "Listed",
    "Manifest",
    "Published",
    "Reading",
    "Snapshot",
    "Step",
    "Store",
    "no_step",
]
