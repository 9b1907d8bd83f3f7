"""What is said of a share won, or of money won, that only a seller's word speaks for?"""

from __future__ import annotations

from ownit.answers.commands import about
from ownit.answers.words import amount
from ownit.method.priors import Published


def drawn(said: float, reckoned: float, published: Published) -> str:
    """Why another share is reckoned with than was said, each 0 to 1; empty where nobody would see the difference."""
    mine, ours, theirs = (_of_ten(share) for share in (said, reckoned, published.value))
    if mine == ours:
        return ""
    return (
        f"You say you win {mine} of 10; published is {theirs} of 10 ({published.source}, {published.year}). "
        f"{ours} of 10 is reckoned with until your own deals show it."
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
