"""Do shorter periods make up a longer one, and which of the ways is taken?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.goals.tiling import Span, tilings

FIRST = date(2026, 1, 1)


def span(first: int, last: int) -> Span:
    return Span(FIRST + timedelta(days=first), FIRST + timedelta(days=last))


SPANS = st.sets(st.tuples(st.integers(-1, 7), st.integers(0, 4)).map(lambda s: span(s[0], s[0] + s[1])), max_size=9)


def brute(whole: Span, spans: set[Span]) -> list[tuple[Span, ...]]:
    """Every subset that covers each day of the whole once and no other day."""
    days = {whole.start + timedelta(days=i) for i in range((whole.end - whole.start).days + 1)}
    ways = []
    for n in range(1, len(spans) + 1):
        for some in combinations(sorted(spans), n):
            covered = [s.start + timedelta(days=i) for s in some for i in range((s.end - s.start).days + 1)]
            if len(covered) == len(set(covered)) and set(covered) == days:
                ways.append(some)
    return ways


@given(SPANS)
def test_as_trying_every_subset(spans: set[Span]) -> None:
    whole = span(0, 6)
    ways, found = brute(whole, spans), tilings(whole, spans)
    if not ways:
        assert found is None
        return
    assert found is not None
    assert found.fewest in ways
    assert found.most in ways
    assert len(found.fewest) == min(map(len, ways))
    assert len(found.most) == max(map(len, ways))


def test_a_period_set_as_such_is_its_own_way() -> None:
    found = tilings(span(0, 6), [span(0, 6), span(0, 2), span(3, 6)])
    assert found is not None
    assert found.fewest == (span(0, 6),)
    assert found.most == (span(0, 2), span(3, 6))
