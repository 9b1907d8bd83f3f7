"""Are a week's blocks where they may be, as many as are wanted, and the same every time?"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ownit.method.blocks import Hours, Interval, Placed, PlannedWeek, Preferred, Rules, Span, Want, Why, plan_week

MONDAYS = {  # each week has a day of 23, 25, 23.5 or 24.5 hours, but the first of each zone
    "Europe/Berlin": [date(2026, 8, 10), date(2026, 3, 23), date(2026, 10, 19)],
    "America/New_York": [date(2026, 8, 10), date(2026, 3, 2), date(2026, 10, 26)],
    "Australia/Lord_Howe": [date(2026, 8, 10), date(2026, 3, 30), date(2026, 9, 28)],
}
KINDS = ["calls", "emails", "referrals", "win", "serve"]
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 8, 10)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    cuts = draw(st.lists(st.integers(0, 288), min_size=0, max_size=4, unique=True).map(sorted))
    return tuple(Span(start=5 * a, end=5 * b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, object]:
    zone = draw(st.sampled_from(sorted(MONDAYS)))
    monday = draw(st.sampled_from(MONDAYS[zone]))
    first = datetime(monday.year, monday.month, monday.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    instant = st.integers(-1500, 11600).map(lambda m: first + timedelta(minutes=m))
    busy = draw(st.lists(st.tuples(instant, st.integers(0, 600)), max_size=12))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))
    return {
        "wants": [Want(kind=k, minutes=draw(st.integers(0, 700))) for k in kinds],
        "hours": Hours(
            days=tuple(draw(spans()) for _ in range(7)), lunch=draw(st.none() | st.just(Span(start=725, end=765)))
        ),
        "busy": [Interval(start=s, end=s + timedelta(minutes=m)) for s, m in busy],
        "monday": monday,
        "zone": ZoneInfo(zone),
        "rules": Rules(shortest=draw(st.sampled_from([15, 30, 45])), buffer=draw(st.sampled_from([0, 0, 10, 30]))),
        "days_off": frozenset({monday + timedelta(days=draw(st.integers(0, 9)))}),
        "now": draw(st.none() | instant),
    }


A_SHORT_BREAK = Hours(
    days=((), (), (), (), (), (Span(start=0, end=255),), (Span(start=425, end=690), Span(start=695, end=720))),
    lunch=None,
)
PAUSE_SHORTER_THAN_BUFFER = {
    "wants": [Want(kind="calls", minutes=15), Want(kind="emails", minutes=480)],
    "hours": A_SHORT_BREAK,
    "busy": [],
    "monday": date(2026, 8, 10),
    "zone": ZoneInfo("America/New_York"),
    "rules": Rules(shortest=15, buffer=30),
    "days_off": frozenset({date(2026, 8, 10)}),
    "now": None,
}


@settings(max_examples=settings().max_examples * 120 // 100)
@given(weeks())
@example(PAUSE_SHORTER_THAN_BUFFER)
def test_every_block_is_where_it_may_be_and_no_minute_is_lost(week: dict[str, object]) -> None:
    planned = plan_week(**week)  # type: ignore[arg-type] # drawn by name
    check(planned, **week)  # type: ignore[arg-type] # drawn by name
    assert plan_week(**week) == planned  # type: ignore[arg-type] # drawn by name


def check(
    planned: PlannedWeek,
    *,
    wants: list[Want],
    hours: Hours,
    busy: list[Interval],
    monday: date,
    zone: ZoneInfo,
    rules: Rules,
    days_off: frozenset[date] = frozenset(),
    now: datetime | None = None,
) -> None:
    margin = timedelta(minutes=rules.buffer)
    for b in planned.blocks:
        end = b.start + timedelta(minutes=b.minutes)
        assert b.start.utcoffset() == timedelta(0)
        assert rules.shortest <= b.minutes <= 120
        assert b.minutes % 15 == 0
        assert now is None or b.start >= now
        assert all(end + margin <= i.start or b.start >= i.end + margin or i.start == i.end for i in busy)
        for m in range(b.minutes):
            worked(b.start + timedelta(minutes=m), hours, monday, zone, days_off)
        assert b.start.astimezone(zone).minute % 15 == 0
    apart(planned, rules)
    placed: Counter[str] = Counter()
    for b in planned.blocks:
        placed[b.kind] += b.minutes
    for u in planned.unplaced:
        assert u.minutes > 0
        placed[u.kind] += u.minutes
    assert placed == Counter({w.kind: w.minutes for w in wants if w.minutes})


def worked(at: datetime, hours: Hours, monday: date, zone: ZoneInfo, days_off: frozenset[date]) -> None:
    local = at.astimezone(zone)
    minute = local.hour * 60 + local.minute
    assert monday <= local.date() < monday + timedelta(days=7)
    assert local.date() not in days_off
    assert any(s.start <= minute < s.end for s in hours.days[local.weekday()])
    assert hours.lunch is None or not hours.lunch.start <= minute < hours.lunch.end


def apart(planned: PlannedWeek, rules: Rules) -> None:
    for one, other in pairwise(planned.blocks):
        between = other.start - one.start - timedelta(minutes=one.minutes)
        assert between >= timedelta(0)
        if one.kind == other.kind:
            assert between >= timedelta(minutes=15)
        else:
            assert between >= timedelta(minutes=rules.buffer)


@pytest.mark.parametrize(("monday", "free"), [(MONDAYS["Europe/Berlin"][1], 23), (MONDAYS["Europe/Berlin"][2], 25)])
def test_a_sunday_that_changes_the_clock_is_shorter_or_longer(monday: date, free: int) -> None:
    sunday = Hours(days=((),) * 6 + ((Span(start=0, end=1440),),), lunch=None)
    week = plan_week([], sunday, [], monday=monday, zone=BERLIN)
    assert week.free == free * 60


def plan(*wants: Want, busy: list[Interval] | None = None, **more: object) -> PlannedWeek:
    options = {"hours": Hours(), "monday": MONDAY, "zone": BERLIN, **more}
    return plan_week(wants, busy=busy or [], **options)  # type: ignore[arg-type] # options are passed through


def local(planned: PlannedWeek, kind: str = "calls") -> list[str]:
    return [f"{b.start.astimezone(BERLIN):%a %H:%M} {b.minutes}" for b in planned.blocks if b.kind == kind]


def test_calls_lie_where_they_connect_and_are_spread_over_days() -> None:
    fit = tuple(1.0 if h == 16 else 0.4 for h in range(24))
    assert local(plan(Want(kind="calls", minutes=240, fit=fit))) == [
        "Mon 16:00 60",
        "Tue 16:00 60",
        "Wed 16:00 60",
        "Thu 16:00 60",
    ]


def test_preferred_times_are_kept_where_they_are_free() -> None:
    mornings = tuple(Preferred(weekday=d, span=Span(start=540, end=660)) for d in (1, 2, 3, 4))
    planned = plan(Want(kind="calls", minutes=480, preferred=mornings))
    assert local(planned) == [f"{d} 09:00 120" for d in ("Tue", "Wed", "Thu", "Fri")]


def test_what_is_worth_more_is_placed_first() -> None:
    wants = [Want(kind="serve", minutes=420), Want(kind="calls", minutes=420, worth=1.5)]
    planned = plan(*wants, hours=Hours(days=((Span(start=540, end=1020),),) + ((),) * 6))
    placed = {k: sum(b.minutes for b in planned.blocks if b.kind == k) for k in ("calls", "serve")}
    assert placed == {"calls": 390, "serve": 0}  # two runs of 180 and 240 minutes, with a pause of 15 in either
    assert [(u.kind, u.why) for u in planned.unplaced] == [("serve", Why.PIECES), ("calls", Why.PIECES)]


@pytest.mark.parametrize(
    ("minutes", "hours", "why"),
    [
        (20, Hours(), Why.SHORT),
        (245, Hours(), Why.SHORT),
        (60, Hours(days=((),) * 7), Why.NO_TIME),
        (60, Hours(days=((Span(start=540, end=565),),) + ((),) * 6), Why.PIECES),
        (3000, Hours(), Why.PIECES),
        (60, Hours(days=((Span(start=540, end=570),),) + ((),) * 6), Why.FULL),
    ],
)
def test_what_does_not_fit_is_told_with_its_reason(minutes: int, hours: Hours, why: Why) -> None:
    (unplaced,) = plan(Want(kind="calls", minutes=minutes), hours=hours).unplaced
    assert unplaced.why is why


def test_a_missed_block_is_made_up_or_the_week_says_so() -> None:
    thursday = datetime(2026, 8, 13, 12, 30, tzinfo=UTC)
    made_up = plan(Want(kind="calls", minutes=180, missed=120), now=thursday)
    assert (made_up.made_up, made_up.unplaced) == (120, ())
    late = plan(Want(kind="calls", minutes=180, missed=120), now=datetime(2026, 8, 14, 13, 20, tzinfo=UTC))
    assert late.made_up == 30
    assert [(u.minutes, u.missed) for u in late.unplaced] == [(90, 90)]


def test_replanning_moves_only_what_must_move() -> None:
    wants = [Want(kind="calls", minutes=480), Want(kind="win", minutes=300), Want(kind="serve", minutes=240)]
    first = plan(*wants)
    before = [Placed(kind=b.kind, start=b.start, minutes=b.minutes) for b in first.blocks]
    assert [b.continues for b in plan(*wants, before=before).blocks] == list(range(len(before)))
    hit = first.blocks[2]
    busy = [Interval(start=hit.start, end=hit.start + timedelta(minutes=15))]
    again = plan(*wants, before=before, busy=busy)
    moved = [b for b in again.blocks if b.continues is None or before[b.continues].start != b.start]
    assert len(moved) == 1
    assert again.unplaced == ()


@settings(max_examples=settings().max_examples * 40 // 100)
@given(weeks())
def test_the_same_week_again_moves_nothing(week: dict[str, object]) -> None:
    first = plan_week(**week)  # type: ignore[arg-type] # drawn by name
    before = [Placed(kind=b.kind, start=b.start, minutes=b.minutes) for b in first.blocks]
    again = plan_week(**week, before=before)  # type: ignore[arg-type] # drawn by name
    assert [(b.kind, b.start, b.minutes) for b in again.blocks] == [(b.kind, b.start, b.minutes) for b in first.blocks]


def test_a_block_that_the_week_ends_in_does_not_stay_as_it_is() -> None:
    early = Hours(days=((Span(start=540, end=1080),),) + ((),) * 6)
    before = [Placed(kind="calls", start=datetime(2026, 8, 10, 14, tzinfo=UTC), minutes=120)]  # 16:00 to 18:00
    (block,) = plan(Want(kind="calls", minutes=120), hours=early, before=before).blocks
    assert block.start == before[0].start
    shorter = Hours(days=((Span(start=540, end=1020),),) + ((),) * 6)
    changed = plan(Want(kind="calls", minutes=120), hours=shorter, before=before)
    assert sum(b.minutes for b in changed.blocks) == 120
    assert all(b.start + timedelta(minutes=b.minutes) <= datetime(2026, 8, 10, 15, tzinfo=UTC) for b in changed.blocks)


@settings(max_examples=settings().max_examples * 40 // 100)
@given(weeks(), weeks())
def test_other_hours_than_the_last_version_had_are_kept(week: dict[str, object], other: dict[str, object]) -> None:
    first = plan_week(**week)  # type: ignore[arg-type] # drawn by name
    before = [Placed(kind=b.kind, start=b.start, minutes=b.minutes) for b in first.blocks]
    changed = {**week, "hours": other["hours"]}
    check(plan_week(**changed, before=before), **changed)  # type: ignore[arg-type] # drawn by name


def test_more_wanted_leaves_the_others_where_they_are() -> None:
    first = plan(Want(kind="calls", minutes=300))
    before = [Placed(kind=b.kind, start=b.start, minutes=b.minutes) for b in first.blocks]
    again = plan(Want(kind="calls", minutes=420), before=before)
    assert {b.start for b in first.blocks} <= {b.start for b in again.blocks}


def test_a_kind_is_wanted_once() -> None:
    with pytest.raises(ValueError, match="once"):
        plan(Want(kind="calls", minutes=60), Want(kind="calls", minutes=60))
