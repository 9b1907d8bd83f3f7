"""Which one sentence tells a person where they stand?

Each case is a function that gives its sentence, or None when it is not the case; the first that applies is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ownit.answers import words
from ownit.answers.measure import base_of
from ownit.answers.standing.record import Period, SubjectStanding
from ownit.method.law import Law, Missing

_UNITS = {
    "bookings": "",
    "new_recurring": "new recurring",
    "margin": "margin",
    "opportunities_opened": "opportunities opened",
    "meetings_held": "meetings held",
}
_ONE = {**_UNITS, "opportunities_opened": "opportunity opened", "meetings_held": "meeting held"}


def compose(s: SubjectStanding, period: Period, as_of: date) -> str:
    """The sentence for one subject; alone first, then with help, always with a range or what is missing."""
    for case in (_too_little, _over, _made, _undecided, _made_with_help, _no_goal, _both):
        text = case(s, period, as_of)
        if text is not None:
            return text
    raise AssertionError("the last case always applies")


def in_short(s: SubjectStanding, period: Period, as_of: date) -> str:
    """The words beside a bar: the two chances, or what is expected where there is no goal.

    Of a period that is over there is no chance any more: made, alone or with help, or missed, and by how much.
    """
    over = as_of >= period.end
    if s.goal is None:
        return measured(float(s.won.total) if over else sum(s.expected), s)
    if over:
        return "not known" if _untold(s.help.as_going) else _came(s, s.goal)
    if s.goal <= s.won.own:
        return "made, alone"
    helped = "made" if s.goal <= s.won.total else _in_a_word(s, s.help.as_going)
    return f"alone {_in_a_word(s, s.alone)}, with help {helped}"


def _in_a_word(s: SubjectStanding, law: Law | Missing) -> str:
    if isinstance(law, Missing):
        return "unknown" if law.code == "origins_unknown" else "too early"
    return words.chance(law.p_hit(float(s.goal or 0)))


def _came(s: SubjectStanding, goal: Decimal) -> str:
    """What became of a goal whose period is over; what is of unknown origin may be one's own."""

    def by(difference: Decimal) -> str:
        return words.amount(difference, s.currency)

    own, total = s.won.own, s.won.total
    if own >= goal:
        return f"made alone, {by(own - goal)} over" if own > goal else "made alone"
    if total < goal:
        alone = "" if own == total or s.won.unknown else f", alone by {by(goal - own)}"
        return f"missed by {by(goal - total)}{alone}"
    if own + s.won.unknown >= goal:
        return "made; whether alone is not known"
    return f"made with help, alone missed by {by(goal - own - s.won.unknown)}"


def _untold(law: Law | Missing) -> bool:
    """Whether the facts do not hold what is measured, so that nothing is known of what came either."""
    return isinstance(law, Missing) and law.code == "measure_not_in_facts"


def measured(value: float, s: SubjectStanding) -> str:
    """An amount in the subject's measure: money with its currency, or a count with its unit."""
    if s.currency is not None:
        return words.amount(value, s.currency)
    units = _ONE if value == 1 else _UNITS
    return f"{words.amount(value)} {units.get(base_of(s.measure), s.measure)}".strip()


def _won(value: float, s: SubjectStanding) -> str:
    """What came of it so far: money is won, and meetings held are meetings held."""
    return f"{measured(value, s)} won" if s.currency is not None else measured(value, s)


_DOING = {"meetings_held": ("holding", "meetings"), "opportunities_opened": ("opening", "opportunities")}


def _making(goal: float, s: SubjectStanding) -> str:
    """What reaching the goal is called: making 1.2 M USD, holding 40 meetings."""
    if s.currency is None and base_of(s.measure) in _DOING:
        verb, noun = _DOING[base_of(s.measure)]
        return f"{verb} {words.amount(goal)} {noun}"
    return f"making {measured(goal, s)}"


def _range(law: Law, s: SubjectStanding) -> str:
    low, high = law.quantile(0.1), law.quantile(0.9)
    return words.span(low, high, s.currency)


