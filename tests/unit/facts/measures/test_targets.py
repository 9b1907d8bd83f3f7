"""Do the rules propose the accounts they speak of, on the day they fit, and no others?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.measures.targets import proposed

TODAY = date(2026, 8, 12)


def told(story: Any, as_of: date = TODAY) -> list[tuple[str, str, str, str | None]]:
    rows = proposed(story.tables(), as_of).to_pylist()
    return [
        (r["person_id"], r["rule"], r["name"], None if r["since"] is None else r["since"].isoformat()) for r in rows
    ]


def test_each_rule_finds_its_own(story: Any) -> None:
    """A1 lapsed, A2 lost, A3 untouched, A4 a customer never asked, A5 worked now, A6 has no owner and no deal.

    account
    id | name  | owner_id | customer_since
    A1 | Aral  | viktor   |
    A2 | Bolt  | viktor   |
    A3 | Coral | viktor   |
    A4 | Dune  | priya    | 2020-01-01
    A5 | Elm   | viktor   |
    A6 | Fern  |          |

    opportunity
    id | account_id | owner_id | created_on | outcome | closed_on  | amount
    D1 | A1         | viktor   | 2024-01-01 | won     | 2025-08-11 | 100
    D2 | A2         | viktor   | 2025-01-01 | lost    | 2026-02-09 | 200
    D3 | A5         | viktor   | 2026-08-01 | open    |            | 300
    D4 | A5         | viktor   | 2024-01-01 | lost    | 2024-02-01 | 300

    activity
    id | person_id | on         | account_id | opportunity_id | result         | automated
    T1 | viktor    | 2026-08-01 | A1         |                | referral asked |
    T2 | viktor    | 2026-08-01 |            | D2             |                |
    T3 | viktor    | 2026-05-13 | A3         |                |                |
    T4 | viktor    | 2026-08-01 | A3         |                |                | yes
    T5 | priya     | 2026-08-01 | A4         |                | held           |
    """
    assert told(story) == [
        ("priya", "never_asked", "Dune", "2020-01-01"),
        ("viktor", "lapsed", "Aral", "2025-08-11"),
        ("viktor", "lost", "Bolt", "2026-02-09"),
        ("viktor", "untouched", "Coral", "2026-05-13"),
    ]


def test_the_day_before_none_of_them_fits_yet(story: Any) -> None:
    """A limit is passed, not reached: 365, 183 and 90 days to the day are not yet too long.

    account
    id | name  | owner_id
    A1 | Aral  | viktor
    A2 | Bolt  | viktor
    A3 | Coral | viktor

    opportunity
    id | account_id | created_on | outcome | closed_on  | amount
    D1 | A1         | 2024-01-01 | won     | 2025-08-12 | 100
    D2 | A2         | 2025-01-01 | lost    | 2026-02-10 | 200

    activity
    id | person_id | on         | account_id | result
    T1 | viktor    | 2026-08-01 | A1         | referral given
    T2 | viktor    | 2026-08-01 | A2         |
    T3 | viktor    | 2026-05-14 | A3         |
    """
    assert told(story) == []


def test_as_of_a_day_nothing_later_is_read(story: Any) -> None:
    """On 1 March the win of April and the touch of May had not happened.

    account
    id | name | owner_id
    A1 | Aral | viktor

    opportunity
    id | account_id | created_on | outcome | closed_on  | amount
    D1 | A1         | 2024-01-01 | won     | 2024-06-01 | 100
    D2 | A1         | 2026-03-10 | won     | 2026-04-01 | 900

    activity
    id | person_id | on         | account_id | result
    T1 | viktor    | 2026-05-01 | A1         | referral asked
    """
    assert told(story, date(2026, 3, 1)) == [
        ("viktor", "lapsed", "Aral", "2024-06-01"),
        ("viktor", "never_asked", "Aral", "2024-06-01"),
        ("viktor", "untouched", "Aral", None),
    ]
    assert told(story) == [("viktor", "untouched", "Aral", "2026-05-01")]


def test_the_largest_come_first_and_the_deals_owner_stands_in(story: Any) -> None:
    """Without an owner of the account the owner of its deals is proposed it.

    account
    id | name | owner_id
    A1 | Aral |
    A2 | Bolt |

    opportunity
    id | account_id | owner_id | created_on | outcome | closed_on  | amount
    D1 | A1         | viktor   | 2024-01-01 | lost    | 2024-06-01 | 100
    D2 | A2         | viktor   | 2024-01-01 | lost    | 2024-06-01 | 900
    """
    assert told(story) == [("viktor", "lost", "Bolt", "2024-06-01"), ("viktor", "lost", "Aral", "2024-06-01")]
