#!/usr/bin/env python3
"""How a store scales with the processes that share it: measured here, simulated beyond.

    make build && python3 Benchmarks/SharedStore/scaling.py

Measured: 1, 2, 4 and 8 processes of one thread each train the same 32 short runs into a new store. On a
machine of few processors more processes do not train faster, so that the time says little; what counts
is whether a run costs more processor time where more processes share the store. Every store must hold
the same results, to the byte, and no run may have been begun twice.

Simulated: the preset full by the plan's own arithmetic. A process takes the next run of the plan when it
is done with one; starting, looking at a run that is done or taken, and a run's record cost what they
cost here.
"""

import argparse
import hashlib
import heapq
import json
import os
import pathlib
import platform
import shutil
import subprocess
import tempfile
import time

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/release/rectify"
RUNS = 32
PRESET = f"""\
name: scaling-study
sweeps:
  - families: [alpha]
    model: S/32
    recipe: i21k
    images: 4000
    evaluationImages: 200
    cells:
      - {{attention: softmax, seeds: {list(range(RUNS))}, confirmatory: true}}
"""


def run(store, preset, processes=1):
    """Wall-clock and processor seconds of processes that are started together."""
    began = time.monotonic()
    started = [
        subprocess.Popen(
            [PROGRAM, "run", "--preset", preset, "--store", store, "--threads", "1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(processes)]
    processor = 0.0
    for process in started:
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            raise SystemExit("a process failed")
        processor += usage.ru_utime + usage.ru_stime
    return time.monotonic() - began, processor


def look(store):
    """Seconds of training and evaluation, a digest of all results, and how often a run was begun."""
    work, begun, digest = 0.0, 0, hashlib.sha256()
    for folder in sorted(store.glob("?" * 16)):
        cost = json.loads((folder / "cost.json").read_text())
        work += cost["trainingSeconds"] + cost["evaluationSeconds"]
        begun += (folder / "log.jsonl").read_text().count('"started"')
        digest.update((folder / "result.json").read_bytes())
    return work, digest.hexdigest(), begun


def measure(folder, preset, single):
    """Seconds to start, to look at a run that is done, and for a run's record."""
    whole = folder / "store-0"
    run(whole, preset)
    # On a finished store a process starts, reads the data and looks at each run.
    calls = [(run(whole, preset), run(whole, single)) for _ in range(5)]
    startup = min(one[0] for _, one in calls)
    startup_processor = min(many[1] for many, _ in calls)
    look_at_one = max(0, min(many[0] for many, _ in calls) - startup) / (RUNS - 1)

    print("| processes | seconds | processor seconds a run, without starting |")
    print("| ---: | ---: | ---: |")
    digests, record = set(), 0.0
    for count in (1, 2, 4, 8):
        store = folder / f"store-{count}"
        # The linear classifier, which belongs to the store, is there already.
        shutil.copytree(whole / "measurements", store / "measurements")
        seconds, processor = run(store, preset, count)
        work, digest, begun = look(store)
        digests.add(digest)
        if begun != RUNS:
            raise SystemExit(f"{begun} runs were begun where there are {RUNS}")
        if count == 1:
            record = max(0, seconds - startup - work) / RUNS
        each = (processor - count * startup_processor) / RUNS
        print(f"| {count} | {seconds:.1f} | {each:.2f} |")
    if len(digests) != 1:
        raise SystemExit("the stores hold other results")
    print(f"\nThe same {RUNS} results in each store, to the byte; no run was begun twice.")
    return startup, look_at_one, record


def simulate(startup, look_at_one, record):
    plan = json.loads(subprocess.run(
        [PROGRAM, "plan", "--preset", "full", "--json"], check=True, capture_output=True).stdout)
    runs = [run["seconds"] for run in plan["runs"]]
    print(f"\nfull: {len(runs)} runs, {sum(runs) / 86400:.1f} days on one machine like this one. "
          f"{startup:.1f} s to start, {1000 * record:.0f} ms for a run's record, "
          f"{1000 * look_at_one:.1f} ms to look at a run that is done or taken.\n")
    print("| machines | hours | machine hours | of the ideal |")
    print("| ---: | ---: | ---: | ---: |")
    for count in (1, 10, 30, 100, 300, 1000):
        free = [(startup + len(runs) * look_at_one, 0) for _ in range(count)]
        for index, seconds in enumerate(runs):
            now, seen = heapq.heappop(free)
            # It passes by the runs that others took since its last one.
            now += (index - seen) * look_at_one + record + seconds
            heapq.heappush(free, (now, index + 1))
        end = max(now for now, _ in free)
        ideal = sum(runs) / count
        print(f"| {count} | {end / 3600:.1f} | {count * end / 3600:.0f} | {ideal / end:.1%} |")


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    return next((line.split(":")[1].strip() for line in text.splitlines()
                 if line.startswith("model name")), platform.machine())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", help="where the stores lie meanwhile (default: a temporary one)")
    arguments = parser.parse_args()
    print(f"{processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = pathlib.Path(name)
        preset = folder / "study.yaml"
        preset.write_text(PRESET)
        single = folder / "single.yaml"
        single.write_text(PRESET.replace(str(list(range(RUNS))), "[0]"))
        simulate(*measure(folder, preset, single))


if __name__ == "__main__":
    main()
