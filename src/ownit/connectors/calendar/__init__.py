"""When is a person's calendar busy, and how do blocks get into it?

Not a way in for facts: only intervals leave :func:`read_busy`, never a title, a text, a place or a name.
"""

from ownit.connectors.calendar.busy import Busy, Skipped, busy_in, read_busy
from ownit.connectors.calendar.write import OWN, CalendarBlock, cancelling, written

__all__ = ["OWN", "Busy", "CalendarBlock", "Skipped", "busy_in", "cancelling", "read_busy", "written"]
