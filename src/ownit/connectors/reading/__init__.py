"""How does a delimited file of any kind become typed canonical tables, with nothing lost in silence?

con = open_scratch(scratch, options)                       # a database of its own, bounded in memory
sheet = look(path, options, scratch=scratch)               # encoding, separator, headers; sheet.find("Close Date")
staged = stage(con, sheet, options, name="opportunity")    # texts and record numbers
fields = [Field(target="id", column=sheet.column("Id"), kind="id18"), ...]
extracted = project(con, staged, schema.OPPORTUNITY, fields, options=options)
"""

from ownit.connectors.reading.fields import Field, Kind
from ownit.connectors.reading.projection import Relation, Without, project, report
from ownit.connectors.reading.scratch import open_scratch, told
from ownit.connectors.reading.sheet import Sheet, fold, look
from ownit.connectors.reading.sql import FILE, RECORD, ident, literal
from ownit.connectors.reading.staging import Staged, stage

__all__ = [
    "FILE",
    "RECORD",
    "Field",
    "Kind",
    "Relation",
    "Sheet",
    "Staged",
    "Without",
    "fold",
    "ident",
    "literal",
    "look",
    "open_scratch",
    "project",
    "report",
    "stage",
    "told",
]
