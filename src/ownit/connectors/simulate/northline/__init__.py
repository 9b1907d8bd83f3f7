"""Who works at Northline Instruments, and what is true of each on 12 August 2026?

A maker of lab equipment with a 90-day cycle and two teams. The counts in the story hold exactly for the default day,
whatever the seed; the chances are near the story's for ``NORTHLINE_SEED``, and the truth says what they are. Each of
the cast is a function of that name: in :mod:`.danas_pipelines`, :mod:`.danas_effort` or :mod:`.bens`.
"""

from ownit.connectors.simulate.northline.company import NORTHLINE_SEED, northline

__all__ = ["NORTHLINE_SEED", "northline"]
