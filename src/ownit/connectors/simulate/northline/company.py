"""What is Northline as a whole: its leaders, its teams, its market?"""

from __future__ import annotations

from datetime import date

from ownit.connectors.simulate.northline import bens, danas_effort, danas_pipelines
from ownit.connectors.simulate.northline.cast import BEN, DANA, HELEN, PRIYA, VIKTOR
from ownit.connectors.simulate.northline.story import Story
from ownit.connectors.simulate.parameters import Company, Factor, Leader, Pledge, Quota, Seller

NORTHLINE_SEED = 20260812


def northline(as_of: date = date(2026, 8, 12)) -> Company:
    """Northline Instruments; its people's scripts are told relative to ``as_of`` and its quarter."""
    story = Story(as_of=as_of)
    return Company(
        name="Northline Instruments",
        starts_on=date(as_of.year - 2, 7, 1),
        ends_on=date(as_of.year, 12, 31),
        sellers=(*_danas(story), *_bens(story)),
        leaders=(_helen(), _dana(), _ben(as_of.year)),
        pledges=(_marketings_to_priya(story),),
        factor=Factor(sd=0.15, rho=0.8),
        season=(0.95, 1.0, 1.1, 1.0, 1.05, 1.1, 0.9, 0.85, 1.1, 1.1, 1.05, 0.8),
        quarter_end_pull=1.3,
        zone="America/New_York",
    )


def _danas(story: Story) -> tuple[Seller, ...]:
    return (
        danas_pipelines.viktor(story),
        danas_pipelines.priya(story),
        danas_effort.tom(story),
        danas_pipelines.mei(story),
        danas_pipelines.carlos(story),
        danas_effort.jonas(story),
        danas_effort.omar(),
        danas_effort.ingrid(),
        danas_effort.sam(story),
    )


def _bens(story: Story) -> tuple[Seller, ...]:
    return bens.aisha(story), bens.lea(story), bens.ruth(story), bens.nadia(story), bens.greg(story)


def _helen() -> Leader:
    """The head of sales."""
    return Leader(number=HELEN, name="Helen Marsh", quotas=(Quota(amount=3_100_000.0),))


def _dana() -> Leader:
    """9.6 million a year, alone 4 in 10. She exempts Viktor, held 5 of 12 check-ins, and four findings wait for her."""
    return Leader(
        number=DANA,
        name="Dana Okafor",
        above=HELEN,
        quotas=(Quota(amount=2_400_000.0),),
        exempts=(VIKTOR,),
        checkins_due=12,
        checkins_held=5,
        findings_waiting_days=(41, 27, 16, 6),
    )


def _ben(year: int) -> Leader:
    """On course alone, 8 in 10, with all check-ins held."""
    quarters = ((date(year, 1, 1), 930_000.0), (date(year, 4, 1), 905_000.0), (date(year, 7, 1), 545_000.0))
    return Leader(number=BEN, name="Ben Carver", above=HELEN, quotas=(Quota(amount=630_000.0, exceptions=quarters),))


def _marketings_to_priya(story: Story) -> Pledge:
    """60 leads were promised for the quarter, 34 came."""
    return Pledge(
        by="Marketing", to=PRIYA, what="leads", first=story.quarter, last=story.as_of, pledged=60, delivered=34
    )
