#!/usr/bin/env python3
"""Repeats a capture until it has a size: repeat.py BASE.pcap MEGABYTES OUT.pcap   (Python 3, standard library only)

BASE is a pcap with Ethernet frames and microseconds, as `mergecap -F pcap` writes it. Each copy comes later than the one before it, and its
connections are others: a number is added to the lower of the two IP addresses and taken off the higher one, in the arithmetic of the Internet
checksum, so that the checksums of IP, TCP and UDP stay as right or wrong as they were. Pauses of more than a second are cut to a second, for
captures of different years to go together.
"""
import struct
import sys

RECORD = struct.Struct("<IIII")
WORD = struct.Struct(">H")
LONGEST_PAUSE = 1_000_000


def records(data):
    at = 24
    while at + RECORD.size <= len(data):
        seconds, micros, captured, length = RECORD.unpack_from(data, at)
        at += RECORD.size
        yield seconds, micros, length, bytearray(data[at:at + captured])
        at += captured


def last_words(frame):
    """Where the last 16 bits of the lower and of the higher IP address stand, or None."""
    kind = bytes(frame[12:14])
    at, size = (26, 4) if kind == b"\x08\x00" else (22, 16) if kind == b"\x86\xdd" else (0, 0)
    if not size or len(frame) < at + 2 * size:
        return None
    source, destination = frame[at:at + size], frame[at + size:at + 2 * size]
    low, high = (at, at + size) if source <= destination else (at + size, at)
    return low + size - 2, high + size - 2


def shifted(word, by):
    """Addition in one's complement, 16 bits."""
    return (word + by) % 0xffff


def main(base, megabytes, out):
    with open(base, "rb") as file:
        data = file.read()
    if data[:4] != b"\xd4\xc3\xb2\xa1" or data[20:24] != b"\x01\x00\x00\x00":
        sys.exit("repeat.py: a little-endian pcap with microseconds and Ethernet frames is expected")
    frames = []
    time = before = None
    for seconds, micros, length, frame in records(data):
        now = seconds * 1_000_000 + micros
        time = now if time is None else time + max(0, min(now - before, LONGEST_PAUSE))
        before = now
        frames.append((time, length, frame, last_words(frame)))
    period = time - frames[0][0] + LONGEST_PAUSE
    copies = max(1, megabytes * 1_000_000 // (len(data) - 24))
    if copies >= 0xffff:
        sys.exit("repeat.py: the capture is too small to be repeated that often")
    with open(out, "wb") as file:
        file.write(data[:24])
        for copy in range(copies):
            for time, length, frame, words in frames:
                if words:
                    original = bytes(frame)
                    for at, by in zip(words, (copy, 0xffff - copy)):
                        WORD.pack_into(frame, at, shifted(WORD.unpack_from(original, at)[0], by))
                file.write(RECORD.pack(*divmod(time + copy * period, 1_000_000), len(frame), length))
                file.write(frame)
                if words:
                    frame[:] = original


main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
