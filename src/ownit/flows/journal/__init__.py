"""How does the journal become facts, and what has it still to ask on a Friday?"""

from ownit.flows.journal.friday import Number, WeekNumbers, answered, week_numbers
from ownit.flows.journal.keeping import Logged, Understood, Undone, keep, log, undo
from ownit.flows.journal.publishing import Fed, feed
from ownit.flows.journal.who import WhoseJournalError, writer

__all__ = [
    "Fed",
    "Logged",
    "Number",
    "Understood",
    "Undone",
    "WeekNumbers",
    "WhoseJournalError",
    "answered",
    "feed",
    "keep",
    "log",
    "undo",
    "week_numbers",
    "writer",
]
