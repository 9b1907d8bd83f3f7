"""What is said of a share won that only a seller's word speaks for?"""

from __future__ import annotations

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


def _of_ten(share: float) -> str:
    return f"{round(10.0 * share, 1):g}"
