"""What a peer and its driver say to each other.

A peer is a process that takes steps of one case when told to: its argument is the case's
description as `rectify-bench --serve` prints it, its standard input has one command a line,
`steps N`, and it answers with the seconds that the steps took. It ends with its standard input.
"""

import json
import os
import sys
import time


def case_from_arguments():
    return json.loads(sys.argv[2])


def pin(case):
    """Leaves this process as many cores as the case has threads.

    JAX takes its number of threads from the cores that it may use.
    """
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, set(cores[: case["threads"]]))


def serve(step, wait=lambda: None):
    """Takes one step, so that everything is compiled, says so, and answers until the input ends."""
    step()
    wait()
    print("ready", flush=True)
    for line in sys.stdin:
        steps = int(line.split()[1])
        start = time.perf_counter()
        for _ in range(steps):
            step()
        wait()
        print(time.perf_counter() - start, flush=True)
