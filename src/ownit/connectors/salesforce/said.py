"""Of which columns of a canonical table does an export, or one file of it, say something?

A column of which it says nothing is not carried, so that what an earlier export said of it stands (decision 0107).
Where files of one object differ, each row tells of what its file is silent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ownit.connectors.reading import FILE
from ownit.connectors.reading.sql import silent

if TYPE_CHECKING:
    from ownit.connectors.salesforce.canonical import Canonical
    from ownit.connectors.salesforce.object import Typed

Fed = Mapping[str, tuple[str, ...]]
"""By canonical column, the columns of the object of which any feeds it; those that are not named are always said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What an object's files say: ``fed`` by which of its columns, those in ``also`` said by the export elsewhere."""

    object_: Typed
    fed: Fed
    also: frozenset[str] = frozenset()

    def unsaid(self) -> dict[str, frozenset[str]]:
        """By file, the columns of which it says nothing."""
        return {file: self._lacks(has) for file, has in self.object_.each.items()}

    def _lacks(self, has: Collection[str]) -> frozenset[str]:
        return frozenset(column for column, by in self.fed.items() if not {*by} & {*has}) - self.also


def as_said(
    canonical: Canonical, spoken: Collection[Spoken], *, file: str = FILE, worked_out: frozenset[str] = frozenset()
) -> Canonical:
    """The table with only the columns that are said, and of what each row's file is silent; ``file`` is that, as SQL.

    Columns that are ``worked_out`` stay: there what nobody says is guessed, and the guess holds for new rows alone.
    """
    unsaid = {name: lacks for one in spoken for name, lacks in one.unsaid().items()}
    dropped = frozenset(canonical.select).intersection(*unsaid.values()) - worked_out
    return replace(
        canonical,
        select={column: by for column, by in canonical.select.items() if column not in dropped},
        silent=silent({name: (lacks & {*canonical.select}) - dropped for name, lacks in unsaid.items()}, file),
    )
