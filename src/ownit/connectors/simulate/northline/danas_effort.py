"""Which of Dana's people work hard at what pays little, who works for others, and who is as usual?"""

from __future__ import annotations

from ownit.connectors.simulate.northline.cast import DANA, INGRID, JONAS, OMAR, SAM, TOM, YIELDS, seller
from ownit.connectors.simulate.northline.story import Story
from ownit.connectors.simulate.parameters import Effort, Help, Hours, Minutes, Quota, Seller, Yield, Yields
from ownit.connectors.simulate.script import Script
from ownit.connectors.simulate.sources import Source


def tom(story: Story) -> Seller:
    """120 e-mails, 40 hours, brought three meetings; 36 dials, 6 hours, brought four."""
    return seller(
        TOM,
        "Tom Brandt",
        DANA,
        240_000.0,
        effort=Effort(dials=6.0, emails=20.0, meetings=0.1, referral_asks=0.1),
        minutes=Minutes(dial=10.0, email=20.0, meeting=60.0, referral_ask=15.0),
        yields=Yields(
            dials=Yield(connect=0.50, conversation=0.60, meeting=0.45, held=0.85, opportunity=0.55),
            emails=Yield(connect=0.10, conversation=0.60, meeting=0.38, held=0.85, opportunity=0.55),
            meetings=YIELDS.meetings,
            referral_asks=YIELDS.referral_asks,
        ),
        script=_toms(story),
        exact=(
            story.exactly(120, "emails"),
            story.exactly(36, "dials"),
            story.exactly(3, "emails", "held"),
            story.exactly(4, "dials", "held"),
        ),
    )


def _toms(story: Story) -> Script:
    """Three deals of his own in the quarter, one of them from e-mail."""
    today = story.today
    return story.told(
        today.deal(23, 110_000),
        today.deal(15, 140_000, Source.EMAIL),
        today.deal(9, 90_000),
        opened_from=story.quarter,
        closed_from=None,
    )


def jonas(story: Story) -> Seller:
    """61 conversations in the quarter and three deals of them: the calls are many, the talk opens little."""
    return seller(
        JONAS,
        "Jonas Weber",
        DANA,
        220_000.0,
        effort=Effort(dials=34.0, emails=0.0, meetings=0.0, referral_asks=0.0),
        yields=Yields(dials=Yield(connect=0.48, conversation=0.60, meeting=0.20, held=0.80, opportunity=0.30)),
        hours=Hours(create=14.0, win=10.0, serve=2.0, other=10.0),
        script=_jonas(story),
        exact=(story.exactly(61, "dials", "conversation"),),
    )


def _jonas(story: Story) -> Script:
    """Three deals of his own in the quarter, from its conversations."""
    today = story.today
    return story.told(
        today.deal(20, 120_000),
        today.deal(13, 95_000),
        today.deal(6, 150_000),
        today.deal(27, 80_000, Source.MARKETING),
        opened_from=story.quarter,
        closed_from=None,
    )


def omar() -> Seller:
    """As usual: his story is that there is none."""
    return seller(OMAR, "Omar Haddad", DANA, 300_000.0)


def ingrid() -> Seller:
    """As usual: her story is that there is none."""
    return seller(INGRID, "Ingrid Solberg", DANA, 300_000.0)


def sam(story: Story) -> Seller:
    """The SDR who books meetings for Priya: 31 of the quarter's 40 are held."""
    return seller(
        SAM,
        "Sam Ortiz",
        DANA,
        0.0,
        role="SDR",
        effort=Effort(dials=24.0, emails=0.0, meetings=0.0, referral_asks=0.0),
        yields=Yields(dials=Yield(connect=0.55, conversation=0.65, meeting=0.60, held=0.85, opportunity=0.0)),
        help=Help(),
        quotas=(Quota(amount=40.0, measure="meetings_held"),),
        customers=0,
        exact=(story.exactly(29, "dials", "held"),),  # two more are the ones that opened deals for Priya
    )
