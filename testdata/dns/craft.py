#!/usr/bin/env python3
"""Builds the captures of this directory and of ../dhcp that no program at hand makes: malformed messages."""
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "sip"))
import craft  # noqa: E402

CLIENT, SERVER = "192.0.2.10", "192.0.2.1"


class Capture(craft.Capture):
    def write(self, name):
        craft.HERE = os.path.join(HERE, "..")
        super().write(name)


def dns():
    """A response announces 40 bytes of data for its record and has 4; the client asks again and gets a whole one."""
    c = Capture()
    question = b"\x03www\x07example\x04test\0" + struct.pack("!HH", 1, 1)
    for number, length in ((1, 40), (2, 4)):
        c.udp(CLIENT, 40000 + number, SERVER, 53, struct.pack("!HHHHHH", number, 0x100, 1, 0, 0, 0) + question)
        c.wait(0.004)
        c.udp(SERVER, 53, CLIENT, 40000 + number, struct.pack("!HHHHHH", number, 0x8180, 1, 1, 0, 0) + question
              + struct.pack("!HHHIH4s", 0xc00c, 1, 1, 60, length, craft.address("192.0.2.80")))
        c.wait(1)
    c.write("dns/findings/dns_malformed")


def dhcp():
    """A host asks for settings, and the server's answer has five bytes of name servers: one address and a quarter."""
    c = Capture()
    mac = b"\x02\0\0\0\x01\x0a"

    def message(op, kind, more):
        return (struct.pack("!BBBBIHH4s4s4s4s", op, 1, 6, 0, 0x1234, 0, 0, craft.address(CLIENT), b"\0" * 4, b"\0" * 4, b"\0" * 4)
                + mac + b"\0" * 202 + b"\x63\x82\x53\x63" + bytes((53, 1, kind)) + more + b"\xff")

    c.udp(CLIENT, 68, SERVER, 67, message(1, 8, b"\x37\x02\x01\x06"))
    c.wait(0.01)
    c.udp(SERVER, 67, CLIENT, 68, message(2, 5, b"\x36\x04" + craft.address(SERVER) + b"\x06\x05" + craft.address(SERVER) + b"\0"))
    c.write("dhcp/findings/dhcp_malformed")


if __name__ == "__main__":
    dns()
    dhcp()
