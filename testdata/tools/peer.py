#!/usr/bin/env python3
"""One end of a TCP connection that does what its steps say, on the kernel's own TCP.

  peer.py listen  ADDRESS PORT STEP...     serves connections one after another (--count N, default 1)
  peer.py connect ADDRESS PORT STEP...     makes them (--count N), from --from-port P if given

Steps, in order:
  send=N         send N bytes of a pattern that names its own offsets      recv=N     read exactly N bytes
  text=STRING    send the string (backslash escapes are read)              recv-eof   read to the end
  file=PATH      send the file                                             sleep=S    wait S seconds
  shut           close the sending half                                    close      close both
  reset          close with a reset                                        wait-acked until all that was sent is acknowledged
  wait-closed    until both sides have closed                              quickack=0|1
  nodelay  rcvbuf=N  sndbuf=N  mss=N  cc=NAME  user-timeout=MS  keepalive=IDLE:INTERVAL:COUNT  isn=N (sequence number of the SYN)
  defer-accept=S (a listener that drops the bare ACK and waits for data)
  info=FILE      write the kernel's TCP_INFO of this socket as JSON
  mark=FILE      create the file              wait-for=FILE  until the file exists
  vanish         forget the connection without a packet, as a host that restarts
  Nx:STEP/STEP   repeat the steps N times
Options at the head of the list are set before the connection is made. Congestion control is cubic unless cc says otherwise.
"""

import argparse
import json
import os
import re
import socket
import struct
import sys
import time

from tcpinfo import tcp_info

EARLY = ("rcvbuf", "sndbuf", "mss", "cc", "nodelay", "user-timeout", "keepalive", "quickack", "isn",
         "defer-accept")
TCP_REPAIR, TCP_REPAIR_QUEUE, TCP_QUEUE_SEQ, TCP_SEND_QUEUE = 19, 20, 21, 2


def pattern(size):
    lines = (size + 63) // 64
    return b"".join(b"%011d %-51s\n" % (i * 64, b"test data: the number is the offset of this line") for i in range(lines))[:size]


def set_option(sock, name, value):
    tcp, level = socket.IPPROTO_TCP, socket.SOL_SOCKET
    if name == "rcvbuf":
        sock.setsockopt(level, socket.SO_RCVBUF, int(value))
    elif name == "sndbuf":
        sock.setsockopt(level, socket.SO_SNDBUF, int(value))
    elif name == "mss":
        sock.setsockopt(tcp, socket.TCP_MAXSEG, int(value))
    elif name == "cc":
        sock.setsockopt(tcp, socket.TCP_CONGESTION, value.encode())
    elif name == "nodelay":
        sock.setsockopt(tcp, socket.TCP_NODELAY, 1)
    elif name == "quickack":
        sock.setsockopt(tcp, socket.TCP_QUICKACK, int(value))
    elif name == "user-timeout":
        sock.setsockopt(tcp, socket.TCP_USER_TIMEOUT, int(value))
    elif name == "defer-accept":
        sock.setsockopt(tcp, socket.TCP_DEFER_ACCEPT, int(value))
    elif name == "isn":
        for option, setting in (
                (TCP_REPAIR, 1), (TCP_REPAIR_QUEUE, TCP_SEND_QUEUE), (TCP_QUEUE_SEQ, int(value)), (TCP_REPAIR, 0)):
            sock.setsockopt(tcp, option, struct.pack("=I", setting))
    elif name == "keepalive":
        idle, interval, count = (int(part) for part in value.split(":"))
        sock.setsockopt(level, socket.SO_KEEPALIVE, 1)
        sock.setsockopt(tcp, socket.TCP_KEEPIDLE, idle)
        sock.setsockopt(tcp, socket.TCP_KEEPINTVL, interval)
        sock.setsockopt(tcp, socket.TCP_KEEPCNT, count)


def receive(sock, size):
    left = size
    while left:
        got = len(sock.recv(min(left, 65536)))
        if not got:
            raise EOFError("the peer closed %d bytes early" % left)
        left -= got


def wait_until(condition):
    while not condition():
        time.sleep(0.002)


def run(sock, steps):
    for step in steps:
        name, _, value = step.partition("=")
        repeat = re.fullmatch(r"(\d+)x:(.*)", step)
        if repeat:
            run(sock, repeat[2].split("/") * int(repeat[1]))
        elif name in EARLY:
            set_option(sock, name, value)
        elif name == "send":
            sock.sendall(pattern(int(value)))
        elif name == "text":
            sock.sendall(value.encode().decode("unicode_escape").encode("latin-1"))
        elif name == "file":
            with open(value, "rb") as content:
                sock.sendall(content.read())
        elif name == "recv":
            receive(sock, int(value))
        elif name == "recv-eof":
            while sock.recv(65536):
                pass
        elif name == "sleep":
            time.sleep(float(value))
        elif name == "shut":
            sock.shutdown(socket.SHUT_WR)
        elif name == "close":
            sock.close()
        elif name == "reset":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
        elif name == "vanish":
            sock.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            sock.close()
        elif name == "wait-acked":
            wait_until(lambda: tcp_info(sock)["unacked"] == 0 and tcp_info(sock)["notsent_bytes"] == 0)
        elif name == "wait-closed":
            wait_until(lambda: tcp_info(sock)["state"] == 7)
        elif name == "info":
            with open(value, "w") as out:
                json.dump(tcp_info(sock), out)
        elif name == "mark":
            open(value, "w").close()
        elif name == "wait-for":
            wait_until(lambda: os.path.exists(value))
        else:
            raise ValueError("unknown step: " + step)


def split_early(steps):
    count = 0
    while count < len(steps) and steps[count].partition("=")[0] in EARLY:
        count += 1
    return steps[:count], steps[count:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("role", choices=("listen", "connect"))
    parser.add_argument("address")
    parser.add_argument("port", type=int)
    parser.add_argument("steps", nargs="*")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--from-port", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=120, help="seconds until a step gives up")
    given = parser.parse_intermixed_args()
    early, steps = split_early(["cc=cubic"] + given.steps)
    family = socket.AF_INET6 if ":" in given.address else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    run(listener, early if given.role == "listen" else [])
    if given.role == "listen":
        listener.bind((given.address, given.port))
        listener.listen()
    for _ in range(given.count):
        if given.role == "listen":
            sock = listener.accept()[0]
        else:
            sock = socket.socket(family)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            run(sock, early)
            sock.settimeout(given.timeout)
            if given.from_port:
                sock.bind(("", given.from_port))
            sock.connect((given.address, given.port))
        sock.settimeout(given.timeout)
        run(sock, steps)
        sock.close()


if __name__ == "__main__":
    try:
        main()
    except (OSError, EOFError) as failure:
        print("peer.py %s: %s" % (" ".join(sys.argv[1:4]), failure), file=sys.stderr)
        sys.exit(3)
