"""Is what opens deals counted once, by its channel, and is each own deal put down to what led to it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ownit.facts.known import deals as known_deals
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.effort import Effort, effort
from ownit.facts.measures.effort_acts import NOTHING_SAID, Said
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.logged import CHANNELS

TODAY = date(2026, 8, 12)
ROSTER = Roster(connector=["crm"] * 2, person_id=["priya", "viktor"], person=[0, 1], people=2)
PRIYA, VIKTOR = 0, 1


def told(story: Any, as_of: date = TODAY, said: Said = NOTHING_SAID) -> Effort:
    tables = story.tables()
    return effort(tables, known_deals(tables, as_of, currency="USD"), ROSTER, as_of, said)


def by_channel(of: Any, person: int = VIKTOR) -> dict[str, float]:
    return {kind.value: n for kind, n in zip(CHANNELS, of[person].tolist(), strict=True) if n}


def test_each_activity_is_counted_once_by_its_channel(story: Any) -> None:
    """A1 is a customer, A2 is not. Not counted: what a sequence sent, came in, was no-show, internal or somebody's win.

    account
    id | customer_since
    A1 | 2024-01-01
    A2 |

    activity
    id | person_id | on         | channel | direction | purpose | result         | count | automated | account_id
    C1 | viktor    | 2026-08-10 | call    |           | create  | no answer      | 14    |           |
    C2 | viktor    | 2026-08-10 | call    | inbound   | create  | conversation   |       |           | A2
    C3 | viktor    | 2026-08-10 | call    |           | win     | conversation   |       |           | A2
    E1 | viktor    | 2026-08-10 | e-mail  | outbound  | create  |                |       |           | A2
    E2 | viktor    | 2026-08-10 | e-mail  | outbound  | create  |                |       | yes       | A2
    E3 | viktor    | 2026-08-10 | e-mail  |           | create  |                |       |           | A2
    M1 | viktor    | 2026-05-10 | meeting |           | create  | held           |       |           | A2
    M2 | viktor    | 2026-08-10 | meeting |           | create  | no-show        |       |           | A2
    M3 | viktor    | 2026-08-10 | meeting |           | other   | held           |       |           |
    R1 | viktor    | 2026-08-10 | call    |           | serve   | referral asked |       |           | A1
    R2 | viktor    | 2026-08-10 | call    |           | serve   | referral given |       |           | A1
    T1 | viktor    | 2026-08-10 | call    |           | create  | conversation   |       |           | A1
    S1 | viktor    | 2026-08-10 | call    |           | serve   | conversation   |       |           | A1
    V1 | viktor    | 2026-08-10 | event   |           | create  |                |       |           |
    P1 | priya     | 2026-08-10 | call    |           | create  |                |       |           | A2
    """
    found = told(story).cells
    expected = {"calls": 14, "emails": 1, "meetings": 1, "referrals": 2, "touch": 1, "events": 1}
    assert by_channel(found.done) == expected
    assert by_channel(found.lately) == {k: n for k, n in expected.items() if k != "meetings"}  # M1: 94 days ago
    assert by_channel(found.done, PRIYA) == {"calls": 1}
    assert found.customers.tolist() == [0, 0]  # A1 has no owner


def test_what_is_not_known_yet_on_a_day_is_not_counted(story: Any) -> None:
    """
    activity
    id | person_id | on         | logged_at           | channel | purpose
    C1 | viktor    | 2026-08-01 | 2026-08-01T10:00:00 | call    | create
    C2 | viktor    | 2026-08-01 | 2026-08-09T10:00:00 | call    | create
    C3 | viktor    | 2026-08-06 | 2026-08-06T10:00:00 | call    | create
    """
    assert by_channel(told(story, date(2026, 8, 5)).cells.done) == {"calls": 1}
    assert by_channel(told(story).cells.done) == {"calls": 3}


def test_a_meeting_is_the_call_s_that_set_it_with_its_time(story: Any) -> None:
    """Of A1 by a call, of A2 by a reply to an e-mail, of A3 by nobody's call but a conversation, of A4 too late.

    activity
    id | person_id | on         | channel | direction | purpose | result       | minutes | account_id
    C1 | viktor    | 2026-06-01 | call    |           | create  | meeting set  | 7       | A1
    M1 | viktor    | 2026-06-10 | meeting |           | create  | held         | 60      | A1
    E2 | viktor    | 2026-06-01 | e-mail  | outbound  | create  |              |         | A2
    I2 | viktor    | 2026-06-02 | e-mail  | inbound   | create  |              |         | A2
    M2 | viktor    | 2026-06-10 | visit   |           | create  | held         | 45      | A2
    C3 | viktor    | 2026-06-01 | call    |           | create  | conversation | 2       | A3
    M3 | viktor    | 2026-06-10 | meeting |           | create  | held         | 30      | A3
    C4 | viktor    | 2026-06-01 | call    |           | create  | meeting set  | 2       | A4
    M4 | viktor    | 2026-07-02 | meeting |           | create  | held         | 30      | A4
    """
    found = told(story).cells
    assert by_channel(found.done) == {"calls": 3, "emails": 1, "meetings": 2}
    calls, mails, met = (by_channel(found.minutes)[k] for k in ("calls", "emails", "meetings"))
    assert calls == pytest.approx(7 + 2 + 2 + 3 * 3 + 60 + 15)  # three minutes beside each call, fifteen a meeting
    assert mails == pytest.approx(3 + 45 + 15)  # an e-mail's length is recorded nowhere
    assert met == pytest.approx(2 * (30 + 15))


def test_where_no_call_says_that_it_set_a_meeting_a_conversation_did(story: Any) -> None:
    """
    activity
    id | person_id | on         | channel | purpose | result       | account_id
    C1 | viktor    | 2026-06-01 | call    | create  | conversation | A1
    M1 | viktor    | 2026-06-10 | meeting | create  | held         | A1
    C2 | viktor    | 2026-06-01 | call    | create  | no answer    | A2
    M2 | viktor    | 2026-06-10 | meeting | create  | held         | A2
    """
    assert by_channel(told(story).cells.done) == {"calls": 2, "meetings": 1}


def test_an_own_deal_is_put_down_to_what_led_to_it(story: Any) -> None:
    """D1 a call, D2 the meeting before a later e-mail, D3 its source, D4 nothing, D5 a call too long ago, D6 by Priya.

    D7 names a referral, but Viktor asked for it on no record of D7's account: the source decides.

    opportunity
    id | account_id | owner_id | created_on | created_by_id | source_class | outcome
    D1 | A1         | viktor   | 2026-07-01 | viktor        | cold         | open
    D2 | A2         | viktor   | 2026-07-01 | viktor        | cold         | open
    D3 | A3         | viktor   | 2026-07-01 | viktor        | network      | open
    D4 | A4         | viktor   | 2026-03-01 | viktor        | cold         | lost
    D5 | A5         | viktor   | 2026-07-01 | viktor        | cold         | open
    D6 | A6         | viktor   | 2026-07-01 | viktor        |              | open
    D7 | A7         | viktor   | 2026-07-01 | viktor        | referral     | open

    activity
    id | person_id | on         | channel | direction | purpose | result         | account_id
    C1 | viktor    | 2026-06-25 | call    |           | create  | no answer      | A1
    M2 | viktor    | 2026-06-20 | meeting |           | create  | held           | A2
    E2 | viktor    | 2026-06-30 | e-mail  | outbound  | create  |                | A2
    C3 | viktor    | 2026-06-25 | call    |           | create  | conversation   | A3
    C5 | viktor    | 2026-04-01 | call    |           | create  | conversation   | A5
    C6 | priya     | 2026-06-25 | call    |           | create  | conversation   | A6
    R7 | viktor    | 2026-06-25 | other   |           | create  | referral asked | A9
    C7 | viktor    | 2026-06-26 | call    |           | create  | conversation   | A7
    """
    found = told(story).cells
    # D3's network is no channel that Viktor ever used (he never touched a customer): its call stands.
    assert by_channel(found.opened) == {"calls": 2, "meetings": 1, "referrals": 1}
    assert found.unexplained.tolist() == [0, 2]
    assert found.opened_lately.tolist() == [0, 5]


def test_a_source_that_names_more_than_was_done_tells_of_something_else(story: Any) -> None:
    """Viktor asked once, and two deals name a referral: an ask opens one at most, so the calls before them stand.

    opportunity
    id | account_id | owner_id | created_on | created_by_id | source_class | outcome
    D1 | A1         | viktor   | 2026-07-01 | viktor        | referral     | open
    D2 | A2         | viktor   | 2026-07-01 | viktor        | referral     | open

    activity
    id | person_id | on         | channel | direction | purpose | result         | account_id
    C1 | viktor    | 2026-06-25 | call    |           | create  | conversation   | A1
    C2 | viktor    | 2026-06-25 | call    |           | create  | no answer      | A2
    R1 | viktor    | 2026-06-20 | other   |           | create  | referral asked | A9
    """
    assert by_channel(told(story).cells.opened) == {"calls": 2}


def test_target_accounts_and_farmers_have_channels_of_their_own(story: Any) -> None:
    """A1 is Priya's customer: what she does there of her own accord is keeping in touch. A2 is a target.

    account
    id | owner_id | customer_since
    A1 | priya    | 2024-01-01
    A2 | viktor   |

    activity
    id | person_id | on         | channel | direction | purpose | result       | minutes | account_id
    C1 | priya     | 2026-08-10 | call    |           | serve   | conversation | 20      | A1
    C2 | priya     | 2026-08-10 | call    | inbound   | serve   | conversation | 20      | A1
    M1 | priya     | 2026-08-10 | meeting |           | serve   | held         | 45      | A1
    C3 | viktor    | 2026-08-10 | call    |           | create  | conversation |         | A2
    M3 | viktor    | 2026-08-12 | visit   |           | create  | held         |         | A2
    """
    hunters, farmer = told(story), told(story, said=Said(farmers=[PRIYA], targets=[("crm", "A2")]))
    assert by_channel(hunters.cells.done, PRIYA) == {}
    assert by_channel(farmer.cells.done, PRIYA) == {"touch": 1}
    assert by_channel(farmer.cells.done) == {"targets": 1}  # the visit was set by the call
    assert farmer.cells.customers.tolist() == [1, 0]
    assert farmer.spent.serving[PRIYA] == pytest.approx((45 + 15) / 60)
    assert hunters.spent.serving[PRIYA] == pytest.approx((20 + 3 + 45 + 15) / 60)


def test_winning_a_renewal_is_serving(story: Any) -> None:
    """
    opportunity
    id | account_id | created_on | kind    | outcome | closed_on  | source_class
    D1 | A1         | 2026-06-01 | renewal | won     | 2026-08-10 | renewal
    D2 | A2         | 2026-06-01 | new     | lost    | 2026-08-10 | cold

    activity
    id | person_id | on         | channel | purpose | result       | minutes | opportunity_id
    C1 | viktor    | 2026-08-03 | call    | win     | conversation | 27      | D1
    C2 | viktor    | 2026-08-03 | call    | win     | conversation | 57      | D2
    """
    spent = told(story).spent
    weeks = 2.0  # of record
    assert spent.serving[VIKTOR] == pytest.approx(0.5 / weeks)
    assert spent.winning[VIKTOR] == pytest.approx(1.0 / weeks)
    assert (spent.won_hours[VIKTOR], spent.closed[VIKTOR]) == (1.0, 1.0)


def test_time_told_as_a_whole_stands_for_activities_without_a_length(story: Any) -> None:
    """Fourteen dials at four minutes would be 56; two hours were told.

    activity
    id | person_id | on         | channel | purpose | result    | count | minutes
    J1 | viktor    | 2026-08-10 | call    | create  | no answer | 14    |
    J2 | viktor    | 2026-08-10 | call    | create  |           | 0     | 120
    J3 | priya     | 2026-08-10 | call    | create  | no answer | 14    |
    """
    found = told(story)
    assert by_channel(found.cells.done) == {"calls": 14}
    assert found.cells.minutes[:, CHANNELS.index(Kind.CALLS)] == pytest.approx([56.0, 120.0])


def test_a_good_week_takes_three_weeks_of_it(tell: Any) -> None:
    def weeks(*counts: int) -> float:
        days = [date.fromordinal(TODAY.toordinal() - 7 * i) for i in range(len(counts))]
        rows = "\n".join(
            f"C{i} | viktor | {d} | call | create | {n}" for i, (d, n) in enumerate(zip(days, counts, strict=True))
        )
        story = tell("activity\nid | person_id | on | channel | purpose | count\n" + rows)
        return float(told(story).cells.best[VIKTOR, 0])

    assert weeks(50, 50) == 0.0
    assert weeks(10, 30, 20) == 30.0
    assert weeks(*range(10, 110, 10), 500) == 100.0  # the best of eleven weeks is one week too good


def test_weeks_without_any_count_so_that_four_calls_a_year_are_no_habit(tell: Any) -> None:
    """Of fifty weeks on record four had a call to a customer each, when they bought again; one in five had an event."""
    day = {i: date.fromordinal(TODAY.toordinal() - 7 * i) for i in range(50)}
    calls = [f"C{i} | viktor | {d} | call | create | 20" for i, d in day.items()]
    mails = [f"M{i} | viktor | {day[i]} | email | create | 1" for i in (3, 14, 25, 36)]
    events = [f"E{i} | viktor | {day[i]} | event | create | 1" for i in range(0, 50, 5)]
    rows = "\n".join((*calls, *mails, *events))
    best = told(tell("activity\nid | person_id | on | channel | purpose | count\n" + rows)).cells.best[VIKTOR]
    assert best[CHANNELS.index(Kind.CALLS)] == 20.0
    assert best[CHANNELS.index(Kind.EMAILS)] == 0.0
    assert best[CHANNELS.index(Kind.EVENTS)] == 1.0
