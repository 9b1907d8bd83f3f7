"""Which open deals have earned being counted?

The default gate (R13): a two-way conversation was held, and the buyer agreed to a next step that has a date. A deal
that is known to lack either is *not counted* and is in no law; it is still shown as registered. Where either cannot be
checked, because the CRM records no such thing, and the other does not already refuse it, the deal *cannot be checked*
and is in the law by the hazard of all registered deals. Counted deals are won at a higher one: the wins that the hazard
of all would give to refused deals are theirs (``method.ground``).
"""

from __future__ import annotations

import numpy as np

from ownit.method.deals import Flags, Gate, Ints


def gate(*, two_way_conversation: Flags, dated_next_step: Flags, can_check_talk: Flags, can_check_step: Flags) -> Ints:
    """Gate of each deal, all arrays (n,); a flag is read only where it can be checked."""
    refused = (can_check_talk & ~two_way_conversation) | (can_check_step & ~dated_next_step)
    passed = can_check_talk & two_way_conversation & can_check_step & dated_next_step
    verdict = np.full(len(refused), int(Gate.CANNOT_CHECK), dtype=np.int64)
    verdict[refused] = int(Gate.NOT_COUNTED)
    verdict[passed] = int(Gate.COUNTED)
    return verdict
