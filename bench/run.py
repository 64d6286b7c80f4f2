#!/usr/bin/env python3
"""Measures wirecause beside other programs, by turns, in one run.   (Linux, Python 3 standard library, Java, tcptrace, tshark)

    bench/make-captures.sh bases full short            # once, as root: real traffic
    bench/services.py bases/services.pcap              # a million messages of services, in place of a recording
    bench/run.py bases                                 # every kind, 200 MB each, 5 rounds
    bench/run.py bases --kinds full,short --megabytes 10000 --rounds 3 --work /big/disk

A capture of each kind is made of its base (repeat.py) and read once, so that all read it from the page cache. Then, in each round, every program
has a turn: a bare read of the file; wirecause warm, one server process asked over MCP, with a fresh answer each time, for the file's time of change
is new; wirecause cold, a process for each call; and the others. The table has the median of the rounds, their range, CPU time of all threads,
what it makes a second, the ratio to wirecause warm, and the peak of resident memory, with and without pages of files, which the system takes back
when it needs them. Where the machine has other work, trust CPU time.
"""
import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = "192.0.2.80"
STREAMS = ("-z", "conv,tcp")
LOST = ("-z", "io,stat,0,COUNT(tcp.analysis.retransmission)tcp.analysis.retransmission")
SERVER_NAMES = ("-Y", "tls.handshake.type==1", "-T", "fields", "-e", "tls.handshake.extensions_server_name")
# Response times by protocol, as far as tshark has them, which takes the same dissection as error codes.
RESPONSE_TIMES = ("-z", "ldap,srt", "-z", "smb2,srt", "-z", "rpc,srt,100003,3", "-z", "snmp,srt", "-z", "radius,rtd")
# Each kind: the tool, its arguments, and what tshark counts of the same.
KINDS = {
    "full": [("analyze_tcp_connections", {}, STREAMS)],
    "short": [("analyze_tcp_connections", {}, STREAMS)],
    "many": [("analyze_tcp_connections", {}, STREAMS)],
    "http": [("analyze_http_requests", {}, ("-z", "http,tree"))],
    "tls": [("analyze_tls_handshakes", {}, SERVER_NAMES)],
    "loss": [("analyze_tcp_connections", {}, STREAMS), ("analyze_tcp_anomalies", {}, ("-z", "expert")),
             ("analyze_tcp_retransmissions", {}, LOST),
             ("analyze_traffic_flow", {"server_ip": SERVER}, ("-z", f"io,stat,1,ip.addr=={SERVER}"))],
    "tunnel": [("analyze_tcp_connections", {}, STREAMS),
               ("analyze_capinfos", {}, ("-z", "io,phs", "-z", "conv,tcp", "-z", "conv,udp", "-z", "endpoints,ip"))],
    "dns": [("analyze_dns_packets", {}, ("-z", "dns,tree"))],
    "dhcp": [("analyze_dhcp_packets", {}, ("-z", "dhcp,stat"))],
    "icmp": [("analyze_icmp_packets", {}, ("-z", "icmp,srt"))],
    "sip": [("analyze_sip_packets", {}, ("-z", "sip,stat"))],
    "services": [("analyze_service_errors", {}, RESPONSE_TIMES)],
}
AS_RECORDED = ("sip", "services")
# A server counts as warm after so many calls and so many CPU-seconds: until then Java still compiles.
WARM_UP, WARM_UP_SECONDS = 4, 25.0
HEAD = ("kind", "program", "seconds", "range", "cpu", "Mpackets/s", "MB/s", "x wall", "x cpu", "peak MB", "own MB")


def status(pid, field):
    try:
        with open(f"/proc/{pid}/status") as lines:
            for line in lines:
                if line.startswith(field + ":"):
                    return int(line.split()[1]) / 1000
    except OSError:
        pass
    return 0.0


def children(pid):
    """The processes that a process has started."""
    found = []
    for each in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{each}/stat") as stat:
                if int(stat.read().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(each))
        except OSError:
            pass
    return found


class Sampler(threading.Thread):
    """Looks at the memory of a process and of those that it starts until it is told to stop; megabytes."""

    def __init__(self, pid, starts_others):
        super().__init__(daemon=True)
        self.starts_others = starts_others
        self.pid, self.peak, self.own, self.ended = pid, 0.0, 0.0, threading.Event()
        self.start()

    def run(self):
        started = []
        while True:
            # To look through all processes takes milliseconds.
            started = started or (children(self.pid) if self.starts_others else [])
            self.peak = max(self.peak, sum(status(pid, "VmRSS") for pid in (self.pid, *started)))
            self.own = max(self.own, sum(status(pid, "RssAnon") for pid in (self.pid, *started)))
            if self.ended.wait(0.05):
                return

    def stop(self):
        self.ended.set()
        self.join()
        return self.peak, self.own


