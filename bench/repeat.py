#!/usr/bin/env python3
"""Repeats a capture until it has a size: repeat.py BASE.pcap MEGABYTES OUT.pcap   (Python 3, standard library only)

BASE is a pcap with Ethernet frames and microseconds, as `mergecap -F pcap` writes it. Each copy comes later than the one before it, and its
connections are others: a number is added to the lower of the two IP addresses and taken off the higher one, in the arithmetic of the Internet
checksum, so that the checksums of IP, TCP and UDP stay as right or wrong as they were. Inside VXLAN the inner addresses change; in DHCP, which
has no addresses yet, the transaction and the hardware address of the client. Pauses of more than a second are cut to a second, for captures of
different years to go together.
"""
import struct
import sys

RECORD = struct.Struct("<IIII")
WORD = struct.Struct(">H")
LONGEST_PAUSE = 1_000_000
UDP = 17
VXLAN, BEHIND_VXLAN = 4789, 50
# The last two bytes of the transaction id and of the client's hardware address, behind Ethernet, IPv4 and UDP.
DHCP, DHCP_TRANSACTION, DHCP_CLIENT = (67, 68), 48, 74


def records(data):
    at = 24
    while at + RECORD.size <= len(data):
        seconds, micros, captured, length = RECORD.unpack_from(data, at)
        at += RECORD.size
        yield seconds, micros, length, bytearray(data[at:at + captured])
        at += captured


def address_words(frame, ethernet=0):
    """Where the last 16 bits of the lower and of the higher IP address stand behind an Ethernet header, or None."""
    kind = bytes(frame[ethernet + 12:ethernet + 14])
    at, size = (26, 4) if kind == b"\x08\x00" else (22, 16) if kind == b"\x86\xdd" else (0, 0)
    at += ethernet
    if not size or len(frame) < at + 2 * size:
        return None
    source, destination = frame[at:at + size], frame[at + size:at + 2 * size]
    low, high = (at, at + size) if source <= destination else (at + size, at)
    return low + size - 2, high + size - 2


def words(frame):
    """Where the two words of 16 bits stand that tell one copy from another, or None."""
    if frame[12:15] == b"\x08\x00\x45" and frame[23] == UDP and len(frame) >= DHCP_CLIENT + 2:
        port = WORD.unpack_from(frame, 36)[0]
        if port == VXLAN:
            return address_words(frame, BEHIND_VXLAN)
        if port in DHCP:
            return DHCP_TRANSACTION, DHCP_CLIENT
    return address_words(frame)


def capture(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"\xd4\xc3\xb2\xa1" or data[20:24] != b"\x01\x00\x00\x00":
        sys.exit(f"{path}: a little-endian pcap with microseconds and Ethernet frames is expected")
    return data


def shifted(word, by):
    """Addition in one's complement, 16 bits."""
    return (word + by) % 0xffff


def copied(frame, places, copy):
    """The frame with the other addresses of a copy, 0 to 65,534."""
    frame = bytearray(frame)
    for at, by in zip(places or (), (copy, 0xffff - copy)):
        WORD.pack_into(frame, at, shifted(WORD.unpack_from(frame, at)[0], by))
    return frame


def main(base, megabytes, out):
    data = capture(base)
    frames = []
    time = before = None
    for seconds, micros, length, frame in records(data):
        now = seconds * 1_000_000 + micros
        time = now if time is None else time + max(0, min(now - before, LONGEST_PAUSE))
        before = now
        frames.append((time, length, frame, words(frame)))
    period = time - frames[0][0] + LONGEST_PAUSE
    copies = max(1, megabytes * 1_000_000 // (len(data) - 24))
    if copies >= 0xffff:
        sys.exit("repeat.py: the capture is too small to be repeated that often")
    with open(out, "wb") as file:
        file.write(data[:24])
        for copy in range(copies):
            for time, length, frame, places in frames:
                file.write(RECORD.pack(*divmod(time + copy * period, 1_000_000), len(frame), length))
                file.write(copied(frame, places, copy))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
