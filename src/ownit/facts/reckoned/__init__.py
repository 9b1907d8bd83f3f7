"""What was reckoned from a snapshot, kept beside it so that asking is a look-up?

``reckoned/<snapshot>/<as_of>/<period>/`` holds ``about.json`` (what it was made with) and two Parquet files: one row
per subject with its totals, and one row per law with its nodes. A folder appears whole or not at all.
"""

from ownit.facts.reckoned.keeping import about, forget, read, write
from ownit.facts.reckoned.record import VIEWS, About, Decisive, Reckoning, Swing, Won

__all__ = [
    "VIEWS",
    "About",
    "Decisive",
    "Reckoning",
    "Swing",
    "Won",
    "about",
    "forget",
    "read",
    "write",
]
