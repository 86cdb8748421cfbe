#!/usr/bin/env python3
"""The engine beside PyTorch and JAX, the same step on the same machine, in alternation.

    swift build -c release --product rectify-bench
    python3 Benchmarks/peers/compare.py --minutes 20
    python3 Benchmarks/peers/compare.py --case run-S/32 --case run-S/16 --threads 1 --minutes 4

Each contender is a process of its own that takes steps when told to and is stopped otherwise, so no
two ever run at the same time. They take turns in a new random order each round, and a ratio is made
within a round: a machine whose speed drifts from one round to the next does not touch it. What a
case is, comes from `rectify-bench --serve` itself. Peers that this Python lacks are installed in
.build/peers. `--minutes` is for measuring; starting and compiling the peers comes on top, about half
a minute a case.
"""

import argparse
import importlib.util
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
ENVIRONMENT = ROOT / ".build" / "peers"
PEERS = {
    # Name: script, its argument, the module it needs, what pip calls that.
    "PyTorch": ("torch_peer.py", "eager", "torch", "torch==2.15.*"),
    "PyTorch compiled": ("torch_peer.py", "compiled", "torch", "torch==2.15.*"),
    "JAX": ("jax_peer.py", "compiled", "jax", "jax[cpu]==0.10.*"),
}
# A turn's length. A round of four contenders then takes about a second.
TURN_SECONDS = 0.25
FEWEST_ROUNDS = 5
# Processors kept busy by others, above which a row is disturbed (as in the timing laboratory).
LARGEST_OUTSIDE_LOAD = 0.15


class Contender:
    """A process that takes steps on command, and is stopped while it is not its turn."""

    def __init__(self, name, command, environment=None):
        self.name = name
        self.errors = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True,
            env=environment,
        )
        self.greeting = self.answer()
        self.steps = 1
        self.warms_up = True
        self.stop()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.errors.seek(0)
            lines = self.errors.read().strip().splitlines() or ["no message"]
            raise RuntimeError(f"{self.name} ended: {lines[-1]}")
        return line.strip()

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return float(self.answer())

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def settle(self):
        """Finds how many steps a turn has, from the second of two."""
        self.go_on()
        self.ask("steps 1")
        seconds = self.ask("steps 1")
        self.steps = max(1, round(TURN_SECONDS / seconds))
        # Long steps refill the caches by themselves.
        self.warms_up = self.steps > 1
        self.stop()

    def turn(self):
        """Seconds of one step, and how many processors others kept busy meanwhile; goes on running."""
        self.go_on()
        if self.warms_up:
            self.ask("steps 1")
        before = Load(self.process.pid)
        seconds = self.ask(f"steps {self.steps}") / self.steps
        others = Load(self.process.pid).others_since(before)
        return seconds, others

    def end(self):
        self.go_on()
        self.process.kill()
        self.process.wait()
        self.errors.close()


