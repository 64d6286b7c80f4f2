#!/usr/bin/env python3
"""Says where the time of a warm call goes: profile.py TOOL CAPTURE [NAME=VALUE...]   (Linux, Python 3, a JDK with jcmd and jfr)

A server is asked a few times, then watched by Java Flight Recorder while it answers as often as takes ten CPU-seconds. The first
list has the methods that were at work, by share of the samples; the second has those of wirecause, with all that they called.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

import run

PROFILED_SECONDS = 10.0
SHOWN = 20
DEPTH = 64


def frames(event):
    stack = re.search(r"stackTrace = \[(.*?)\n\s*\]", event, re.S)
    lines = stack.group(1).strip().splitlines() if stack else []
    return [re.sub(r"\(.*", "", line.strip()) for line in lines if "line:" in line]


def share(title, counted, total):
    print(title)
    for name, count in counted.most_common(SHOWN):
        print(f"  {100 * count / total:5.1f} %  {name}")


def main(tool, path, *arguments):
    jar = os.environ.get("JAR", os.path.join(run.HERE, "..", "target", "wirecause.jar"))
    given = dict(argument.split("=", 1) for argument in arguments)
    server = run.Warm(["java", "-jar", jar])
    server.warm_up(tool, path, given)
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "recording.jfr")
        process = str(server.process.pid)
        subprocess.run(["jcmd", process, "JFR.start", "name=calls", "settings=profile"], check=True, stdout=subprocess.DEVNULL)
        spent, calls = 0.0, 0
        while spent < PROFILED_SECONDS:
            (_, cpu, _, _), packets = server.call(tool, path, given)
            spent, calls = spent + cpu, calls + 1
        subprocess.run(["jcmd", process, "JFR.stop", "name=calls", f"filename={recording}"], check=True, stdout=subprocess.DEVNULL)
        server.end()
        events = subprocess.run(["jfr", "print", "--events", "jdk.ExecutionSample", "--stack-depth", str(DEPTH), recording],
                                check=True, capture_output=True, text=True).stdout.split("jdk.ExecutionSample {")[1:]
    stacks = [stack for stack in map(frames, events) if stack]
    if not stacks:
        sys.exit("profile.py: no samples")
    print(f"{tool}: {packets:,} packets, {calls} calls, {1e9 * spent / calls / packets:.0f} CPU-ns a packet, {len(stacks)} samples")
    share("at work", collections.Counter(stack[0] for stack in stacks), len(stacks))
    ours = collections.Counter(name for stack in stacks for name in {name for name in stack if name.startswith("io.wirecause")})
    share("with all that they called", ours, len(stacks))


main(*sys.argv[1:])
