"""What is said of a share won, or of money won, that only a seller's word speaks for?"""

from __future__ import annotations

from ownit.answers.commands import about
from ownit.answers.plan.figures import hours
from ownit.answers.words import amount
from ownit.method.plan.heard import SILENCE, Heard
from ownit.method.priors import Published


def assumed(heard: Heard) -> str:
    """What is taken on trust of a word, and how much of the seller's own record is in the plan by now."""
    closed, hours = heard.won + heard.lost, "under an hour" if heard.hours < 1 else f"{heard.hours:.0f} h"
    opened = f"{heard.opened} opened in {hours}" if heard.hours else ""
    ours = ", ".join(filter(None, (opened, f"{heard.won} won of {closed} closed" if closed else "")))
    half = "half of your first meetings are taken to become real opportunities."
    if not ours:
        return f"Nobody's record is in this yet: {half}"
    return f"Your journal is in this by now: {ours}. Else {half}"


def drawn(said: float, reckoned: float, published: Published, heard: Heard = SILENCE) -> str:
    """Why another share is reckoned with than was said, each 0 to 1; empty where nobody would see the difference."""
    mine, ours, theirs = (_of_ten(share) for share in (said, reckoned, published.value))
    if mine == ours:
        return ""
    closed = heard.won + heard.lost
    beside = f" and {heard.presumed} taken to be lost" if heard.presumed else ""
    told = f"You say you win {mine} of 10; published is {theirs} of 10 ({published.source}, {published.year}). "
    if not closed and not heard.presumed:
        return f"{told}{ours} of 10 is reckoned with until your own deals show it."
    return f"{told}With {closed} closed in your journal, {heard.won} won{beside}, {ours} of 10 is reckoned with."


def not_opened(deals: int) -> tuple[str, ...]:
    """What is said of closed deals that teach nothing of how many are won, for want of their openings."""
    if not deals:
        return ()
    which = "1 closed deal" if deals == 1 else f"{deals} closed deals"
    return (
        f"{which} in your journal {'says' if deals == 1 else 'say'} nothing of how many you win, since no opening of "
        'theirs is written: log each when you open it, such as ownit log "opened Acme 30k".',
    )


def presumed(heard: Heard) -> tuple[str, ...]:
    """What is said of deals whose end is not written and that are taken to be lost by now."""
    n = heard.presumed
    if not n:
        return ()
    which = "1 deal that your journal has as open is" if n == 1 else f"{n} deals that your journal has as open are"
    log = 'log what became of each, such as ownit log "lost NAME"'
    if heard.losses_told:
        return (
            f"{which} taken to be lost: 19 of 20 are closed by that age, if a deal takes as long as you said. Should "
            f"that be wrong, {log}, or say how long it takes: ownit start",
        )
    return (f"{which} taken to be lost, as many as usual by their age, since no loss is written there: {log}",)


def crowded(asked: float, room: float) -> tuple[str, ...]:
    """What is said where winning what is open asks for more hours a week than there are for it."""
    if asked - room < 0.5:
        return ()
    return (
        f"Winning what is open now would take {hours(asked)} a week, and your week has {hours(room)} for it: leave "
        'what is not likely to be won, and say what is really open: ownit start, or ownit log "lost NAME".',
    )


def not_known(won: float, currency: str, name: str) -> tuple[str, ...]:
    """What is said of money won that the journal does not know the opening of: how it becomes one's own."""
    if not won:
        return ()
    return (
        f"Who opened {amount(won, currency)} that you won is not known, so it is not in what you make alone: "
        f"{about('ownit facts origins', name)}",
    )


def _of_ten(share: float) -> str:
    return f"{round(10.0 * share, 1):g}"
