#!/usr/bin/env python3
"""Runs commands by turns and prints the median times and the most memory of each: measure.py RUNS COMMANDS   (Linux, Python 3)

COMMANDS is a file with a name, a tab and a command line on each line. Output goes to a file that is thrown away.
"cpu" is the processor time of all threads: it tells more than the clock where the machine has other work.
Memory is the peak of the resident set; "own" leaves out pages of files, which the system takes back when it needs them.
"""
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

LOOK_EVERY = 0.02


def own_kilobytes(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def run(command):
    """Seconds, processor seconds, peak resident kilobytes, peak own kilobytes."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        process = subprocess.Popen(shlex.split(command), stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        own = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            own = max(own, own_kilobytes(process.pid))
            time.sleep(LOOK_EVERY)
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            out.seek(0)
            sys.exit(f"{command} failed: {out.read()[-500:].decode(errors='replace')}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, own


def main(runs, commands):
    with open(commands) as file:
        named = [line.rstrip("\n").split("\t") for line in file]
    results = {name: [] for name, _ in named}
    for _ in range(runs):
        for name, command in named:
            results[name].append(run(command))
    print(f"{'':10} {'seconds':>8} {'(each)':>24} {'cpu':>7} {'peak MB':>8} {'own MB':>7}")
    for name, rows in results.items():
        seconds, cpu, peak, own = zip(*rows)
        each = "(" + " ".join(f"{t:.2f}" for t in seconds) + ")"
        print(f"{name:10} {statistics.median(seconds):8.2f} {each:>24} {statistics.median(cpu):7.2f}"
              f" {max(peak) / 1000:8.0f} {max(own) / 1000:7.0f}")


main(int(sys.argv[1]), sys.argv[2])
