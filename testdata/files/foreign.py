"""Writes the beginnings of formats that editcap does not write from Ethernet frames."""
import os
import struct
import sys

folder = sys.argv[1]


def write(name, data):
    open(os.path.join(folder, name), "wb").write(data)


frame = bytes(60)
# ERF, Ethernet: time, type 2, flags 4, record length, loss, wire length, two bytes of padding.
write("erf", struct.pack("<Q", 1700000000 << 32) + struct.pack(">BBHHH", 2, 4, 16 + 2 + len(frame), 0, len(frame)) + bytes(2) + frame)
write("iptrace", b"iptrace 2.0" + bytes(32))
write("btsnoop", b"btsnoop\0" + struct.pack(">II", 1, 1002))
write("k12", bytes([0, 0, 2, 0, 0x12, 5, 0, 0x10]) + bytes(32))
# ETL: a buffer header of 72 bytes, then the marker of a 64-bit system trace header.
write("etl", struct.pack("<II", 65536, 72) + bytes(64) + bytes([2, 0, 2, 0xC0]) + bytes(64))
write("zip", b"PK\x03\x04" + bytes(32))
write("7z", b"7z\xbc\xaf\x27\x1c" + bytes(32))
write("html", b"<!DOCTYPE html><html><body>Not found</body></html>")
