"""What the tests of laws share: deals drawn at will, and ways to look at an outlook."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from ownit.method.bookings import Reckoned
from ownit.method.deals import Origin
from ownit.method.law import Law, Missing, Outlook

NAN = float("nan")


OWN, UNKNOWN, OTHERS = Origin.OWN, Origin.UNKNOWN, Origin.OTHERS


deals_of = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.one_of(st.integers(100, 90_000).map(float), st.just(NAN)),
        st.sampled_from(list(Origin)),
    ),
    max_size=12,
)


few = settings(max_examples=settings().max_examples // 4, deadline=None)


def law(of: Law | Missing) -> Law:
    assert isinstance(of, Law)
    return of


def both(outlook: Outlook) -> tuple[Law, Law]:
    return law(outlook.nothing_more), law(outlook.as_going)


def views(one: Reckoned) -> tuple[Outlook, Outlook, Outlook]:
    return one.alone_low, one.alone_high, one.with_help