def program(command):
    """Seconds, CPU-seconds, peak and own megabytes of a command; its output is thrown away."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    sampler = Sampler(process.pid, command[0] == "java")
    words = process.stderr.read()
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    peak, own = sampler.stop()
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed: {words[-500:].decode(errors='replace')}")
    return seconds, usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss / 1000), own


def bare_read(path):
    block = bytearray(1 << 20)
    begin, processor = time.monotonic(), time.process_time()
    with open(path, "rb", buffering=0) as file:
        while file.readinto(block):
            pass
    return time.monotonic() - begin, time.process_time() - processor, 0.0, 0.0


class Warm:
    """A server that has been asked before."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.clock = (~self.process.pid << 3) | 2  # as clock_getcpuclockid gives it
        self.id = 0
        self.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.id += 1
        self.send({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params})
        answer = json.loads(self.process.stdout.readline())
        if "result" not in answer or answer["result"].get("isError"):
            sys.exit(f"{params} was answered by {json.dumps(answer)[:500]}")
        return answer["result"]

    def call(self, tool, path, arguments):
        os.utime(path)
        sampler = Sampler(self.process.pid, False)
        begin, processor = time.monotonic(), time.clock_gettime(self.clock)
        result = self.ask("tools/call", {"name": tool, "arguments": {"pcap_file": path, **arguments}})
        seconds, cpu = time.monotonic() - begin, time.clock_gettime(self.clock) - processor
        return (seconds, cpu, *sampler.stop()), result["structuredContent"]["total_packets"]

    def warm_up(self, tool, path, arguments):
        """Gives the number of packets."""
        calls, spent, packets = 0, 0.0, 0
        while calls < WARM_UP or spent < WARM_UP_SECONDS:
            (_, cpu, _, _), packets = self.call(tool, path, arguments)
            calls, spent = calls + 1, spent + cpu
        return packets

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def grown(given, kind):
    base = os.path.join(given.bases, kind + ".pcap")
    path = os.path.join(given.work, f"bench-{kind}.pcap")
    if kind in AS_RECORDED:
        with open(base, "rb") as source, open(path, "wb") as out:
            out.write(source.read())
    else:
        subprocess.run([sys.executable, os.path.join(HERE, "repeat.py"), base, str(given.megabytes), path], check=True)
    bare_read(path)
    return path


def measure(given, kind, tool, arguments, statistic, path):
    """The rows of the table for one tool on one capture."""
    words = [f"{name}={value}" for name, value in arguments.items()]
    java = ["java", *given.java]
    cold = [*java, "-jar", given.jar, "call", tool, f"pcap_file={path}"]
    server = Warm([*java, "-jar", given.jar])
    packets = server.warm_up(tool, path, arguments)
    turns = {
        "wirecause warm": lambda: server.call(tool, path, arguments)[0],
        "bare read": lambda: bare_read(path),
        "wirecause cold": lambda: program([*cold, *words]),
        "tcptrace": lambda: program(["tcptrace", "-n", "-l", path]),
        "tshark": lambda: program(["tshark", "-n", "-q", *statistic, "-r", path]),
    }
    if tool != "analyze_tcp_connections" or kind == "tunnel":
        del turns["tcptrace"]
    results = {name: [] for name in turns}
    for _ in range(given.rounds):
        for name, turn in turns.items():
            results[name].append(turn())
    server.end()
    size = os.path.getsize(path) / 1e6
    ours, ours_cpu = (statistics.median(column) for column in list(zip(*results["wirecause warm"]))[:2])
    for name, rows in results.items():
        seconds, cpu, peak, own = zip(*rows)
        wall, busy = statistics.median(seconds), statistics.median(cpu)
        label = name + " " + " ".join(part for part in statistic if part not in ("-z", "-Y", "-T", "-e")) if name == "tshark" else name
        yield (kind, label[:44], f"{wall:.3f}", f"{min(seconds):.3f}-{max(seconds):.3f}", f"{busy:.3f}",
               f"{packets / wall / 1e6:.2f}", f"{size / wall:.0f}", f"{wall / ours:.1f}", f"{busy / ours_cpu:.1f}",
               f"{max(peak):.0f}", f"{max(own):.0f}")
    print(f"\n{kind}: {tool}, {packets:,} packets, {size:,.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)


def show(rows):
    for row in (HEAD[1:], *(row[1:] for row in rows)):
        print(f"{row[0]:<45}" + "".join(f"{cell:>14}" if column == 1 else f"{cell:>11}" for column, cell in enumerate(row[1:])))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bases", help="folder that make-captures.sh filled")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of " + ", ".join(KINDS))
    parser.add_argument("--megabytes", type=int, default=200, help="size of each capture, 10 to 10000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", default=".", help="folder for the large captures, which are removed in the end")
    parser.add_argument("--jar", default=os.path.join(HERE, "..", "target", "wirecause.jar"))
    parser.add_argument("--java", default=[], type=str.split, help="options of Java, such as '-Xmx512m -XX:+UseSerialGC'")
    parser.add_argument("--csv", help="file for the table as comma-separated values too")
    given = parser.parse_args()
    given.work, table = os.path.abspath(given.work), []
    for kind in given.kinds.split(","):
        path = grown(given, kind)
        try:
            for tool, arguments, statistic in KINDS[kind]:
                rows = list(measure(given, kind, tool, arguments, statistic, path))
                show(rows)
                table += [(tool, *row) for row in rows]
        finally:
            os.remove(path)
    if given.csv:
        with open(given.csv, "w", newline="") as out:
            csv.writer(out).writerows([("tool", *HEAD), *table])


if __name__ == "__main__":
    main()
