"""Do the pages of the method tell the constants that the code has?

Read from the source, so that nothing is imported: a page that tells another value than the code fails here.
"""

from __future__ import annotations

import re

import pytest

from .tree import read


def constant(file: str, name: str) -> str:
    """A constant of a module as it is written, without what is said of it."""
    (found,) = re.findall(rf"(?m)^{name}(?:: [^=\n]+)? = ([^#\n]+)", read(f"src/ownit/{file}"))
    return str(found).strip().replace("_", ",").removesuffix(".0")


@pytest.mark.parametrize(
    ("page", "told", "file", "name"),
    [
        ("amounts", "in bins of {} on the log scale", "method/mixes.py", "BIN_WIDTH"),
        ("amounts", "fewer than {} amounts are known", "method/amounts.py", "SMOOTH_TO"),
        ("amounts", "what a deal is worth takes {}.", "method/amounts.py", "NEEDED"),
        ("amounts", "otherwise 1 with log-sd {}", "method/amounts.py", "RATIO_LOG_SD"),
        ("arrivals", "the run-rate takes {}.", "method/arrivals.py", "NEEDED"),
        ("arrivals", "from 0 to {}.", "method/arrivals.py", "LARGEST_DRIFT"),
        ("blocks", "| PLACED | {} |", "method/blocks/worth.py", "PLACED"),
        ("blocks", "| BLOCK | {} |", "method/blocks/worth.py", "BLOCK"),
        ("blocks", "| STAYS, BEGINS | {},", "method/blocks/worth.py", "STAYS"),
        ("blocks", "| SPREAD | {} |", "method/blocks/worth.py", "SPREAD"),
        ("blocks", "| claim taken off | {} |", "method/blocks/single.py", "YIELDS"),
        ("blocks", "Below {} dials every hour", "method/blocks/connecting.py", "NEEDED"),
        ("bookings", "| factor sd, memory | {},", "method/mixture.py", "FACTOR_SD"),
        ("bookings", "| attainable sums | {} |", "method/known.py", "BUDGET"),
        ("bookings", "| nodes of a person | {} |", "method/solo.py", "SIZE"),
        ("bookings", "| nodes between common ones | {} |", "method/series.py", "BETWEEN"),
        ("bookings", "| exact sums of a group | {} of", "method/atoms.py", "MOST"),
        ("bookings", "none if the likeliest is under {} |", "method/atoms.py", "HEAVY"),
        ("bookings", "| wins expected, up to which they are kept | {} |", "method/atoms.py", "MOST_WINS"),
        ("bookings", "| prices that are a list | {} |", "method/atoms.py", "LIST_PRICES"),
        ("bookings", "| least swing told | {} |", "method/decisive.py", "LEAST"),
        ("breakdown", "| {} deals for a season |", "method/breakdown/season.py", "NEEDED_WON"),
        ("cycle", "half-life {} days |", "method/cycle/abandoned.py", "HALF_LIFE"),
        ("cycle", "| log-sd {} of the factor's sd |", "method/cycle/market.py", "SD_LOG_SD"),
        ("cycle", "| {} days | judgement: two years", "method/cycle/timeline.py", "HISTORY_DAYS"),
        ("lead_times", "| {} deals | [cycle]", "method/lead_times.py", "NEEDED"),
        ("lead_times", "a pause of {} days ends", "facts/measures/first_touches.py", "PAUSE"),
        ("plan", "a week of up to {} hours", "method/plan/mend.py", "LONGEST_WEEK"),
        ("plan", "| log-sd {} of a word,", "method/plan/said.py", "WORD_CHAIN_LOG_SD"),
        ("plan", "| log-sd {} of single deals about a typical amount", "method/plan/said.py", "AMOUNT_LOG_SD"),
        ("plan", "| {} dials an hour;", "method/plan/usual.py", "DIALS_AN_HOUR"),
        ("rates", "| weight of a published prior | {} observations |", "method/priors.py", "PRIOR_WEIGHT"),
        ("rates", "above {}, the 5 % point", "method/pooling.py", "LIKELIHOOD_RATIO_5"),
        ("recalibration", "| deals of past days | {} |", "flows/reckoning/past.py", "LOOKED_AT"),
        ("recalibration", "| windows | {} |", "flows/reckoning/record.py", "WINDOWS"),
        ("recalibration", "| wins before the first window | {} |", "flows/reckoning/record.py", "WON"),
        ("recalibration", "| wins expected in a window | {} |", "method/recalibration.py", "LEAST"),
        ("runway", "| log-sd {} of single deals", "method/ages.py", "WORD_LOG_SD"),
        ("scores", "| own past errors | {} |", "method/rivals.py", "OWN_ERRORS"),
        ("scores", "| windows needed | {} |", "method/clusters.py", "NEEDED"),
        ("yields", "over the last {} weeks", "method/plan/logged.py", "WEEKS"),
        ("yields", "drawn to all people's by {} deals", "method/plan/week.py", "DEALS"),
    ],
)
def test_a_page_tells_the_constant_that_the_code_has(page: str, told: str, file: str, name: str) -> None:
    assert told.format(constant(file, name)) in " ".join(read(f"docs/method/{page}.md").split())
