"""Which one sentence opens the screen, and which one thing is there to do next?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ownit.answers import words
from ownit.answers.commands import about, whose
from ownit.answers.standing.record import Period, SubjectStanding
from ownit.method.law import Law, Missing


def headline(company: SubjectStanding | None, folk: Sequence[SubjectStanding], period: Period, as_of: date) -> str:
    """The company's sentence for who sees it; one's own for who sees one person; else how many are on course."""
    if len(folk) == 1:
        return f"{folk[0].name}. {folk[0].sentence}"
    told = _made if as_of >= period.end else _on_course
    on_course = f" {told(folk)}" if any(s.goal for s in folk) else ""
    if company is not None:
        return f"{company.sentence}{on_course}"
    if not folk:
        return f"No amount won or open and no goal is known for {period.name}, as of {words.day(as_of)}."
    return f"{period.name}, as of {words.day(as_of)}.{on_course}"


def _on_course(folk: Sequence[SubjectStanding]) -> str:
    """How many with a goal are more likely than not to make it alone, and with help; of whom anything can be told."""
    with_goal = [s for s in folk if s.goal]
    held = [s for s in with_goal if isinstance(s.help.as_going, Law) or s.won.total >= (s.goal or 0)]
    if not held:
        return f"Of {len(with_goal)} with a goal, for nobody can it be told yet."
    alone = sum(_likely(s, s.alone, s.won.own) for s in held)
    helped = sum(_likely(s, s.help.as_going, s.won.total) for s in held)
    return (
        f"Of {len(with_goal)} with a goal, {alone or 'none'} will more likely than not make it alone; "
        f"{helped or 'none'} with help{_untold(len(with_goal) - len(held))}."
    )


def _untold(others: int) -> str:
    return f"; of {others} it cannot be told yet" if others else ""


def _made(folk: Sequence[SubjectStanding]) -> str:
    """The same of a period that is over: how many won their goal."""
    held = [(s.won, s.goal) for s in folk if s.goal]
    alone = sum(won.own >= goal for won, goal in held)
    helped = sum(won.total >= goal for won, goal in held)
    return f"Of {len(held)} with a goal, {alone or 'none'} made it alone; {helped or 'none'} with help."


def _likely(s: SubjectStanding, law: object, won: Decimal) -> bool:
    if s.goal is None:
        return False
    if won >= s.goal:
        return True  # however little there is to judge the rest by
    return isinstance(law, Law) and law.p_hit(float(s.goal)) >= 0.5


def _ageless(s: SubjectStanding) -> bool:
    """Whether nothing can be told of someone whose open deals all lack the day they were created."""
    return (
        isinstance(s.help.as_going, Missing)
        and bool(s.evidence.get("undated"))
        and not s.evidence.get("open_deals")
        and s.help.as_going.code == "too_few_won"
    )


LEANING = 0.10
"""Others' doing is worth a talk from ten points of the chance on; below that the difference is small talk."""


def next_step(
    folk: Sequence[SubjectStanding], period: Period, as_of: date, members: Sequence[SubjectStanding] = ()
) -> str:
    """What helps most: a goal if there is none, origins if they leave alone undecided, else who leans on others.

    Never the question that was just asked; of a period that is over the one that runs. ``members``: of the one team
    that is told.
    """
    if not folk:
        return nothing_yet(past=False, recorded=True, who=None)
    if as_of >= period.end:
        who = f' "{_who(folk[0])}"' if len(folk) == 1 else ""
        return f"See the period that runs: ownit standing{who}"
    if all(map(_ageless, folk)):
        return "Import these deals again, with the day each was created: without it no chance can be told"
    if len(folk) == 1:
        return _for_one(folk[0], period, as_of, members)
    if not any(s.goal for s in folk):
        return _set_goal(folk[0], period)
    if sum(s.undecided for s in folk) * 2 >= len(folk):
        return "Say who opened the largest deals, one key each: ownit facts origins"
    if talk := _talk(folk):
        return talk
    if period.start > as_of:
        return f"See what it takes of each: ownit plan --everyone{_when(period, as_of)}"
    return "Look a quarter ahead, while there is time to open deals: ownit standing --period next-quarter"


def nothing_yet(*, past: bool, recorded: bool, who: str | None, deals: bool = False) -> str:
    """What gives a standing where nobody has one: a later day only of the ``past``, an export or, where no CRM has
    ``recorded`` anything, a line of one's own; ``who`` as the one was named who is asked about; ``deals``: there
    are some, of which nothing can be told.
    """
    if past:
        return f"Ask as of today: {about('ownit standing', who)}"
    if not recorded:
        won = whose('ownit log "won NAME 20k"', who)
        return f"Keep a deal when you open, win or lose it, and it is told here: {won}"
    if who is not None:
        return "See who has deals on record: ownit standing"
    if deals:
        return "See what keeps the deals that are there from being told: ownit facts quality"
    return "Import an export that has opportunities in it: ownit import --help"


def _talk(folk: Sequence[SubjectStanding]) -> str:
    """Whom to talk to first: who leans most on others, if anyone does; empty else."""
    leaning = max(folk, key=_leans, default=None)
    if leaning is None or _leans(leaning) < LEANING:
        return ""
    who = _who(leaning)
    whose = "number" if who == leaning.name else "team's number"
    return f'Talk to {who}, whose {whose} leans most on others: ownit standing "{who}"'


def _for_one(s: SubjectStanding, period: Period, as_of: date, members: Sequence[SubjectStanding]) -> str:
    who = _who(s)
    if not s.goal and s.held_elsewhere:
        return f'See what the goal that is held takes: ownit plan "{who}"'
    if not s.goal:
        return _set_goal(s, period)
    if s.undecided:
        return f'Say who opened the largest deals, one key each: ownit facts origins "{who}"'
    if who != s.name:
        if talk := _talk(members):
            return talk
        return f'See what it takes of each in the team: ownit plan "{who}" --everyone{_when(period, as_of)}'
    return f'See what it takes each week to make it alone: ownit plan "{who}"{_when(period, as_of)}'


def _set_goal(s: SubjectStanding, period: Period) -> str:
    """The command that sets a goal, with a figure that shows how one is written."""
    who = _who(s)
    team = " --team" if who != s.name else ""
    return (
        f"Set a goal for {period.name}, with your figure for the 300k: "
        f'ownit goal set "{who}" 300k --period "{period.name}"{team}'
    )


def _who(s: SubjectStanding) -> str:
    """A person's name, or that of who leads the team."""
    return s.name.removesuffix("'s team")


def _when(period: Period, as_of: date) -> str:
    """The option that names a period to come; the one that runs needs none."""
    return f' --period "{period.name}"' if period.start > as_of else ""


def _leans(s: SubjectStanding) -> float:
    """How much of the chance to make the goal is others' doing; 0 where it is not known."""
    alone, helped = s.alone, s.help.as_going
    if not (isinstance(alone, Law) and isinstance(helped, Law)) or not s.goal:
        return 0.0
    return helped.p_hit(float(s.goal)) - alone.p_hit(float(s.goal))