def _too_little(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    law = s.help.as_going
    over = as_of >= period.end
    if not isinstance(law, Missing) or (over and not _untold(law)):
        return None
    goal = f"The goal is {measured(float(s.goal), s)}" if s.goal is not None else ""
    if over:
        return f"{period.name} is over. {goal.replace(' is ', ' was ')}{'. ' if goal else ''}{law.text}"
    if s.goal and s.won.total >= s.goal:
        return (
            None if s.won.own >= s.goal else f"{_brought(s, s.goal)} Whether alone too: too early to judge. {law.text}"
        )
    return f"Too early to judge: {_certain(s, period, as_of)}{law.text}{_from_open(s, period, as_of)}"


def _certain(s: SubjectStanding, period: Period, as_of: date) -> str:
    """What is known however little is on record: what is won, what of the goal is left, and until when."""
    total, end = s.won.total, words.day(period.end, as_of)
    won = f"{_won(float(total), s)} so far"
    if s.goal is None:
        return f"{won}. " if total else ""
    goal = measured(float(s.goal), s)
    if not total:
        return f"The goal is {goal} by {end}. "
    left = measured(float(s.goal - total), s)
    return f"{won}, {words.share(float(total / s.goal))} of {goal}; {left} to go by {end}. "


def _brought(s: SubjectStanding, goal: Decimal) -> str:
    """That the goal is won, and how much of it is not known to be one's own."""
    parts = [
        f"{measured(float(amount), s)} of it {how}"
        for amount, how in ((s.won.others, "brought by others"), (s.won.unknown, "of unknown origin"))
        if amount
    ]
    done = " is won" if s.currency is not None else ""
    return f"{words.share(float(s.won.total / goal))} of {measured(float(goal), s)}{done}, {', '.join(parts)}."


def _from_open(s: SubjectStanding, period: Period, as_of: date) -> str:
    """What can be told without a run-rate: renewals, say, are few, and those that fall due are open already."""
    law = s.help.nothing_more
    if not s.goal or not isinstance(law, Law) or as_of >= period.end:
        return ""
    chance = words.chance_of(law.p_hit(float(s.goal)), f"{_making(float(s.goal), s)} by {words.day(period.end, as_of)}")
    so = "is won and open now, and nothing more opened" if s.currency is not None else "there is now, and nothing more"
    return f" With what {so}: {chance}; most likely {_range(law, s)}."


def _over(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    """The period is over: what is won is all there will be."""
    if as_of < period.end:
        return None
    total = float(s.won.total)
    text = f"{period.name} is over: {_won(total, s)}"
    if s.goal:
        text += f", {words.share(total / float(s.goal))} of {measured(float(s.goal), s)}"
    return f"{text}; {_whose(s)}."


def _made(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    """The goal is already made on own deals."""
    if not s.goal or s.won.own < s.goal:
        return None
    share = words.share(float(s.won.own) / float(s.goal))
    law = s.help.as_going
    tail = f" Most likely {_range(law, s)} in all by {words.day(period.end, as_of)}." if isinstance(law, Law) else ""
    how = " is won on your own deals" if s.currency is not None else ""
    return f"Made it alone: {share} of {measured(float(s.goal), s)}{how}.{tail}"


def _made_with_help(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    """The goal is won already, but part of it was brought by others."""
    alone = s.alone
    if not s.goal or s.won.total < s.goal or isinstance(alone, Missing):
        return None
    chance = words.chance_of(alone.p_hit(float(s.goal)), f"making it by {words.day(period.end, as_of)}")
    return f"{_brought(s, s.goal)} Alone: {chance}; most likely {_range(alone, s)}."


def _undecided(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    low, high, helped = s.low.as_going, s.high.as_going, s.help.as_going
    if not s.undecided or isinstance(low, Missing) or isinstance(high, Missing) or isinstance(helped, Missing):
        return None
    why = _not_recorded(s)
    if not s.goal:
        return (
            f"All deals together most likely {_range(helped, s)} by {words.day(period.end, as_of)}; alone anything "
            f"from {words.span(low.quantile(0.1), high.quantile(0.9), s.currency)}, for {why}."
        )
    goal = float(s.goal)
    least, most = words.chance(low.p_hit(goal)), words.chance(high.p_hit(goal))
    alone = f"between {least} and {most}, for {why}" if least != most else f"{least} either way: {why}"
    return (
        f"All deals together: {words.chance_of(helped.p_hit(goal), _making(goal, s))}, most likely "
        f"{_range(helped, s)}. Alone {alone}."
    )


def _not_recorded(s: SubjectStanding) -> str:
    return f"who opened {words.share(s.unknown_share)} of the amount is not recorded"


def without_reason(s: SubjectStanding) -> str:
    """Its sentence without why alone is not told as one figure, for where that is said once of many."""
    why = _not_recorded(s)
    return s.sentence.replace(f", for {why}", "").replace(f": {why}", "")


def reason_of_all(folk: Sequence[SubjectStanding]) -> str:
    """Why alone is not told as one figure of so many of these."""
    shares = sorted(s.unknown_share for s in folk)
    least, most = words.share(shares[0]), words.share(shares[-1])
    part = most if least == most else f"{least.removesuffix(' %')} to {most}"
    return f"Of {len(folk)} people, who opened {part} of the amount is not recorded: alone is told as a range."


def _no_goal(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    low, helped = s.alone, s.help.as_going
    if s.goal or isinstance(low, Missing) or isinstance(helped, Missing):
        return None
    return (
        f"No goal set for {period.name}. Alone most likely {_range(low, s)} by {words.day(period.end, as_of)}; "
        f"with what others bring {_range(helped, s)}."
    )


def _both(s: SubjectStanding, period: Period, as_of: date) -> str | None:
    low, helped = s.alone, s.help.as_going
    goal = float(s.goal or 0)
    if isinstance(low, Missing) or isinstance(helped, Missing):
        missing = low if isinstance(low, Missing) else helped
        return f"Too early to judge: {missing.text if isinstance(missing, Missing) else ''}".strip()
    chance, span = low.p_hit(goal), _range(low, s)
    alone = words.chance_of(chance, f"{_making(goal, s)} by {words.day(period.end, as_of)}")
    text = f"Alone: {alone}; most likely {span}."
    helped_chance, helped_span = words.chance(helped.p_hit(goal)), _range(helped, s)
    if (helped_span, helped_chance) == (span, words.chance(chance)):
        return f"{text} Others bring nothing that changes it."
    return f"{text} With what others bring: {helped_chance}, most likely {helped_span}."


def _whose(s: SubjectStanding) -> str:
    parts = [
        f"{words.amount(float(value))} {label}"
        for value, label in (
            (s.won.own, "your own"),
            (s.won.others, "brought by others"),
            (s.won.unknown, "of unknown origin"),
        )
        if value
    ]
    return ", ".join(parts) if parts else "nothing won" if s.currency is not None else "none"
