"""Is what the story says of each at Northline true in the exports?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ownit.connectors.simulate.northline import northline
from ownit.connectors.simulate.truth import Chance, Truth
from ownit.connectors.simulate.write import write_company

from .conftest import AS_OF, Ask

pytestmark = pytest.mark.slow

Number = Callable[[str, str], Any]
QUARTER = "DATE '2026-07-01' AND DATE '2026-08-12'"
MINE = "FROM Opportunity o JOIN Truth t ON t.id = o.Id WHERE o.OwnerId = {who}"


def chance(truth: Truth, name: str, period: str, kind: str | None = None) -> Chance:
    people: dict[str, tuple[Chance, ...]] = {p.name: p.chances for p in truth.leaders}
    people |= {p.name: p.chances for p in truth.sellers}
    return next(c for c in people[name] if c.period == period and (kind is None or c.kinds == (kind,)))


def test_viktor_is_at_104_percent_and_opened_nothing_himself_since_3_march(
    written: tuple[Path, Truth], number: Number
) -> None:
    won = number("Viktor Hale", f"SELECT sum(o.Amount) {MINE} AND IsWon AND CloseDate BETWEEN {QUARTER}")
    asked = number(
        "Viktor Hale",
        "SELECT QuotaAmount FROM ForecastingQuota WHERE QuotaOwnerId = {who} AND StartDate = '2026-07-01'",
    )
    assert won / asked == pytest.approx(1.04)
    assert number("Viktor Hale", f"SELECT max(CAST(CreatedDate AS DATE)) {MINE} AND t.own") == date(2026, 3, 3)
    assert written[1].seller("Viktor Hale").last_own_opening == date(2026, 3, 3)
    assert chance(written[1], "Viktor Hale", "next_quarter").p_alone == pytest.approx(1 / 8, abs=0.04)


def test_priya_lives_on_marketing_which_pledged_60_and_brought_34(written: tuple[Path, Truth], number: Number) -> None:
    leads = "SELECT count(*) FROM Lead WHERE OwnerId = {who} AND LeadSource IN ('Web', 'Webinar', 'Trade Show')"
    assert number("Priya Raman", f"{leads} AND CAST(CreatedDate AS DATE) BETWEEN {QUARTER}") == 34
    pledge = written[1].pledges[0]
    assert (pledge.pledged, pledge.delivered) == (60, 34)
    now = chance(written[1], "Priya Raman", "quarter")
    assert now.p_with_help == pytest.approx(0.8, abs=0.06)
    assert now.p_alone == pytest.approx(0.2, abs=0.06)


def test_tom_had_3_meetings_of_40_hours_of_mail_and_4_of_6_hours_of_phone(written: tuple[Path, Truth]) -> None:
    tom = written[1].seller("Tom Brandt")
    assert (tom.counts["meetings_held_by_email"], tom.counts["meetings_held_by_call"]) == (3, 4)
    assert (tom.hours["by_email_this_quarter"], tom.hours["by_call_this_quarter"]) == (40, 6)


def test_toms_mails_and_dials_are_in_the_exports(number: Number) -> None:
    tasks = f"SELECT count(*) FROM Task WHERE OwnerId = {{who}} AND ActivityDate BETWEEN {QUARTER}"
    to_account = "AND WhatId LIKE '001%'"
    assert number("Tom Brandt", f"{tasks} AND Subject = 'Email: Introduction' {to_account}") == 120
    held = f"SELECT count(*) FROM Event WHERE OwnerId = {{who}} AND ActivityDate BETWEEN {QUARTER} {to_account}"
    assert number("Tom Brandt", f"{held} AND Meeting_Outcome__c = 'Held'") >= 7


def test_mei_opened_9_of_12_in_the_last_three_weeks_and_1_could_still_close(number: Number) -> None:
    opened = f"SELECT count(*) {MINE} AND t.own AND CAST(CreatedDate AS DATE) BETWEEN"
    assert number("Mei Lindqvist", f"{opened} DATE '2026-04-01' AND DATE '2026-06-30'") == 12
    assert number("Mei Lindqvist", f"{opened} DATE '2026-06-10' AND DATE '2026-06-30'") == 9
    first = "(SELECT min_by(CloseDate, CreatedDate) FROM OpportunityHistory h WHERE h.OpportunityId = o.Id)"
    late = f"{opened} DATE '2026-06-10' AND DATE '2026-06-30' AND {first} <= DATE '2026-06-30'"
    assert number("Mei Lindqvist", late) == 1


def test_carlos_shows_2_1_million_and_half_a_million_counts(number: Number) -> None:
    is_open = f"{MINE} AND NOT IsClosed"
    talked = "EXISTS (SELECT 1 FROM Task k WHERE k.WhatId = o.Id AND k.CallDisposition = 'Conversation')"
    met = "EXISTS (SELECT 1 FROM Event e WHERE e.WhatId = o.Id AND e.Meeting_Outcome__c = 'Held')"
    opener = "EXISTS (SELECT 1 FROM Event e WHERE e.WhatId = o.AccountId AND e.Meeting_Outcome__c = 'Held')"
    counts = f"AND Next_Step_Date__c IS NOT NULL AND ({talked} OR {met} OR {opener})"
    assert number("Carlos Mendes", f"SELECT count(*) {is_open}") == 14
    assert number("Carlos Mendes", f"SELECT sum(o.Amount) {is_open}") == 2_100_000
    assert number("Carlos Mendes", f"SELECT sum(o.Amount) {is_open} {counts}") == 500_000
    assert number("Carlos Mendes", f"SELECT count(*) {is_open} AND Next_Step_Date__c IS NULL") == 9


def test_phantoms_had_no_conversation_on_the_deal_or_its_account(ask: Ask) -> None:
    two_way = "('Conversation', 'Meeting set', 'Referral given')"
    talk = f"SELECT 1 FROM Task k WHERE k.AccountId = o.AccountId AND k.CallDisposition IN {two_way}"
    meet = "SELECT 1 FROM Event e WHERE e.AccountId = o.AccountId AND e.Meeting_Outcome__c = 'Held'"
    phantom = "FROM Opportunity o JOIN Truth t ON t.id = o.Id WHERE t.phantom"
    assert ask(f"SELECT count(*) {phantom} AND (EXISTS ({talk}) OR EXISTS ({meet}))") == [(0,)]
    assert ask(f"SELECT count(*) > 20 {phantom}") == [(True,)]


def test_jonas_had_61_conversations_and_opened_3(number: Number) -> None:
    calls = f"SELECT count(*) FROM Task WHERE OwnerId = {{who}} AND ActivityDate BETWEEN {QUARTER}"
    talks = "AND CallDisposition IN ('Conversation', 'Meeting set') AND WhatId LIKE '001%'"
    served = "AND AccountId NOT IN (SELECT Id FROM Account WHERE Customer_Since__c < '2024-07-01')"
    marketed = "AND AccountId NOT IN (SELECT ConvertedAccountId FROM Lead WHERE ConvertedAccountId IS NOT NULL)"
    assert number("Jonas Weber", f"{calls} {talks} {served} {marketed}") == 61
    assert number("Jonas Weber", f"SELECT count(*) {MINE} AND t.own AND t.created_on BETWEEN {QUARTER}") == 3


def test_lea_had_9_conversations_on_half_the_hours_and_half_the_conversion(written: tuple[Path, Truth]) -> None:
    lea, ingrid = written[1].seller("Lea Novak"), written[1].seller("Ingrid Solberg")
    assert lea.counts["conversations"] == 9
    assert lea.hours["create"] / ingrid.hours["create"] == 0.5
    sellers = {s.name: s for s in northline().sellers}
    weak, usual = (sellers[n].yields.dials for n in ("Lea Novak", "Ingrid Solberg"))
    assert weak.per_touch / usual.per_touch == pytest.approx(0.5, abs=0.05)


def test_aisha_makes_it_alone_by_referrals_on_tuesday_and_thursday_mornings(
    written: tuple[Path, Truth], number: Number
) -> None:
    assert chance(written[1], "Aisha Bello", "quarter").p_alone == pytest.approx(0.9, abs=0.05)
    asks = "FROM Task WHERE OwnerId = {who} AND Subject = 'Referral ask'"
    morning = "AND dayofweek(ActivityDate) IN (2, 4)"
    share = f"SELECT avg(CASE WHEN dayofweek(ActivityDate) IN (2, 4) THEN 1.0 ELSE 0.0 END) {asks}"
    assert number("Aisha Bello", share) > 0.7
    assert number("Aisha Bello", f"SELECT count(*) {asks} {morning}") > 100


def test_ruth_is_in_month_3_with_2_deals_and_5_conversations_a_week(
    written: tuple[Path, Truth], number: Number
) -> None:
    assert number("Ruth Adler", f"SELECT count(*) {MINE}") == 2
    assert number("Ruth Adler", 'SELECT Hire_Date__c FROM "User" WHERE Id = {who}') == date(2026, 5, 11)
    assert written[1].seller("Ruth Adler").counts["conversations"] / (43 / 7) == pytest.approx(5, abs=0.1)


def test_sam_held_31_of_40_meetings(written: tuple[Path, Truth], number: Number) -> None:
    held = f"SELECT count(*) FROM Event WHERE OwnerId = {{who}} AND ActivityDate BETWEEN {QUARTER}"
    assert number("Sam Ortiz", f"{held} AND Meeting_Outcome__c = 'Held'") == 31
    goal = "SELECT QuotaQuantity FROM ForecastingQuota WHERE QuotaOwnerId = {who} AND StartDate = '2026-07-01'"
    assert number("Sam Ortiz", goal) == 40
    assert number("Sam Ortiz", "SELECT count(*) FROM Opportunity WHERE CreatedById = {who}") > 10


def test_nadia_keeps_94_percent_of_38_customers_and_asked_4_for_a_referral(
    written: tuple[Path, Truth], number: Number
) -> None:
    mine = "FROM Account WHERE OwnerId = {who} AND Type"
    assert number("Nadia Petrov", f"SELECT count(*) {mine} = 'Customer' AND Customer_Since__c < '2024-07-01'") == 38
    year = "AND o.Type = 'Renewal' AND IsClosed AND CloseDate > DATE '2025-08-12'"
    assert number("Nadia Petrov", f"SELECT avg(IsWon::INT) {MINE} {year}") == pytest.approx(0.94, abs=0.006)
    asks = f"FROM Task WHERE OwnerId = {{who}} AND Subject = 'Referral ask' AND ActivityDate BETWEEN {QUARTER}"
    assert number("Nadia Petrov", f"SELECT count(DISTINCT AccountId) {asks}") == 4
    asked = f"AccountId IN (SELECT Id {mine} = 'Customer')"
    assert number("Nadia Petrov", f"SELECT count(*) {asks} AND {asked}") == 4
    assert chance(written[1], "Nadia Petrov", "quarter", "renewal").p_with_help == pytest.approx(0.94, abs=0.03)


def test_dana_is_at_4_in_10_for_9_6_million_and_has_not_acted(written: tuple[Path, Truth]) -> None:
    dana = written[1].leader("Dana Okafor")
    year = chance(written[1], "Dana Okafor", "year")
    assert year.quota == 9_600_000
    assert year.p_alone == pytest.approx(0.4, abs=0.06)
    assert dana.exempts == (written[1].seller("Viktor Hale").number,)
    assert dana.checkins_held < dana.checkins_due / 2
    assert (len(dana.findings_waiting_days), max(dana.findings_waiting_days)) == (4, 41)


def test_ben_is_on_course_alone_and_held_all_check_ins(written: tuple[Path, Truth]) -> None:
    ben = written[1].leader("Ben Carver")
    assert chance(written[1], "Ben Carver", "quarter").p_alone == pytest.approx(0.8, abs=0.05)
    assert chance(written[1], "Ben Carver", "year").p_alone == pytest.approx(0.8, abs=0.05)
    assert (ben.checkins_held, ben.checkins_due, ben.findings_waiting_days) == (12, 12, ())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_counts_hold_whatever_the_seed(tmp_path: Path, seed: int) -> None:
    truth = write_company(northline(), tmp_path, seed=seed, as_of=AS_OF, continuations=0)
    of = {s.name: s.counts for s in truth.sellers}
    assert of["Jonas Weber"]["conversations"] == 61
    assert of["Sam Ortiz"]["meetings_held"] == 31
    assert of["Priya Raman"]["leads"] == 34
    assert (of["Carlos Mendes"]["open"], of["Carlos Mendes"]["open_counted_amount"]) == (14, 500_000)
    assert (of["Tom Brandt"]["meetings_held_by_email"], of["Tom Brandt"]["meetings_held_by_call"]) == (3, 4)
    assert of["Nadia Petrov"]["customers_asked"] == 4
    assert of["Lea Novak"]["conversations"] == 9


def test_the_demo_export_is_small(written: tuple[Path, Truth]) -> None:
    assert sum(f.stat().st_size for f in written[0].rglob("*") if f.is_file()) < 10_000_000
