"""The inner loop of ``cycle_pieces``, compiled: it fills arrays that are given to it.

As plain as those of :mod:`ownit.method.loops`, and for the same reason: compiling it is what a first use waits for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownit.method.compiled import compiled
from ownit.method.deals import Flags, Floats, Ints

Narrow = NDArray[np.int32]

# The columns of ``lives``, whole numbers all.
AGE, EXIT, CREATED, RECORD, BIN, BAND, SLICE, NOW, FIRST, AFTER, ENDED = range(11)


@compiled
def count(
    lives: Narrow,
    weight: Floats,
    until: Ints,
    ends: Ints,
    start: Narrow,
    stop: Narrow,
    stage: Narrow,
    sizes: Ints,
    held: Flags,
    sums: Floats,
) -> None:
    """``held`` (cells,) says of which cells there is anything in these lives, ``sums`` (cells, 4) what.

    ``lives`` (lives, 11) and ``weight`` (lives,). A life is followed from AGE, in BIN and SLICE, to EXIT; its deal's
    stays, with ``start``, ``stop`` and ``stage`` (stays,), are those from FIRST to before AFTER; ENDED is the column of
    ``sums`` that its end counts in, or -1. ``until`` (bins,) are the ages at which bins end, and ``ends`` (slices,) the
    days on which slices do. ``sizes`` is how many bands, slices, classes and bins of now there are: in that order,
    within a bin, cells are numbered; ``sums`` are exposure, that before the record, won and lost.
    """
    for i in range(len(lives)):
        age = lives[i, AGE]
        b = lives[i, BIN]
        s = lives[i, SLICE]
        j = lives[i, FIRST]
        met = 0
        while age < lives[i, EXIT]:
            if j < lives[i, AFTER] and stop[j] <= age:
                j += 1
                continue
            end = lives[i, EXIT]
            if until[b] < end:
                end = until[b]
            if ends[s] - lives[i, CREATED] < end:
                end = ends[s] - lives[i, CREATED]
            here = -met  # after a stay that this piece met: of no class, not counted
            if j < lives[i, AFTER] and start[j] < end:
                met = 1
                if start[j] > age:  # before one
                    here = -1
                    end = start[j]
                else:
                    here = stage[j]
                    if stop[j] < end:
                        end = stop[j]
            if here >= 0:
                at = ((b * sizes[0] + lives[i, BAND]) * sizes[1] + s) * sizes[2] + here
                at = at * sizes[3] + lives[i, NOW]
                held[at] = True
                seen = lives[i, RECORD]
                if seen < age:
                    seen = age
                if seen > end:
                    seen = end
                sums[at, 0] += (end - seen) * weight[i]
                sums[at, 1] += (seen - age) * weight[i]
                if end == lives[i, EXIT] and lives[i, ENDED] >= 0:
                    sums[at, lives[i, ENDED]] += weight[i]
            age = end
            if age == until[b]:
                b += 1
                met = 0
            if age == ends[s] - lives[i, CREATED]:
                s += 1
                met = 0
