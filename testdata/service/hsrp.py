#!/usr/bin/env python3
"""A router of HSRP version 1 (RFC 2281), as far as its words go: Debian has no real one.

hsrp.py ADDRESS PRIORITY STEP...
Steps, one message a second: STATE=COUNT with a state of listen, speak, standby, active; coup; resign; wait=SECONDS; text=PASSWORD
"""
import socket
import struct
import sys
import time

STATES = {"initial": 0, "learn": 1, "listen": 2, "speak": 4, "standby": 8, "active": 16}


def main():
    address, priority = sys.argv[1], int(sys.argv[2])
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    sock.bind((address, 1985))
    password, state = b"cisco", "active"
    for step in sys.argv[3:]:
        name, _, value = step.partition("=")
        if name == "text":
            password = value.encode()
        elif name == "wait":
            time.sleep(float(value))
        else:
            operation = {"coup": 1, "resign": 2}.get(name, 0)
            state = "standby" if name == "coup" else state if operation else name
            for _ in range(int(value or 1)):
                sock.sendto(struct.pack("!BBBBBBBB8s4s", 0, operation, STATES[state], 1, 3, priority, 7, 0, password,
                                        socket.inet_aton("192.0.2.1")), ("224.0.0.2", 1985))
                if not operation:
                    time.sleep(1)


main()
