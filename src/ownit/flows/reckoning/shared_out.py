"""How is everyone reckoned on all processors, where they are very many?

Laws are many small steps in Python, and threads would take turns at them: so a share of the people and of the groups
goes to each of a few other processes. Each is told all that its share rests on, and nothing else; what comes back is
the same to the bit as if all had been done here.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import numpy as np

from ownit.method.bookings import Group, Reckoned, Reckoning, Share
from ownit.method.deals import Floats, Ints
from ownit.method.ground import Ground

MANY = 500  # people for whom it is worth another process, which takes a second or two to begin
GROUP, MEMBER = 2.0, 0.2  # what a group costs, and each of its members, in people; measured of teams and a company
_PROGRAM = "import pickle, sys; pickle.dump(pickle.load(sys.stdin.buffer).reckoned(), sys.stdout.buffer)"
MOST = 8  # processes: what each is told takes room


def reckon(view: Ground, goals: Floats, groups: Mapping[str, Group]) -> Reckoning:
    """Everybody's and each group's; ``goals`` (people,), NaN where there is none."""
    parts = min(os.cpu_count() or 1, MOST, 1 + len(goals) // MANY)
    hands, load = _dealt(groups, parts, len(goals))
    whose = _filled_up(load, len(goals))
    shares = [
        Share(view=view, goals=goals, people=np.flatnonzero(whose == part), groups=some)
        for part, some in enumerate(hands)
    ]
    people: dict[int, Reckoned] = {}
    found: dict[str, Reckoned] = {}
    for share, told in zip(shares, _done(shares), strict=True):
        people.update(zip(share.people.tolist(), told.people, strict=True))
        found.update(told.groups)
    return Reckoning(people=tuple(people[i] for i in range(len(goals))), groups={name: found[name] for name in groups})


def _dealt(groups: Mapping[str, Group], parts: int, people: int) -> tuple[Sequence[Mapping[str, Group]], list[float]]:
    """Groups dealt out, the largest first, and what they cost each part, in people.

    Each goes to the first that has room for it, for those reckoned together share what is known of their members.
    """
    alike: dict[bytes, dict[str, Group]] = {}
    for name, group in groups.items():
        alike.setdefault(group.members.tobytes(), {})[name] = group
    together = sorted(alike.values(), key=_cost, reverse=True)
    hands: list[dict[str, Group]] = [{} for _ in range(parts)]
    load = [0.0] + [float(MANY)] * (parts - 1)
    even = (people + sum(map(_cost, together)) + sum(load)) / parts
    for same in together:
        part = next((n for n in range(parts) if load[n] + _cost(same) <= even), load.index(min(load)))
        hands[part].update(same)
        load[part] += _cost(same)
    return hands, load


def _cost(same: Mapping[str, Group]) -> float:
    """What groups of the same members cost, in people."""
    return GROUP + MEMBER * len(next(iter(same.values())).members)


def _filled_up(load: Sequence[float], people: int) -> Ints:
    """The part that reckons each person: always the one that has least to do. Shape (people,)."""
    load, whose = list(load), np.empty(people, dtype=np.int64)
    for person in range(people):
        whose[person] = part = load.index(min(load))
        load[part] += 1.0
    return whose


def _done(shares: Sequence[Share]) -> Sequence[Reckoning]:
    """The first is done here while each of the others is done by a process of its own."""
    helpers: list[_Helper] = []
    try:
        helpers.extend(_Helper.begin(share) for share in shares[1:])
        return [shares[0].reckoned(), *(helper.answer() for helper in helpers)]
    finally:
        for helper in helpers:
            helper.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Helper:
    share: Share
    process: subprocess.Popen[bytes] | None = None  # None: it could not be begun
    telling: Thread | None = None

    @classmethod
    def begin(cls, share: Share) -> _Helper:
        # Not a fork, which would copy the engine's threads halfway through their work; and in a session of its own, so
        # that an interruption is told by one process.
        try:
            process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing that anybody wrote
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return cls(share=share)
        # It reads only when it has loaded what it needs, which is not waited for.
        telling = Thread(target=_tell, args=(process, share), daemon=True)
        telling.start()
        return cls(share=share, process=process, telling=telling)

    def answer(self) -> Reckoning:
        """What came of its share; done here if the process did not live to tell, which may have had no room."""
        if self.process is None:
            return self.share.reckoned()
        assert self.process.stdout is not None, "it was asked for"
        try:
            told: Reckoning = pickle.load(self.process.stdout)  # noqa: S301 - from the process begun above
        except (EOFError, pickle.UnpicklingError):
            return self.share.reckoned()
        return told

    def end(self) -> None:
        """It is done, or no longer wanted."""
        if self.process is None or self.telling is None:
            return
        self.process.kill()
        self.process.wait()
        self.telling.join()  # nobody reads any more
        if self.process.stdout is not None:
            self.process.stdout.close()


def _tell(process: subprocess.Popen[bytes], share: Share) -> None:
    assert process.stdin is not None, "it was asked for"
    with suppress(OSError), process.stdin as pipe:  # gone already: its share is done by who asks for its answer
        pickle.dump(share, pipe, pickle.HIGHEST_PROTOCOL)
