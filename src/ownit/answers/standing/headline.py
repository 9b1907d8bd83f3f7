"""Which one sentence opens the screen, and which one thing is there to do next?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ownit.answers import words
from ownit.answers.standing.record import Period, SubjectStanding
from ownit.method.law import Law


def headline(company: SubjectStanding | None, folk: Sequence[SubjectStanding], period: Period, as_of: date) -> str:
    """The company's sentence for who sees it; one's own for who sees one person; else how many are on course."""
    if len(folk) == 1:
        return f"{folk[0].name}. {folk[0].sentence}"
    on_course = f" {_on_course(folk)}" if any(s.goal for s in folk) else ""
    if company is not None:
        return f"{company.sentence}{on_course}"
    return f"{period.name}, as of {words.day(as_of)}.{on_course}"


def _on_course(folk: Sequence[SubjectStanding]) -> str:
    """How many with a goal are more likely than not to make it alone, and with help."""
    held = [s for s in folk if s.goal]
    alone = sum(_likely(s, s.alone) for s in held)
    helped = sum(_likely(s, s.help.as_going) for s in held)
    return (
        f"Of {len(held)} with a goal, {alone or 'none'} will more likely than not make it alone; "
        f"{helped or 'none'} with help."
    )


def _likely(s: SubjectStanding, law: object) -> bool:
    return isinstance(law, Law) and s.goal is not None and law.p_hit(float(s.goal)) >= 0.5


LEANING = 0.10
"""Others' doing is worth a talk from ten points of the chance on; below that the difference is small talk."""


def next_step(folk: Sequence[SubjectStanding], period: Period) -> str:
    """What helps most: a goal if there is none, origins if they leave alone undecided, else who leans on others."""
    if not folk:
        return "Ask as of a later day, or import an export that has opportunities in it: ownit import --help"
    if len(folk) == 1:
        return _for_one(folk[0], period)
    if not any(s.goal for s in folk):
        return f'Set a goal for {period.name}: ownit goal set "{folk[0].name}" AMOUNT --period "{period.name}"'
    if sum(s.undecided for s in folk) * 2 >= len(folk):
        return "Say who opened the largest deals, one key each: ownit facts origins"
    leaning = max(folk, key=_leans)
    if _leans(leaning) >= LEANING:
        return f'Talk to {leaning.name}, whose number leans most on others: ownit standing "{leaning.name}"'
    return "Look a quarter ahead, while there is time to open deals: ownit standing --period next-quarter"


def _for_one(s: SubjectStanding, period: Period) -> str:
    who = s.name.removesuffix("'s team")
    if not s.goal and s.held_elsewhere:
        return f'See what the goal that is held takes: ownit plan "{who}"'
    if not s.goal:
        team = " --team" if who != s.name else ""
        return f'Set a goal for {period.name}: ownit goal set "{who}" AMOUNT --period "{period.name}"{team}'
    if s.undecided:
        return f'Say who opened the largest deals, one key each: ownit facts origins "{who}"'
    return f'Look a quarter ahead, while there is time to open deals: ownit standing "{who}" --period next-quarter'


def _leans(s: SubjectStanding) -> float:
    """How much of the chance to make the goal is others' doing; 0 where it is not known."""
    alone, helped = s.alone, s.help.as_going
    if not (isinstance(alone, Law) and isinstance(helped, Law)) or not s.goal:
        return 0.0
    return helped.p_hit(float(s.goal)) - alone.p_hit(float(s.goal))
