"""How long do everyone's laws take: P(hit) of 10,000 people with 100 open deals each, beside simulation; and all of it?

P(hit) compiled, on two threads, without and with a mixture of nine nodes; beside Monte Carlo with 10,000 draws written
as well as we can (compiled, float32, the deals' thresholds as 16 random bits, threads), on fewer people and scaled up.
Errors are against a lattice of 8,192 nodes. Then ``reckon`` whole: laws of three sets of origins, two futures and the
deals that matter, company and teams. Seconds by the clock and of the processor, whichever threads used it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import ndtri

from ownit.method import bookings, everyone
from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.bookings import Group
from ownit.method.cycle import AGE_EDGES, Cycle
from ownit.method.deals import Floats, OpenDeals, Window, Won
from ownit.method.known import BUDGET
from ownit.method.solo import SIZE

PEOPLE, DEALS, DRAWS, SIMULATED = 10_000, 100, 10_000, 100
NINE = np.exp(np.linspace(-0.6, 0.6, 9))


@njit(nogil=True, fastmath=True)
def simulated(
    amount: NDArray[np.float32], chance: Floats, goal: Floats, share: Floats, draws: int, out: Floats
) -> None:
    """P(hit) of people (n, deals) by ``draws`` draws: 16 random bits a deal, four deals a step of an xorshift."""
    threshold = np.empty(amount.shape[1], np.uint32)
    for i in range(len(goal)):
        hit = 0.0
        for j in range(len(share)):
            many = draws // len(share)
            for d in range(amount.shape[1]):
                threshold[d] = np.uint32(chance[j, i * amount.shape[1] + d] * 65536.0)
            x = np.uint64(88172645463325252 + i * 7919 + j)
            reached = 0
            for _ in range(many):
                one = np.float32(0.0)
                for d in range(0, amount.shape[1], 4):
                    x ^= x << np.uint64(13)
                    x ^= x >> np.uint64(7)
                    x ^= x << np.uint64(17)
                    for b in range(4):
                        bits = np.uint32((x >> np.uint64(16 * b)) & np.uint64(65535))
                        one += amount[i, d + b] if bits < threshold[d + b] else np.float32(0.0)
                reached += one >= goal[i]
            hit += share[j] * reached / many
        out[i] = hit


def threaded(of: Callable[[slice], None], n: int) -> tuple[float, float]:
    """Do pieces of n things on two threads; seconds by the clock and of the processor."""
    pieces = [slice(at, min(n, at + max(1, n // 16))) for at in range(0, n, max(1, n // 16))]
    clock, processor = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(of, pieces))
    return time.perf_counter() - clock, time.process_time() - processor


def hits(
    amount: Floats, chance: Floats, goal: Floats, share: Floats, budget: int, size: int
) -> tuple[Floats, float, float]:
    """P(hit) of everybody (n, deals) and the seconds it took."""
    n, deals = amount.shape
    out, flat = np.zeros(n), amount.reshape(1, -1)

    def some(part: slice) -> None:
        first = np.arange(part.start, part.stop + 1) * deals
        everyone.hits(first, flat, chance, share, goal[part], budget, size, out[part])

    return out, *threaded(some, n)


def people(n: int) -> tuple[Floats, Floats, Floats]:
    """Lognormal amounts and chances of being won, (n, DEALS), and goals."""
    rng = np.random.default_rng(5)
    amount = np.sort(np.exp(rng.normal(9.5, 0.9, (n, DEALS))), axis=1)
    p = rng.uniform(0.05, 0.4, amount.shape)
    return amount, p, (amount * p).sum(axis=1) * rng.uniform(0.8, 1.3, n)


def beside_simulation(q: int, wanted: float) -> bool:
    """One row of figures; whether it is as quick, and as much quicker, as wanted."""
    amount, p, goal = people(PEOPLE)
    multiplier, share = (NINE, np.full(9, 1 / 9)) if q > 1 else (np.ones(1), np.ones(1))
    chance = np.minimum(multiplier[:, None] * p.ravel(), 0.95)
    hits(amount[:32], chance, goal[:32], share, BUDGET, SIZE)
    ours, clock, processor = hits(amount, chance, goal, share, BUDGET, SIZE)
    some = amount[:SIMULATED].astype(np.float32)
    drawn = np.zeros(SIMULATED)
    simulated(some[:1], chance, goal[:1], share, 90, drawn[:1])

    def simulate(part: slice) -> None:
        at = part.start * DEALS, part.stop * DEALS
        simulated(some[part], chance[:, at[0] : at[1]], goal[part], share, DRAWS, drawn[part])

    theirs = threaded(simulate, SIMULATED)
    exact, *_ = hits(amount[:SIMULATED], chance, goal[:SIMULATED], share, 1, 8192)
    scale = PEOPLE / SIMULATED
    times = theirs[1] * scale / processor
    error, their_error = (float(np.sqrt(np.mean((x[:SIMULATED] - exact) ** 2))) for x in (ours, drawn))
    print(
        f"{q} node(s): {clock:.2f} s by the clock, {processor:.2f} s of the processor;"
        f" wanted: at most {wanted} s on two cores"
    )
    print(
        f"    simulation: {theirs[0] * scale:.1f} s by the clock, {theirs[1] * scale:.1f} s of the processor", end=": "
    )
    print(f"{times:.0f} times as long; wanted: at least 20")
    print(f"    root mean square error: {error:.5f}, of the simulation {their_error:.5f}; wanted: no more", flush=True)
    return min(clock, processor / 2) <= wanted and times >= 20 and error <= their_error


def world(n: int, deals: int, team: int = 8) -> dict[str, Any]:
    """What ``reckon`` takes: n people in teams, with ``deals`` open each, ratios of five values, all origins."""
    rng = np.random.default_rng(6)
    many, shape = n * deals, np.full((1, len(AGE_EDGES)), 1000.0)
    ratio = np.exp(0.1 * ndtri((np.arange(5) + 0.5) / 5))
    amount: Floats = np.round(np.exp(rng.normal(9.5, 0.9, many)), 2).astype(np.float64)
    goals = 0.35 * amount.reshape(n, deals).sum(axis=1)
    opened = np.full((n, 3), 2.0)
    groups = {
        f"{i}": Group(members=np.arange(i, min(n, i + team)), goal=goals[i : i + team].sum()) for i in range(0, n, team)
    }
    groups["company"] = Group(members=np.arange(n), goal=goals.sum())
    return {
        "people": [str(i) for i in range(n)],
        "deals": OpenDeals(
            person=np.repeat(np.arange(n), deals),
            age=rng.integers(0, 400, many),
            amount=amount,
            origin=rng.choice(3, many, p=[0.5, 0.1, 0.4]),
            gate=np.full(many, 2),
            overlay=np.zeros(many, dtype=np.bool_),
        ),
        "cycle": Cycle(
            won_shape=shape,
            won_rate=shape / 0.006,
            lost_shape=shape,
            lost_rate=shape / 0.008,
            band_edges=np.zeros(0),
            zero_won=0.0,
            zero_lost=0.0,
            person_mean=np.exp(rng.normal(0, 0.3, n)),
            person_log_sd=np.full(n, 0.25),
            person_real=np.zeros(n, dtype=np.bool_),
            person_won=np.full(n, 10.0),
            shared_log_sd=0.03,
            tail_from=0,
            won=1000.0,
            lost=1300.0,
            bulk_lost=0,
            entry_delayed=False,
            cells=len(AGE_EDGES),
        ),
        "amounts": Amounts(
            value=np.exp(rng.normal(9.5, 0.9, 40)),
            weight=np.full(40, 1 / 40),
            log_scale=rng.normal(0, 0.2, n),
            log_sd=np.full(n, 0.15),
            ratio=ratio / ratio.mean(),
            ratio_weight=np.full(5, 0.2),
            ratio_measured=True,
            n=500,
        ),
        "arrivals": Arrivals(
            shape=opened, rate=opened / np.array([0.1, 0.01, 0.08]), opened=np.full(n, 20.0), drift=0.2
        ),
        "won": Won(amount=np.zeros((n, 3)), deals=np.zeros((n, 3), dtype=int), without_amount=np.zeros(n, dtype=int)),
        "goals": goals,
        "window": Window(as_of=date(2026, 8, 12), start=date(2026, 7, 1), end=date(2026, 9, 30)),
        "groups": groups,
    }


def whole(n: int, deals: int, wanted: float) -> bool:
    """``reckon`` of n people, their teams and the company."""
    given = world(n, deals)
    clock, processor = time.perf_counter(), time.process_time()
    bookings.reckon(**given)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"reckon {n} people x {deals} deals, teams of 8, company: {clock:.2f} s by the clock,", end=" ")
    print(f"{processor:.2f} s of the processor; wanted: at most {wanted} s", flush=True)
    return min(clock, processor) <= wanted


def first_use() -> None:
    """Everything compiled that a first standing waits for: the count of a cycle's cells, and laws."""
    from ownit.facts.measures.cycle_lives import Lives
    from ownit.facts.measures.cycle_pieces import counted
    from ownit.method.cycle import slices

    some = np.arange(6)
    day, zero, yes = date(2026, 8, 12), np.zeros(6, dtype=np.int64), np.ones(6, dtype=np.bool_)
    lives: dict[str, Any] = dict.fromkeys(("person", "entry", "record", "ago_bin", "now", "band"), zero)
    lives |= {"deal": some, "weight": np.ones(6), "created": day.toordinal() - 90 - some, "exit": 30 + some}
    lives |= {"won": some % 2 == 0, "lost": some % 2 == 1, "is_open": ~yes, "closed": yes, "bulk": ~yes, "begun": yes}
    counted(Lives(**lives), None, slices(day))
    bookings.reckon(**world(3, 30, 3))


def compile_seconds() -> float:
    """What the first use takes more of the processor than the second, each in a process, with a cache of their own."""
    program = "from bench import laws; laws.first_use()"
    with tempfile.TemporaryDirectory(prefix="ownit-bench-") as place:
        took = []
        for _ in range(2):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "NUMBA_CACHE_DIR": place})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return took[0] - took[1]


def main() -> int:
    """Print each figure with what was wanted; 1 if one was missed."""
    first = compile_seconds()
    print(f"first-use compile: {first:.1f} s of the processor; wanted: at most 5 s, then none")
    met = [first <= 5.0, beside_simulation(1, 0.25), beside_simulation(9, 2.0)]
    met += [whole(35, 300, 0.3), whole(1000, 100, 3.0)]
    return int(not all(met))
