#!/usr/bin/env python3
"""Makes a capture of many connections, many of them at a time: crowd.py BASE.pcap CONNECTIONS SEGMENTS AT_ONCE OUT.pcap   (Python 3)

    bench/crowd.py bases/short.pcap 100000 101 500 crowd.pcap          # 10,100,000 segments, 0.8 GB

BASE is short.pcap of make-captures.sh. The first SEGMENTS segments of its first connections are copied with other addresses, as repeat.py does it, and
AT_ONCE connections send by turns, a microsecond apart, before the next ones begin. That each has as many segments makes the cost a connection plain.
"""
import sys

import repeat

FIRST_PORT, LAST_PORT = 34, 38


def connections(data, count):
    """The segments of each of the first connections, by their ports."""
    found = {}
    for _, _, length, frame in repeat.records(data):
        ends = frame[FIRST_PORT:FIRST_PORT + 2], frame[FIRST_PORT + 2:LAST_PORT]
        segments = found.setdefault(bytes(min(ends) + max(ends)), [])
        if len(segments) < count:
            segments.append((length, frame, repeat.words(frame)))
    return [segments for segments in found.values() if len(segments) == count]


def main(base, count, each, at_once, out):
    data = repeat.capture(base)
    bases = connections(data, each)
    with open(out, "wb") as file:
        file.write(data[:24])
        micros = 1_700_000_000_000_000
        for first in range(0, count, at_once):
            for segment in range(each):
                for connection in range(first, min(count, first + at_once)):
                    copy, which = divmod(connection, len(bases))
                    length, frame, places = bases[which][segment]
                    file.write(repeat.RECORD.pack(*divmod(micros, 1_000_000), len(frame), length))
                    file.write(repeat.copied(frame, places, copy))
                    micros += 1


main(sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5])
