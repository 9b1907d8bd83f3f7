"""How does the journal become facts, and what has it still to ask on a Friday?"""

from ownit.flows.journal.feed import Fed, feed
from ownit.flows.journal.friday import Number, WeekNumbers, week_numbers
from ownit.flows.journal.log import Logged, Undone, log, undo
from ownit.flows.journal.who import WhoseJournalError, writer

__all__ = [
    "Fed",
    "Logged",
    "Number",
    "Undone",
    "WeekNumbers",
    "WhoseJournalError",
    "feed",
    "log",
    "undo",
    "week_numbers",
    "writer",
]
