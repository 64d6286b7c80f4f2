#!/usr/bin/env python3
"""Times the start of MCP servers over stdio: startup.py RUNS COMMANDS   (Linux, Python 3, standard library only)

COMMANDS is a file with a name, a tab and a command line on each line. By turns, each is started and asked to initialize and to list its tools, as
a client does. The time runs from before the process is made until the answer has been read; "cpu" is the CPU time of all its threads until
then, which tells more than the clock where the machine has other work.
"""
import json
import shlex
import statistics
import subprocess
import sys
import time

INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}
TOOLS = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
COLUMNS = ("initialize", "cpu", "tools/list", "cpu")


def ask(process, *messages):
    process.stdin.write(b"".join(json.dumps(message).encode() + b"\n" for message in messages))
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "result" not in answer:
        sys.exit(f"{process.args} answered {answer}")


def run(command):
    """Milliseconds until each of the two answers, by the clock and in CPU time."""
    begin = time.monotonic()
    process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    processor = (~process.pid << 3) | 2  # the clock of another process, as clock_getcpuclockid gives it
    times = []
    for messages in ((INITIALIZE,), (INITIALIZED, TOOLS)):
        ask(process, *messages)
        times += [1000 * (time.monotonic() - begin), 1000 * time.clock_gettime(processor)]
    process.kill()
    process.communicate()
    return times


def main(runs, commands):
    with open(commands) as file:
        named = [line.rstrip("\n").split("\t") for line in file]
    results = {name: [] for name, _ in named}
    for _ in range(runs):
        for name, command in named:
            results[name].append(run(command))
    print(f"milliseconds, median and range of {runs} runs")
    print(f"{'':24}" + "".join(f"{column:>20}" for column in COLUMNS))
    for name, rows in results.items():
        cells = (f"{statistics.median(column):.0f} ({min(column):.0f}-{max(column):.0f})" for column in zip(*rows))
        print(f"{name:24}" + "".join(f"{cell:>20}" for cell in cells))


main(int(sys.argv[1]), sys.argv[2])
