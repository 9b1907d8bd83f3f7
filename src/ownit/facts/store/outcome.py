"""What came of keeping, merging and publishing?"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.facts.store.layout import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An input being kept. ``seen``: the newest input of its connector is this very one, read in the same way."""

    digest: str | None  # None: still being worked out beside the import; known when published
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """The columns of a table that an input says nothing of (``wholly``), or a file of it does not (``partly``).

    ``records``: the kinds of records that it has none of, and of which there were some.
    """

    wholly: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wholly or self.partly or self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of one table's rows.

    ``staged`` came in; ``duplicates`` of them repeated a key (the last was kept); ``unchanged`` are stored exactly as
    before; ``gone`` were there before and are missing from a full input; ``inferred`` history rows were added from
    differences to the snapshot before. ``left_alone`` are the columns that a full
    input says nothing of: they are as before.
    """

    staged: int = 0
    duplicates: int = 0
    unchanged: int = 0
    gone: int = 0
    inferred: int = 0
    left_alone: LeftAlone = LeftAlone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The snapshot that is current now; ``changed`` is false when the import made no difference and none was made."""

    snapshot: Snapshot
    changed: bool
