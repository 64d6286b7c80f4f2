#!/usr/bin/env python3
"""Gathers the truth about one lab run into truth.json beside its captures, and checks that the captures missed nothing.

What is true, and how it is known:
  kernel   both sockets' TCP_INFO after they had closed; total_retrans is the count to meet
  wire     what link.py dropped, repeated, held back
  frames   for each capture and each host, which of its frames are retransmissions (the host sent those sequence numbers
           before, seen where it sits, where nothing can be lost or reordered), copies that the network made, and frames
           overtaken by later ones. A frame is known again elsewhere by IP ID, sequence number, length, flags, ACK, timestamp
  others   what tshark and tcptrace say of each capture
"""

import argparse
import collections
import json
import os
import re
import struct
import subprocess
import sys

Segment = collections.namedtuple("Segment", "frame src seq length flags ack ip_id tsval")
SYN, FIN = 2, 1
PLACES = ("client", "router", "server")
TSHARK_FLAGS = ("retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order", "lost_segment",
                "ack_lost_segment", "duplicate_ack", "keep_alive", "zero_window", "window_full", "window_update")


def timestamp(options):
    at = 0
    while at < len(options) and options[at] != 0:
        if options[at] == 1:
            at += 1
        elif options[at] == 8:
            return struct.unpack_from("!I", options, at + 2)[0]
        else:
            at += options[at + 1]
    return None


def segments(path):
    """The TCP segments of a pcap file of Ethernet and IPv4, as tcpdump writes it on this machine."""
    with open(path, "rb") as capture:
        data = capture.read()
    at, frame, found = 24, 0, []
    while at < len(data):
        caplen = struct.unpack_from("=I", data, at + 8)[0]
        packet, at, frame = data[at + 16: at + 16 + caplen], at + 16 + caplen, frame + 1
        tcp = 14 + (packet[14] & 15) * 4
        total, ip_id = struct.unpack_from("!HH", packet, 16)
        _, _, seq, ack, offset, flags = struct.unpack_from("!HHIIBB", packet, tcp)
        header = (offset >> 4) * 4
        length = 14 + total - tcp - header
        src = ".".join(str(byte) for byte in packet[26:30])
        found.append(Segment(frame, src, seq, length, flags, ack, ip_id, timestamp(packet[tcp + 20: tcp + header])))
    return found


def after(a, b):
    return 0 < (a - b) & 0xFFFFFFFF < 0x80000000


def sent_again(own):
    """The frames, seen at their sender, that begin with sequence numbers sent before; the sequence range that was sent."""
    top, again, holes = None, set(), 0
    for index, segment in enumerate(own):
        room = segment.length + bool(segment.flags & SYN) + bool(segment.flags & FIN)
        if not room:
            continue
        end = (segment.seq + room) & 0xFFFFFFFF
        if top is not None and after(top, segment.seq):
            again.add(index)
        elif top is not None and segment.seq != top:
            holes += 1
        if top is None or after(end, top):
            top = end
    return again, holes


def recognise(own, again, elsewhere):
    """What the frames of one host are at another place: numbers of retransmissions, copies by the network, overtaken frames."""
    waiting, last = collections.defaultdict(collections.deque), {}
    for index, segment in enumerate(own):
        waiting[segment[2:]].append(index)
    result, furthest, unknown = dict(retransmissions=[], network_copies=[], overtaken=[]), -1, 0
    for segment in elsewhere:
        key = segment[2:]
        if waiting[key]:
            index = last[key] = waiting[key].popleft()
        elif key in last:
            result["network_copies"].append(segment.frame)
            continue
        else:
            unknown += 1
            continue
        if index in again:
            result["retransmissions"].append(segment.frame)
        if index < furthest:
            result["overtaken"].append(segment.frame)
        furthest = max(furthest, index)
    return result, unknown


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def tshark_says(path, hosts):
    fields = [item for flag in TSHARK_FLAGS for item in ("-e", "tcp.analysis." + flag)]
    counts = {name: dict.fromkeys(TSHARK_FLAGS, 0) for name in hosts}
    names = {address: name for name, address in hosts.items()}
    for line in run("tshark", "-r", path, "-T", "fields", "-e", "ip.src", *fields).splitlines():
        src, *values = line.split("\t")
        for flag, value in zip(TSHARK_FLAGS, values):
            counts[names[src]][flag] += bool(value)
    return {"from_" + name: count for name, count in counts.items()}


def tcptrace_says(path):
    """tcptrace calls the host that sent the first packet a: the client here."""
    both = re.search(r"rexmt data pkts:\s+(\d+)\s+rexmt data pkts:\s+(\d+)", run("tcptrace", "-n", "-l", path))
    return dict(rexmt_data_pkts_from_client=int(both[1]), rexmt_data_pkts_from_server=int(both[2])) if both else None