class Load:
    """What the machine and one process have done so far, in seconds (Linux; zero elsewhere)."""

    def __init__(self, pid):
        self.wall = time.monotonic()
        self.busy = self.own = 0.0
        try:
            fields = [int(x) for x in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
            own = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return
        tick = os.sysconf("SC_CLK_TCK")
        # user, nice, system, irq, softirq, and what the hypervisor gave to others.
        self.busy = sum(fields[i] for i in (0, 1, 2, 5, 6, 7)) / tick
        self.own = (int(own[11]) + int(own[12])) / tick

    def others_since(self, earlier):
        busy = (self.busy - earlier.busy) - (self.own - earlier.own)
        return max(0.0, busy) / (self.wall - earlier.wall)


def python_with(module, requirement):
    """A Python that has the module: this one, or one in .build/peers that gets it installed."""
    if importlib.util.find_spec(module):
        return sys.executable
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run(
            [sys.executable, "-m", "venv", "--system-site-packages", str(ENVIRONMENT)], check=True)
    if subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode != 0:
        note(f"installing {requirement} in {ENVIRONMENT}")
        subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
    return str(python)


def peer_environment(threads):
    """One pool of as many threads as the case has."""
    environment = dict(os.environ, TOKENIZERS_PARALLELISM="false")
    for name in ["OMP_NUM_THREADS", "MKL_NUM_THREADS"]:
        environment[name] = str(threads)
    return environment


def note(text):
    print(text, file=sys.stderr, flush=True)


def measure(options, case, attention, seconds):
    """A row of the table."""
    command = [options.bench, "--serve", "--case", case, "--attention", attention]
    command += ["--threads", str(options.threads)] + (["--gate"] if options.gate else [])
    contenders = []
    try:
        ours = Contender("rectify", command)
        contenders.append(ours)
        description = json.loads(ours.greeting)
        for name in options.peers:
            script, mode, module, requirement = PEERS[name]
            note(f"{case} {attention}: starting {name}")
            python = python_with(module, requirement)
            try:
                contenders.append(
                    Contender(
                        name, [python, str(FOLDER / script), mode, ours.greeting],
                        peer_environment(options.threads)))
            except RuntimeError as error:
                note(str(error))
        for contender in contenders:
            contender.settle()
        note(f"{case} {attention}: measuring for {seconds:.0f} s")
        return row(case, attention, description, *alternate(ours, contenders, seconds), options)
    finally:
        for contender in contenders:
            contender.end()


def alternate(ours, contenders, seconds):
    """Seconds of a step, by contender and round; the peaks; the load from outside."""
    times = {contender.name: [] for contender in contenders}
    peaks, loads = [], []
    start = time.monotonic()
    while len(peaks) < FEWEST_ROUNDS or time.monotonic() - start < seconds:
        for contender in random.sample(contenders, len(contenders)):
            step, others = contender.turn()
            times[contender.name].append(step)
            loads.append(others)
            if contender is ours:
                # Right after the steps, while its threads still have a processor each: a process
                # that was just let go on has them share one for some milliseconds.
                peaks.append(ours.ask("peak"))
            contender.stop()
    return times, peaks, loads


def row(case, attention, description, times, peaks, loads, options):
    ours = times["rectify"]
    operations = description["operations"]

    def speed(name):
        return operations / statistics.median(times[name]) / 1e9

    def ratios(name):
        return [peer / own for peer, own in zip(times[name], ours)]

    shares = [operations / own / 1e9 / peak for own, peak in zip(ours, peaks)]
    cells = [
        case, attention + (", gate" if options.gate else ""), f"{speed('rectify'):.1f}",
        f"{100 * statistics.median(shares):.0f} %",
    ]
    for name in options.peers:
        if name in times:
            cells.append(f"{speed(name):.1f} ({statistics.median(ratios(name)):.2f} x)")
        else:
            cells.append("did not run")
    peers = [name for name in options.peers if name in times]
    if peers:
        # The largest speed is the smallest time.
        best = min(peers, key=lambda name: statistics.median(times[name]))
        low, middle, high = statistics.quantiles(ratios(best), n=4, method="inclusive")
        cells.append(f"**{middle:.2f}** ({low:.2f} to {high:.2f})")
    else:
        cells.append("")
    load = statistics.median(loads)
    disturbed = " (disturbed)" if load > LARGEST_OUTSIDE_LOAD else ""
    cells += [str(len(ours)), f"{load:.2f}{disturbed}"]
    return cells


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return "unknown processor"


def chosen_cases(options):
    command = [options.bench, "--list"]
    for case in options.case:
        command += ["--case", case]
    for attention in options.attention:
        command += ["--attention", attention]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr.strip())
    return [line.split() for line in result.stdout.splitlines()]


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append", default=[], help="once for each; default all")
    parser.add_argument("--attention", action="append", default=[], help="default the case's own")
    parser.add_argument("--gate", action="store_true", help="with the gated unit")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--minutes", type=float, default=20, help="to measure, all cases together")
    parser.add_argument(
        "--peers", nargs="+", choices=list(PEERS), default=list(PEERS), metavar="NAME",
        help=", ".join(PEERS))
    parser.add_argument("--bench", default=str(ROOT / ".build" / "release" / "rectify-bench"))
    options = parser.parse_args()
    if not Path(options.bench).exists():
        parser.error(
            f"{options.bench} is not there; run: swift build -c release --product rectify-bench")
    return options


def main():
    options = arguments()
    cases = chosen_cases(options)
    before = os.getloadavg()[0]
    header = ["case", "attention", "rectify GFLOP/s", "of peak"]
    header += [f"{name} GFLOP/s (rectify / it)" for name in options.peers]
    header += ["rectify / best peer (quartiles)", "rounds", "load from others"]
    print(
        f"{processor()}, {os.cpu_count()} cores, {options.threads} threads; float32; medians over "
        f"rounds in alternation; load average before: {before:.2f}.\n")
    print("| " + " | ".join(header) + " |")
    print("|" + " --- |" * len(header), flush=True)
    for case, attention in cases:
        cells = measure(options, case, attention, 60 * options.minutes / len(cases))
        print("| " + " | ".join(cells) + " |", flush=True)
    print(
        f"\nLoad average after: {os.getloadavg()[0]:.2f}. A row is disturbed when others kept more "
        f"than {LARGEST_OUTSIDE_LOAD} processors busy: a peer whose threads wait for each other by "
        "spinning then loses far more than its share, so its ratio is no result.")


main()
