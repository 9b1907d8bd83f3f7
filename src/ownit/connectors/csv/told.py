"""What is to be said of what an import by a map left out, or took for something that the map does not list?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.csv.map import Map, Part
from ownit.connectors.reading import Staged, ident
from ownit.connectors.reading.stages import taken
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

STAGES_SHOWN = 8
"""How many stages that no map lists are named."""


def left_out(con: duckdb.DuckDBPyConnection, part: Part, staged: Staged) -> list[Note]:
    """How many records the map leaves out by a word in a column."""
    notes = []
    for column, words in part.leave_out.items():
        found = staged.sheet.find(column)
        if found is None:
            continue
        listed = [w.lower() for w in words]
        condition = f"lower(trim({ident(found)})) IN ({', '.join('?' for _ in listed)})"
        n = con.execute(f"SELECT count(*) FROM {staged.relation} WHERE {condition}", listed).fetchall()[0][0]
        if n:
            these = counted(n, "record", "records")
            text = f'{staged.sheet.file}: {these} left out because "{found}" says {" or ".join(words)}.'
            notes.append(Note(code="left_out", count=n, text=text, limits=False))
    return notes


def not_listed(con: duckdb.DuckDBPyConnection, map_: Map, union: str, labels: Mapping[str, str]) -> list[Note]:
    """What the stages that no map lists were taken to be, where they are not rejected."""
    if map_.other_stages == "reject" or not {"stage", "outcome"} <= labels.keys():
        return []
    listed = {stage.casefold() for stages in map_.stages.values() for stage in stages}
    found = con.execute(
        f"SELECT stage, outcome, count(*) AS n FROM {union} WHERE stage IS NOT NULL AND outcome IS NOT NULL "
        "GROUP BY ALL ORDER BY n DESC, stage, outcome"
    ).fetchall()
    others = [(stage, outcome, n) for stage, outcome, n in found if stage.casefold() not in listed]
    if not others:
        return []
    text = (
        f"Stages that the map does not list were taken so: {taken(others, STAGES_SHOWN)}. Where that is wrong, "
        "list them under [stages] of a map of your own."
    )
    return [Note(code="stages_not_listed", count=sum(n for *_, n in others), text=text, limits=False)]
