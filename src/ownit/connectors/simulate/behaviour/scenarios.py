"""Which companies are there to be tried?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from ownit.connectors.simulate.behaviour import mechanisms as m
from ownit.connectors.simulate.behaviour.parameters import Behaviour

BASE = Behaviour(name="base", says="a lognormal cycle and a fixed probability of winning")

_OVER_BASE = (
    replace(BASE, name="fifo", says="closes first in first out, so many a month", fifo=m.Fifo()),
    replace(BASE, name="push_coast", says="pushes when behind, coasts when ahead", push_coast=m.PushCoast()),
    replace(BASE, name="pulled", says="pulls deals from the next quarter, at a discount", pulled=m.Pulled()),
    replace(BASE, name="amount_tied", says="large deals take longer and are won less", amount_tied=m.AmountTied()),
    replace(
        BASE, name="account_together", says="deals of one account won together", account_together=m.AccountTogether()
    ),
    replace(BASE, name="two_kinds", says="two kinds of seller, no bell curve", two_kinds=m.TwoKinds()),
    replace(BASE, name="jump", says="the market jumps", jump=m.Jump()),
    replace(
        BASE,
        name="season_once",
        says="a strong season, seen once",
        season_once=m.SeasonOnce(),
        history=m.SeasonOnce().history,
    ),
    replace(BASE, name="mislabelled", says="20 % of sources wrong, 30 % empty", mislabelled=m.Mislabelled()),
    replace(
        BASE,
        name="late_registration",
        says="deals are entered at 60 % of their life",
        late_registration=m.LateRegistration(),
    ),
    replace(BASE, name="bulk_losses", says="losses are closed in bulk twice a year", bulk_losses=m.BulkLosses()),
    replace(BASE, name="deletions", says="half of the dead deals are deleted", deletions=m.Deletions()),
    replace(
        BASE,
        name="deletions_watched",
        says="the same, and an export is read every Monday",
        deletions=m.Deletions(),
        watched=True,
    ),
    replace(BASE, name="overwritten", says="the record is rewritten at closing", overwritten=m.Overwritten()),
    replace(BASE, name="half_unlogged", says="half of what is done is logged", half_unlogged=m.HalfUnlogged()),
    replace(BASE, name="diminishing", says="twice the work, less than twice the deals", diminishing=m.Diminishing()),
    replace(BASE, name="territory", says="who has the good territory works less", territory=m.Territory()),
    replace(BASE, name="leavers", says="people leave, deals change hands", leavers=m.Leavers()),
    replace(BASE, name="heavy_tails", says="a few deals of another order", heavy_tails=m.HeavyTails()),
    replace(BASE, name="giant", says="one giant deal is open", giant=m.Giant(), ends_on=date(2025, 6, 30)),
    replace(BASE, name="no_losses", says="no loss is ever recorded", no_losses=m.NoLosses()),
    replace(
        BASE,
        name="tiny",
        says="under ten closed deals in all",
        tiny=m.Tiny(),
        sellers=m.Tiny().sellers,
        history=m.Tiny().history,
        ends_on=date(2025, 3, 31),
    ),
)

SCENARIOS: Mapping[str, Behaviour] = MappingProxyType({b.name: b for b in (BASE, *_OVER_BASE)})
