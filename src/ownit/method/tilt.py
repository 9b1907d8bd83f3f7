"""By how much has the history's own record shown the forecast to be wrong, and how sure is that?

Recalibration multiplies intensities: the hazard of winning of open deals, and the expected number won of deals not yet
opened. Money already won is never touched. What is not known of the factors is mixed in with the common factor, so it
does not average out over people: the variance of its log is added to the common factor's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tilt:
    """Factors of the intensities; ``open_by`` and ``new_by`` (people,) multiply ``open`` and ``new`` person by person.

    ``open`` multiplies the hazard of winning of open deals, ``new`` the expected number won of deals not yet opened;
    ``log_sd`` is the sd of the log of either, common to all.
    """

    open: float = 1.0
    new: float = 1.0
    log_sd: float = 0.0
    open_by: Floats | None = None
    new_by: Floats | None = None

    def __post_init__(self) -> None:
        factors = [self.open, self.new, *(f for by in (self.open_by, self.new_by) if by is not None for f in by)]
        if not all(np.isfinite(f) and f > 0 for f in factors) or not (np.isfinite(self.log_sd) and self.log_sd >= 0):
            raise ValueError("a tilt's factors are above 0 and its log_sd is not below 0")

    def of_open(self, people: int) -> Floats:
        """The factor of each person's open deals, (people,)."""
        return self.open * _each(self.open_by, people)

    def of_new(self, people: int) -> Floats:
        """The factor of what each person will win of deals not yet opened, (people,)."""
        return self.new * _each(self.new_by, people)

    def of_new_of(self, person: int) -> float:
        """The same of one person."""
        return self.new if self.new_by is None else self.new * float(self.new_by[person])


def _each(by: Floats | None, people: int) -> Floats:
    return np.ones(people) if by is None else np.asarray(by, dtype=np.float64)


NO_TILT = Tilt()
