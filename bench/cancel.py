#!/usr/bin/env python3
"""How soon a call ends that is cancelled, and what its progress tells: cancel.py JAR CAPTURE [TRIES [TOOL]]   (Linux, Python 3)

Talks to the packaged jar over stdio. First a call runs to its end with a progress token: number, spacing and last value of its
notifications. Then calls are cancelled at moments spread over that time, the last ones after the reading, while the answer is
made. A call counts as over when its worker is free again: the server gets two workers, and two calls are cancelled at once, so
that a small call which is sent right after them is answered no sooner than one of them is over. A call that had already been
answered when the cancellation came is not counted.
"""
import json
import statistics
import subprocess
import sys
import threading
import time
import queue


class Server:
    def __init__(self, jar, *options):
        self.process = subprocess.Popen(["java", "-XX:ActiveProcessorCount=2", *options, "-jar", jar], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.send(id="start", method="initialize", params={"protocolVersion": "2025-06-18", "capabilities": {},
                                                           "clientInfo": {"name": "bench", "version": "1"}})
        self.receive(lambda m: m.get("id") == "start")
        self.send(method="notifications/initialized")

    def read(self):
        for line in self.process.stdout:
            self.lines.put((time.monotonic(), json.loads(line)))

    def send(self, **message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def call(self, id, tool, capture, token=None):
        params = {"name": tool, "arguments": {"pcap_file": capture}}
        if token:
            params["_meta"] = {"progressToken": token}
        self.send(id=id, method="tools/call", params=params)

    def receive(self, wanted, timeout=300):
        """The first message that is wanted, with its time, and all that came before it."""
        passed = []
        while True:
            at, message = self.lines.get(timeout=timeout)
            if wanted(message):
                return at, message, passed
            passed.append((at, message))


def progress(server, tool, capture):
    begin = time.monotonic()
    server.call("whole", tool, capture, "token")
    end, answer, passed = server.receive(lambda m: m.get("id") == "whole")
    assert not answer["result"]["isError"], answer
    news = [(at, m["params"]) for at, m in passed if m.get("method") == "notifications/progress"]
    gaps = [b[0] - a[0] for a, b in zip(news, news[1:])]
    print(f"{tool}: {end - begin:.2f} s, {len(news)} progress notifications", end="")
    if gaps:
        last = news[-1][1]
        print(f", apart {min(gaps):.3f} to {max(gaps):.3f} s, median {statistics.median(gaps):.3f}; the last one "
              f"{end - news[-1][0]:.3f} s before the answer, at {last['progress']:.0f} of {last['total']:.0f}", end="")
        values = [n["progress"] for _, n in news]
        assert values == sorted(set(values)), "progress does not grow"
    print()
    return end - begin


def cancelled(server, tool, capture, small, after, number):
    """Milliseconds from the cancellation until a worker is free; None where a call was over before."""
    ids = [f"{number}-a", f"{number}-b"]
    for id in ids:
        server.call(id, tool, capture)
    time.sleep(after)
    begin = time.monotonic()
    for id in ids:
        server.send(method="notifications/cancelled", params={"requestId": id})
    server.call(f"{number}-small", tool, small)
    at, _, passed = server.receive(lambda m: m.get("id") == f"{number}-small")
    if any(m.get("id") in ids for _, m in passed):
        return None
    return (at - begin) * 1000


def main(jar, capture, tries=20, tool="analyze_tcp_connections"):
    small = __file__.rsplit("/", 2)[0] + "/testdata/tcp/syn-unanswered/capture.pcap" if "/" in __file__ else "../testdata/tcp/syn-unanswered/capture.pcap"
    server = Server(jar, "-Xmx512m")
    server.call("warm", tool, small)
    server.receive(lambda m: m.get("id") == "warm")
    alone = progress(server, tool, capture)
    times = []
    # What was answered is kept, so that each try needs a server that has not read the capture.
    server.process.kill()
    server = Server(jar, "-Xmx512m")
    server.call("warm", tool, small)
    server.receive(lambda m: m.get("id") == "warm")
    both = None
    for number in range(int(tries)):
        share = (number + 0.5) / int(tries)
        both = both or alone * 2
        taken = cancelled(server, tool, capture, small, share * both, number)
        if taken is None:
            # The two were over sooner than thought.
            both *= 0.8
            server.process.kill()
            server = Server(jar, "-Xmx512m")
            server.call("warm", tool, small)
            server.receive(lambda m: m.get("id") == "warm")
        else:
            times.append(taken)
    print(f"cancelled {len(times)} times, until a worker is free: median {statistics.median(times):.0f} ms, "
          f"worst {max(times):.0f} ms")
    server.process.stdin.close()
    server.process.wait()


main(*sys.argv[1:])
