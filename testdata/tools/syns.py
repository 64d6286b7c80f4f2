#!/usr/bin/env python3
"""Sends bare SYNs, evenly over the time, from seeded addresses in a /24 and seeded ports.

  syns.py TARGET PORT COUNT SECONDS FIRST-THREE-BYTES-OF-THE-NETWORK|ADDRESS
"""

import random
import socket
import struct
import sys
import time


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def syn(source, target, port, draw):
    options = struct.pack("!BBHBBBBBBBB", 2, 4, 1460, 4, 2, 1, 3, 3, 7, 1, 1)
    tcp = struct.pack("!HHIIBBHHH", draw.randrange(1024, 65536), port, draw.getrandbits(32), 0,
                      (20 + len(options)) << 2, 2, 64240, 0, 0) + options
    pseudo = socket.inet_aton(source) + socket.inet_aton(target) + struct.pack("!BBH", 0, 6, len(tcp))
    tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), draw.getrandbits(16), 0, 64, 6, 0,
                       socket.inet_aton(source), socket.inet_aton(target)) + tcp


def main():
    target, port, count, seconds, prefix = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
    draw = random.Random(1)
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    for _ in range(count):
        source = prefix if prefix.count(".") == 3 else "%s.%d" % (prefix, draw.randrange(1, 255))
        raw.sendto(syn(source, target, port, draw), (target, 0))
        time.sleep(seconds / count)


if __name__ == "__main__":
    main()
