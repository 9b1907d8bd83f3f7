"""Who are the users of the CRM, and what is asked of the sellers?"""

from __future__ import annotations

from datetime import timedelta

from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.numbers import ACCOUNT_MANAGER, LEADER, MARKETING, SDR
from ownit.connectors.simulate.behaviour.sellers import NOT_YET
from ownit.connectors.simulate.clock import day_of
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.parameters import Quota
from ownit.connectors.simulate.people import Firm, Person

ZONE, CURRENCY = "UTC", "USD"


def firm_of(company: Company) -> Firm:
    """What all of them share."""
    return Firm(starts_on=day_of(company.market.first), zone=ZONE, currency=CURRENCY)


def staff_of(company: Company, as_of: int) -> tuple[Person, ...]:
    """Marketing, the leader, the SDR, the account manager, and the sellers hired by then."""
    others = (
        _other(company, MARKETING, "Marketing Operations", "Marketing", -1),
        _other(company, LEADER, "Lee Ader", "Sales Manager", -1),
        _other(company, SDR, "Sid Dear", "SDR", LEADER),
        _other(company, ACCOUNT_MANAGER, "Amy Keeper", "Account Manager", LEADER),
    )
    return others + tuple(
        _seller(company, i, as_of) for i in range(len(company.sellers)) if company.sellers.hired[i] <= as_of
    )


def _other(company: Company, number: int, name: str, title: str, manager: int) -> Person:
    return Person(
        number=number,
        name=name,
        title=title,
        manager=manager,
        segment=None,
        hired_on=day_of(company.market.first),
        ramp_until=None,
        left_on=None,
        quotas=(),
    )


def _seller(company: Company, index: int, as_of: int) -> Person:
    hired, left = int(company.sellers.hired[index]), int(company.sellers.left[index])
    first = company.market.first if hired == NOT_YET else hired
    leavers = company.behaviour.leavers
    ramp = None if hired == NOT_YET or leavers is None else day_of(first) + timedelta(days=leavers.ramp)
    return Person(
        number=int(company.sellers.numbers[index]),
        name=f"Seller {index + 1}",
        title="Account Executive",
        manager=LEADER,
        segment=None,
        hired_on=day_of(first),
        ramp_until=ramp,
        left_on=day_of(left) if left <= min(as_of, NEVER - 1) else None,
        quotas=(Quota(amount=float(company.quotas[index, 1])),),
    )
