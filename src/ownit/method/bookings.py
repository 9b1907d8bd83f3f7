"""What will a period's total be, alone and with help, under the three futures?

total = money won + open deals + deals not yet opened. Given the common factor and the person's own multiplier the parts
are independent (``method.subject``); their sum is laid on a lattice (``method.lattice``) and mixed over the multiplier
(``method.mixture``). *Alone* is an interval where origins are unknown: none of those deals mine, all of them mine.
A group's law, given the common factor, is the sum of its people's; the factor is shared, so it does not average out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from ownit.method import tell
from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle
from ownit.method.deals import Flags, Floats, Gate, Ints, OpenDeals, Origin, Window, Won
from ownit.method.decisive import Decisive, decisive
from ownit.method.ground import Ground, ground
from ownit.method.law import Law, Missing, Outlook
from ownit.method.member import Member
from ownit.method.solo import FUTURES, Solo, solo
from ownit.method.solo import laws as solo_laws
from ownit.method.subject import Subject
from ownit.method.team import Total, total
from ownit.method.team import laws as team_laws
from ownit.method.tilt import NO_TILT, Tilt

_Laws: TypeAlias = Sequence[Sequence[Law]]  # per nested set of origins, of each future there is
NO_PLAN = Missing(code="no_plan", n=0, needed=1, text="No plan has been adopted for this period.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Some people reckoned together: a team, the company. ``members`` index people.

    For a team "own" is anyone in the tree, so origins differ from those of its people: ``origin`` (n deals,), ``won``
    (one row per person) and ``arrivals`` are as seen from the group; None takes the people's own view. ``moved`` (one
    row) is what was won in it beyond what its members of today won: by those who left it, less what others brought.
    """

    members: Ints
    goal: float  # NaN when there is none
    origin: Ints | None = None
    won: Won | None = None
    arrivals: Arrivals | None = None
    moved: Won | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What groups share: a person's parts in each view that differs, and what a group's total takes of them."""

    parts: dict[int, list[tuple[Ground, Subject]]] = field(default_factory=dict)
    members: dict[tuple[int, int], Member] = field(default_factory=dict)

    def of(self, view: Ground, person: int) -> Subject:
        """The person's parts as a group sees them."""
        seen = self.parts.setdefault(person, [])
        for other, parts in tuple(seen):
            if other is view or other.sees_alike(view, person):
                return parts
        parts = view.parts(person)
        seen.append((view, parts))
        return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a reckoning rests on, in deals."""

    open_deals: int  # in the law
    not_counted: int  # open, refused by the gate: in no law
    cannot_check: int  # in the law by their hazard
    undated: int  # open, creation day unknown: in no law
    unknown_amount: int  # open, amount drawn from the amount law
    opened_lately: float | None  # None: how many are opened is not known at all
    won_on_record: float | None  # own wins the person's multiplier rests on; None: no deal's life is known
    unknown_share: float  # of won and open money, the part whose origin is unknown; 0 to 1
    won_without_amount: int  # won in the window, amount unknown: not in the money won


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """A view, and what each person's reckoning rests on in it, counted at once for everybody."""

    view: Ground
    deals: Floats  # (people, 5): those of which Evidence tells, in its order
    worth: Floats  # (people, 2): won and open money, and the part of it of unknown origin

    @classmethod
    def of(cls, view: Ground) -> _Seen:
        """A deal of unknown amount is worth the mean amount, or 1."""
        deals, used, refused = view.deals, view.in_law, view.deals.gate == Gate.NOT_COUNTED
        unknown = np.isnan(deals.amount)
        cannot_check, undated = used & (deals.gate == Gate.CANNOT_CHECK), (deals.age < 0) & ~refused
        typical = 1.0 if isinstance(view.amounts, Missing) else float(view.amounts.value @ view.amounts.weight)
        worth, won = used * np.abs(np.where(unknown, typical, deals.amount)), np.abs(view.won.amount)

        def by_person(of: Sequence[Floats | Flags]) -> Floats:
            return np.stack([np.bincount(deals.person, one, len(view.first) - 1) for one in of], axis=1)

        money = by_person([worth, worth * (deals.origin == Origin.UNKNOWN)])
        return cls(
            view=view,
            deals=by_person([used, refused, cannot_check, undated, used & unknown]),
            worth=money + np.stack([won.sum(axis=1), won[:, Origin.UNKNOWN]], axis=1),
        )

    def evidence(self, people: Ints, moved: Won | None = None) -> Evidence:
        """What these people's reckoning rests on, and the money that ``moved`` beside it."""
        view = self.view
        open_deals, not_counted, cannot_check, undated, unknown_amount = self.deals[people].sum(axis=0).astype(int)
        worth, unknown = self.worth[people].sum(axis=0).tolist()
        without = int(view.won.without_amount[people].sum())
        if moved is not None:
            worth, unknown = worth + float(moved.amount.sum()), unknown + float(moved.amount[0, Origin.UNKNOWN])
            without += int(moved.without_amount[0])
        lately = None if isinstance(view.arrivals, Missing) else float(view.arrivals.opened[people].sum())
        return Evidence(
            open_deals=int(open_deals),
            not_counted=int(not_counted),
            cannot_check=int(cannot_check),
            undated=int(undated),
            unknown_amount=int(unknown_amount),
            opened_lately=lately,
            won_on_record=None if isinstance(view.cycle, Missing) else float(view.cycle.person_won[people].sum()),
            unknown_share=min(max(unknown / worth, 0.0), 1.0) if worth > 0 else 0.0,
            won_without_amount=without,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One subject: alone is an interval when origins are unknown (none of them mine, all of them mine)."""

    alone_low: Outlook
    alone_high: Outlook
    with_help: Outlook
    evidence: Evidence
    decisive: tuple[Decisive, ...] = ()  # of a person with a goal: the open deals that matter, at most five


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """All subjects; ``people`` in the order given."""

    people: tuple[Reckoned, ...]
    groups: Mapping[str, Reckoned]


def reckon(
    people: Sequence[str],
    *,
    deals: OpenDeals,
    cycle: Cycle | Missing,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    won: Won,
    goals: Floats,
    window: Window,
    groups: Mapping[str, Group] | None = None,
    tilt: Tilt | None = None,
    plan: Floats | None = None,
    lift: float | None = None,
) -> Reckoning:
    """Everybody's law and each group's; ``goals`` (people,), NaN where there is none. Deterministic.

    ``plan`` (people,): own openings per day if the plan is carried out, in place of the recent own ones; NaN for none.
    ``lift`` is that of more deals than these (``method.ground.lift``), where these are some people's only.
    ``tilt`` is what recalibration makes of the intensities. Open deals that the gate refuses, or whose creation day is
    unknown, are in no law and are counted in the evidence.
    """
    view = ground(
        deals,
        len(people),
        won=won,
        cycle=cycle,
        amounts=amounts,
        arrivals=arrivals,
        window=window,
        tilt=tilt or NO_TILT,
        plan=plan,
        lifted=lift,
    )
    return Share(view=view, goals=goals, people=np.arange(len(people)), groups=groups or {}).reckoned()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Share:
    """Some people and some groups, and the ground of everybody; ``goals`` are everybody's, ``people`` index them."""

    view: Ground
    goals: Floats
    people: Ints
    groups: Mapping[str, Group]

    def reckoned(self) -> Reckoning:
        """Theirs, in this order."""
        seen = _Seen.of(self.view)
        people = tuple(_person(seen, int(i), float(self.goals[i])) for i in self.people)
        return Reckoning(people=people, groups=_groups(self.view, self.groups))


def _groups(everyone: Ground, groups: Mapping[str, Group]) -> Mapping[str, Reckoned]:
    """Each group's; those who see the deals alike share a view, those with the same members what is to come."""
    views: dict[tuple[int, ...], Ground] = {}
    alike: dict[tuple[int, bytes], list[str]] = {}
    for name, group in groups.items():
        seen = id(group.origin), id(group.won), id(group.arrivals)
        if seen not in views:
            views[seen] = everyone.seen_by(group.origin, group.won, group.arrivals)
        alike.setdefault((id(views[seen]), group.members.tobytes()), []).append(name)
    by_id = {id(view): _Seen.of(view) for view in views.values()}
    found, shared = dict[str, Reckoned](), _Shared()
    for (view, _), names in alike.items():
        found.update(zip(names, _group(by_id[view], [groups[name] for name in names], shared), strict=True))
    return {name: found[name] for name in groups}


def _person(seen: _Seen, person: int, goal: float) -> Reckoned:
    view, laid = seen.view, list[Solo]()

    def laws(won: Sequence[float]) -> _Laws:
        laid.append(solo(view.parts(person), won, goal))
        return solo_laws(laid[0])

    told = _reckoned(seen, np.array([person]), laws)
    return replace(told, decisive=_decisive(view, person, laid[0], told)) if laid else told


def _decisive(view: Ground, person: int, laid: Solo, told: Reckoned) -> tuple[Decisive, ...]:
    """The deals that matter to a person's goal as it goes, or, where that is not known, if nothing more is opened."""
    rows = np.arange(view.first[person], view.first[person + 1])[view.used(person)][laid.parts.row]
    future = 0 if isinstance(told.with_help.as_going, Missing) else 1
    return decisive(laid, future, view.order[rows], view.deals.amount[rows] < 0)


def _group(seen: _Seen, groups: Sequence[Group], shared: _Shared) -> Sequence[Reckoned]:
    """Groups of the same members, who may be held to different goals."""
    view, people, found = seen.view, groups[0].members, []
    to_come: list[Total] = []
    for group in groups:

        def laws(won: Sequence[float], goal: float = group.goal) -> _Laws:
            if not to_come:
                to_come.append(total([shared.of(view, int(i)) for i in people], view.common, shared.members))
            return team_laws(to_come[0], won, goal)

        found.append(_reckoned(seen, people, laws, group.moved))
    return found


def _reckoned(
    seen: _Seen, people: Ints, laws: Callable[[Sequence[float]], _Laws], moved: Won | None = None
) -> Reckoned:
    view, evidence = seen.view, seen.evidence(people, moved)
    beside = 0.0 if moved is None else moved.amount[0]
    won = np.cumsum(view.won.amount[people].sum(axis=0) + beside).tolist()
    if view.window.horizon == 0:  # the window is over: what is won is the total
        return _outlooks([[tell.certain(f, w) for f in FUTURES] for w in won], evidence)
    nothing_more, as_going = view.lacks(people)
    if nothing_more is not None:
        return _outlooks([[nothing_more, *[as_going or nothing_more] * 2]] * 3, evidence)
    no_plan = _no_plan(view, people)
    told: list[Sequence[Law | Missing]] = [
        (first, as_going or second, as_going or no_plan or rest[0]) for first, second, *rest in laws(won)
    ]
    return _outlooks(told, evidence)


def _no_plan(view: Ground, people: Ints) -> Missing | None:
    """Why the plan's law cannot be reckoned; a group's takes everybody's."""
    planned = 0 if view.plan is None else int(np.count_nonzero(~np.isnan(view.plan[people])))
    if planned == len(people):
        return None
    if not planned:
        return NO_PLAN
    text = f"{planned} of {len(people)} people have adopted a plan for this period; the team's takes all."
    return Missing(code="no_plan", n=planned, needed=len(people), text=text)


def _outlooks(told: Sequence[Sequence[Law | Missing]], evidence: Evidence) -> Reckoned:
    low, high, all_ = (Outlook(nothing_more=first, as_going=second, plan=plan) for first, second, plan in told)
    return Reckoned(alone_low=low, alone_high=high, with_help=all_, evidence=evidence)
