#!/usr/bin/env python3
"""One end of a conversation over TCP or UDP that a file holds, for protocols whose servers are not at hand or do not fail on demand.

talk.py server|client ADDRESS PORT FILE [--udp]

Lines of the file, of which each end does its own and waits for those of the other:
    C: text      the client sends a line (CR LF is added; \\xHH and \\r \\n may stand in it)
    S: text      the server does
    CX: hex      the client sends bytes; SX: the server. Spaces, and what follows a #, do not count
    C~ 1.5       the client pauses so many seconds; S~ the server
    S! close     the server closes; C! the client; "reset" in place of close resets
    --           the next connection
"""
import socket
import struct
import sys
import time


def steps(text):
    connections = [[]]
    for line in text.splitlines():
        if line.strip() == "--":
            connections.append([])
        elif line[:1] in ("C", "S"):
            kind, _, rest = line[1:].partition(" ")
            if kind == ":":
                data = rest.encode("latin1").decode("unicode_escape").encode("latin1") + b"\r\n"
            elif kind == "X:":
                data = bytes.fromhex(rest.split("#")[0])
            else:
                data = rest.strip()
            connections[-1].append((line[0], kind[-1:], data))
    return connections


def read(sock, count, udp):
    if udp:
        sock.recv(65535)
        return
    while count > 0:
        got = sock.recv(count)
        if not got:
            return
        count -= len(got)


def play(me, sock, script, udp=False):
    for who, kind, data in script:
        if kind == ":":
            if who == me:
                sock.sendall(data)
            else:
                read(sock, len(data), udp)
        elif kind == "~" and who == me:
            time.sleep(float(data))
        elif kind == "!" and who == me:
            if data == "reset":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
            return
        elif kind == "!":
            read(sock, 1, udp)
    if not udp and me == "S":
        sock.settimeout(2)
        try:
            sock.recv(1)
        except OSError:
            pass
    time.sleep(0.05)
    sock.close()


def main():
    side, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    udp = "--udp" in sys.argv
    script = steps(open(sys.argv[4]).read())
    kind = socket.SOCK_DGRAM if udp else socket.SOCK_STREAM
    if side == "client":
        for part in script:
            sock = socket.socket(socket.AF_INET, kind)
            sock.settimeout(20)
            sock.connect((address, port))
            play("C", sock, part, udp)
        return
    listener = socket.socket(socket.AF_INET, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    if udp:
        for part in script:
            peer = None
            for who, what, data in part:
                if what == ":" and who == "C":
                    _, peer = listener.recvfrom(65535)
                elif what == ":" and who == "S":
                    listener.sendto(data, peer)
                elif what == "~" and who == "S":
                    time.sleep(float(data))
        return
    listener.listen(8)
    for part in script:
        sock, _ = listener.accept()
        sock.settimeout(20)
        play("S", sock, part)


main()
