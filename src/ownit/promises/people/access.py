"""Who may see and do what?

The one place that decides. ``whose_*`` gives the people about whom a viewer may see something; ``check_*`` raises
NotAllowedError when the viewer may not do something. The rules:

- the operator, at the workspace's own keyboard, may see and do everything;
- yourself: all;
- a buddy: your week's promises and check-ins, not your deals;
- a leader, for the tree below: the standing and goals, the plan and the work in sums (hours, conversations, meetings
  held, deals opened, blocks kept); never the week's words between you and your buddy, your own sentence why, what
  you earn, or a single deal;
- everyone else: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownit.promises.people.errors import NotAllowedError
from ownit.promises.people.hierarchy import Hierarchy
from ownit.promises.people.relations import buddies_on, leaders_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is looking: the operator, or a person; neither is a stranger, who may see and do nothing."""

    person: int | None = None
    operator: bool = False

    @property
    def signature(self) -> str:
        """How rows recorded by this viewer are signed."""
        return "operator" if self.operator else f"person:{self.person}"


OPERATOR = Viewer(operator=True)
"""The person at the workspace's own keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The people about whom something may be seen."""

    everyone: bool = False
    ids: frozenset[int] = frozenset()

    def __contains__(self, person: int) -> bool:
        return self.everyone or person in self.ids


EVERYONE = Scope(everyone=True)
NOBODY = Scope()


def _own(viewer: Viewer) -> frozenset[int]:
    return frozenset() if viewer.person is None else frozenset({viewer.person})


def _own_and_below(viewer: Viewer, on: date) -> Scope:
    if viewer.operator:
        return EVERYONE
    if viewer.person is None:
        return NOBODY
    return Scope(ids=_own(viewer) | leaders_on(on).below(viewer.person))


def whose_deals(viewer: Viewer) -> Scope:
    """Whose single opportunities, accounts and leads may be seen: one's own."""
    return EVERYONE if viewer.operator else Scope(ids=_own(viewer))


def whose_standing(viewer: Viewer, on: date) -> Scope:
    """Whose goals and standing may be seen: one's own and those of the tree below."""
    return _own_and_below(viewer, on)


def whose_work(viewer: Viewer, on: date) -> Scope:
    """Whose work may be seen in sums: one's own and that of the tree below."""
    return _own_and_below(viewer, on)


def whose_week(viewer: Viewer, on: date) -> Scope:
    """Whose week's promises and check-ins may be seen: one's own, and those of the people one is a buddy of."""
    if viewer.operator:
        return EVERYONE
    if viewer.person is None:
        return NOBODY
    return Scope(ids=_own(viewer) | {person for person, buddy in buddies_on(on).items() if buddy == viewer.person})


def whose_name(viewer: Viewer, on: date) -> Scope:
    """Whose name, e-mail and role may be seen: one's own tree's, leaders' and buddies', either way."""
    if viewer.operator:
        return EVERYONE
    if viewer.person is None:
        return NOBODY
    tree, buddies = leaders_on(on), buddies_on(on)
    near = {person for person, buddy in buddies.items() if buddy == viewer.person}
    near |= {buddies[viewer.person]} if viewer.person in buddies else set()
    return Scope(ids=_own(viewer) | tree.below(viewer.person) | set(tree.above(viewer.person)) | near)


def whose_kept_blocks(viewer: Viewer, on: date) -> Scope:
    """Whose kept and missed blocks may be seen, in numbers: those whose work may be, and those one is a buddy of."""
    work, week = whose_work(viewer, on), whose_week(viewer, on)
    return EVERYONE if work.everyone else Scope(ids=work.ids | week.ids)


def check_see_blocks(viewer: Viewer, person: int) -> None:
    """Seeing a person's hours, calendars and single blocks: that person only; others see numbers."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("see someone else's blocks and calendars", "each person their own")


def check_plan_blocks(viewer: Viewer, person: int) -> None:
    """Planning a person's blocks, and saying what became of them: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("plan someone else's time", "each person their own")


def check_see_plan(viewer: Viewer, person: int) -> None:
    """Seeing a person's plan whole: that person only; a leader sees sums, a buddy the week's promises."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("see the whole of someone else's plan", "each person their own")


def check_adopt_plan(viewer: Viewer, person: int) -> None:
    """Adopting a plan, which is a promise: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("undertake something for someone else", "each person for themselves")


def check_hear_said(viewer: Viewer, person: int) -> None:
    """Hearing what a person said of themselves, why the number matters to them and what they earn: that person."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("hear what someone else said of themselves", "each person what they said")


def check_say(viewer: Viewer, person: int) -> None:
    """Saying something of a person's own selling: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("answer for someone else", "each person for themselves")


def check_set_goal(viewer: Viewer, person: int | None, on: date) -> None:
    """Setting or changing the goal of a person or of that person's team (None: of the company)."""
    if not _leads(viewer, person, on):
        raise NotAllowedError("set this goal", "a leader above, or whoever is at the workspace's own keyboard,")


def check_set_leader(viewer: Viewer, person: int, on: date) -> None:
    """Saying by hand who leads a person."""
    if not _leads(viewer, person, on):
        raise NotAllowedError("say who leads this person", "a leader above, or the workspace's own keyboard,")


def check_set_buddy(viewer: Viewer, person: int, on: date) -> None:
    """Choosing the buddy of a person: that person or a leader above."""
    if viewer.person != person and not _leads(viewer, person, on):
        raise NotAllowedError("choose this person's buddy", "the person, or a leader above,")


def check_correct_profile(viewer: Viewer, person: int, on: date) -> None:
    """Correcting a person's name, e-mail or role: that person or a leader above."""
    if viewer.person != person and not _leads(viewer, person, on):
        raise NotAllowedError("correct this person's name", "the person, or a leader above,")


def check_answer_origin(viewer: Viewer, person: int) -> None:
    """Answering who opened an opportunity, for a person: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("answer for someone else who opened a deal", "each person for themselves")


def check_keep_journal(viewer: Viewer, person: int) -> None:
    """Writing a person's journal, or taking a line of it back: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("write someone else's journal", "each person for themselves")


def check_keep_targets(viewer: Viewer, person: int) -> None:
    """Adding, accepting, dropping or touching a person's targets: that person only."""
    if not viewer.operator and viewer.person != person:
        raise NotAllowedError("change someone else's targets", "each person for themselves")


def check_choose(viewer: Viewer, on: date) -> None:
    """Making a choice for the whole organisation."""
    if not _leads(viewer, None, on):
        raise NotAllowedError("choose for the organisation", "a leader at the top, or the workspace's own keyboard,")


def check_bring_facts(viewer: Viewer) -> None:
    """Importing facts, undoing an import, and what follows from either."""
    if not viewer.operator:
        raise NotAllowedError("bring in facts", "whoever is at the workspace's own keyboard")


def _leads(viewer: Viewer, person: int | None, on: date) -> bool:
    """Whether the viewer stands above a person (None: above everyone, at a top)."""
    if viewer.operator:
        return True
    if viewer.person is None:
        return False
    tree: Hierarchy = leaders_on(on)
    return tree.is_top(viewer.person) if person is None else viewer.person in set(tree.above(person))
