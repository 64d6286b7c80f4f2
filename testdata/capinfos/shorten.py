"""Keeps the first frames of a pcapng file and every other block, without what it tells of the machine that captured."""
import struct
import sys

source, target, frames = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = open(source, "rb").read()
MACHINE = {0x0A0D0D0A: (16, {2, 3}), 1: (8, {12, 15})}


def without(body, fixed, codes):
    out, at = body[:fixed], fixed
    while at + 4 <= len(body):
        code, length = struct.unpack("<HH", body[at:at + 4])
        end = at + 4 + (length + 3 & ~3)
        if code not in codes:
            out += body[at:end]
        at = end
    return out


with open(target, "wb") as out:
    at = 0
    while at < len(data):
        kind, total = struct.unpack("<II", data[at:at + 8])
        body = data[at + 8:at + total - 4]
        at += total
        if kind == 6:
            frames -= 1
            if frames < 0:
                continue
        if kind in MACHINE:
            body = without(body, *MACHINE[kind])
        out.write(struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12))
