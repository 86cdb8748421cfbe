#!/usr/bin/env python3
"""What the gate's cost comes out as, again and again, beside 0, 1 and 2 busy processes.

    make build && python3 Benchmarks/BusyNeighbours/gate.py --times 20 --budget 60

Each time is one `rectify time gating --only S/16`. Printed for each number of neighbours: how many were
precise, imprecise and biased, how many found that the gate costs time, the spread of the estimates, the
half-widths and the seconds that each took. A biased one has a control, A against its copy, whose 99 %
interval leaves out no difference: one in a hundred does so by chance.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/release/rectify"
BUSY = ["sh", "-c", "while :; do :; done"]


def measure(store, budget):
    """Seconds that it took, and what it printed."""
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAM, "time", "gating", "--only", "S/16", "--store", store, "--budget", str(budget),
         "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 7):
        raise SystemExit(f"rectify time ended with exit code {done.returncode}")
    return time.monotonic() - began, json.loads(done.stdout)["comparisons"][0]


def line(neighbours, results):
    """One row of the table."""
    timings = [timing for _, timing in results]
    count = {name: sum(timing["standing"] == name for timing in timings)
             for name in ("precise", "imprecise", "biased")}
    added = sorted(100 * (timing["ratio"] - 1) for timing in timings)
    half = [50 * (timing["high"] - timing["low"]) for timing in timings]

    found = sum(timing["slower"] is True for timing in timings)
    seconds = [elapsed for elapsed, _ in results]
    processor = [100 * (timing["processorTime"]["ratio"] - 1) for timing in timings
                 if timing["processorTime"]]
    return (
        f"| {neighbours} | {count['precise']} | {count['imprecise']} | {count['biased']} | {found} "
        f"| {statistics.mean(added):.2f} ({added[0]:.2f} to {added[-1]:.2f}) "
        f"| {statistics.stdev(added):.2f} | {statistics.median(half):.2f} (to {max(half):.2f}) "
        f"| {statistics.mean(processor):.2f} "
        f"| {statistics.median(seconds):.0f} ({min(seconds):.0f} to {max(seconds):.0f}) |")


HEADER = """\
| busy neighbours | precise | imprecise | biased | found slower | added, % (range) | sd | half-width | \
in processor time, % | seconds (range) |
| --- | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: | --- |"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20, help="measurements for each (default 20)")
    parser.add_argument("--budget", type=float, default=60, help="seconds of each (default 60)")
    parser.add_argument("--neighbours", type=int, nargs="+", default=[0, 1, 2])
    arguments = parser.parse_args()
    if not PROGRAM.exists():
        parser.error(f"{PROGRAM} is not there; run `make build` first")
    print(HEADER, flush=True)
    for neighbours in arguments.neighbours:
        busy = [subprocess.Popen(BUSY) for _ in range(neighbours)]
        try:
            with tempfile.TemporaryDirectory() as store:
                results = [measure(store, arguments.budget) for _ in range(arguments.times)]
        finally:
            for process in busy:
                process.kill()
                process.wait()
        print(line(neighbours, results), flush=True)


if __name__ == "__main__":
    main()