def frames_through(direction):
    """The TCP frames that a wire took from one end and that it gave to the other."""
    tcp = collections.Counter(event["kind"] for event in direction["events"] if "seq" in event)
    entered = direction["tcp_frames"]
    return entered, entered - tcp["dropped"] - tcp["queue_dropped"] + tcp["duplicated"]


def missed(captured, hosts, near, far):
    """How many of the frames that a wire took or gave are not in the capture at that end, where any are."""
    expected = {
        ("client", "client"): frames_through(near["ab"])[0], ("client", "server"): frames_through(near["ba"])[1],
        ("router", "client"): frames_through(near["ab"])[1], ("router", "server"): frames_through(near["ba"])[0],
        ("server", "server"): frames_through(far["ba"])[0], ("server", "client"): frames_through(far["ab"])[1]}
    result = {}
    for (place, host), count in expected.items():
        seen = sum(segment.src == hosts[host] for segment in captured[place])
        if seen != count:
            result["%s_from_%s" % (place, host)] = count - seen
    return result


def gather(given):
    hosts = dict(client=given.client, server=given.server)
    load = lambda path: json.load(open(path))
    kernel, near, far = dict(client=load(given.client_info), server=load(given.server_info)), load(given.near), load(given.far)
    captured = {place: segments(os.path.join(given.captures, place + ".pcap")) for place in PLACES}
    truth = dict(settings=dict(item.split("=", 1) for item in given.setting), hosts=hosts, kernel=kernel, captures={})
    truth["wire"] = dict(client_router=near, router_server=far)
    missing = missed(captured, hosts, near, far)
    problems = ["capture misses frames: %s" % json.dumps(missing)] if missing else []
    for place in PLACES:
        path = os.path.join(given.captures, place + ".pcap")
        truth["captures"][place] = dict(file=place + ".pcap", frames=len(captured[place]), truth={},
                                        tshark=tshark_says(path, hosts), tcptrace=tcptrace_says(path))
    for host, address in hosts.items():
        own = [segment for segment in captured[host] if segment.src == address]
        again, holes = sent_again(own)
        if holes:
            problems.append("%s skipped sequence numbers %d times" % (host, holes))
        if len(again) != kernel[host]["total_retrans"]:
            problems.append("%s: kernel resent %d, its capture shows %d" % (host, kernel[host]["total_retrans"], len(again)))
        for place in PLACES:
            facts, unknown = recognise(own, again, [segment for segment in captured[place] if segment.src == address])
            if unknown:
                problems.append("%d frames at %s were never sent by %s" % (unknown, place, host))
            truth["captures"][place]["truth"]["from_" + host] = facts
    truth["problems"] = problems
    with open(os.path.join(given.captures, "truth.json"), "w") as out:
        json.dump(truth, out, indent=None, separators=(",", ":"))
        out.write("\n")
    return problems


COLUMNS = ("run", "sender", "cc", "wire", "dropped", "copied", "held", "kernel_retrans", "kernel_dsacks", "sender_capture",
           "tshark_retrans", "tshark_out_of_order", "tcptrace_rexmt", "problems")


def summary(folder):
    print("\t".join(COLUMNS))
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name, "truth.json")
        if not os.path.exists(path):
            continue
        truth = json.load(open(path))
        settings = truth["settings"]
        sender = settings["sender"]
        wire = [truth["wire"]["router_server"][way] for way in ("ab", "ba")]
        here = truth["captures"][sender]
        shark = here["tshark"]["from_" + sender]
        print("\t".join(str(value) for value in (
            name, sender, settings["congestion_control"], settings["wire_data_direction"],
            sum(way["dropped"] + way["queue_dropped"] for way in wire), sum(way["duplicated"] for way in wire),
            sum(way["held"] for way in wire),
            truth["kernel"][sender]["total_retrans"], truth["kernel"][sender]["dsack_dups"],
            len(here["truth"]["from_" + sender]["retransmissions"]),
            shark["retransmission"], shark["out_of_order"],
            (here["tcptrace"] or {}).get("rexmt_data_pkts_from_" + sender, "-"), len(truth["problems"]))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--summary", metavar="DIR", help="print one line for each run in DIR, and do nothing else")
    for name in ("captures", "client", "server", "client-info", "server-info", "near", "far"):
        parser.add_argument("--" + name)
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    if given.summary:
        return summary(given.summary)
    problems = gather(given)
    for problem in problems:
        print("%s: %s" % (given.captures, problem), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
