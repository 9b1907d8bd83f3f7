"""Where facts are kept: snapshots, one writer at a time, readers never lock."""

from ownit.facts.store.inputs import KeptFile, KeptInput
from ownit.facts.store.layout import Manifest, Snapshot
from ownit.facts.store.publication import Counts, Kept, Publication, Published
from ownit.facts.store.steps import STEPS, Step, no_step
from ownit.facts.store.store import Listed, Store

__all__ = [
    "STEPS",
    "Counts",
    "Kept",
    "KeptFile",
    "KeptInput",
    "Listed",
    "Manifest",
    "Publication",
    "Published",
    "Snapshot",
    "Step",
    "Store",
    "no_step",
]
