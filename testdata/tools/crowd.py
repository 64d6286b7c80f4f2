#!/usr/bin/env python3
"""Many clients of a server that has a short accept queue.

  crowd.py serve ADDRESS PORT --backlog B --first S --each S   accepts one connection after another, the first S seconds
                 after it came: reads a request of 100 bytes, works S seconds on it and answers with 400 bytes
  crowd.py ask   ADDRESS PORT --count N --every S              N clients, one each S seconds, which send a request at once
                 and wait for the answer
"""

import argparse
import select
import socket
import threading
import time


def serve(given):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((given.address, given.port))
    listener.listen(given.backlog)
    select.select([listener], [], [])
    time.sleep(given.first)
    while True:
        sock = listener.accept()[0]
        try:
            left = 100
            while left:
                got = len(sock.recv(left))
                if not got:
                    break
                left -= got
            time.sleep(given.each)
            sock.sendall(b"a" * 400)
        except OSError:
            pass
        sock.close()


def ask(given):
    def one():
        try:
            sock = socket.create_connection((given.address, given.port), timeout=60)
            sock.sendall(b"q" * 100)
            while sock.recv(65536):
                pass
            sock.close()
        except OSError:
            pass
    clients = [threading.Thread(target=one) for _ in range(given.count)]
    for client in clients:
        client.start()
        time.sleep(given.every)
    for client in clients:
        client.join()


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("role", choices=("serve", "ask"))
parser.add_argument("address")
parser.add_argument("port", type=int)
parser.add_argument("--backlog", type=int, default=1)
parser.add_argument("--first", type=float, default=0)
parser.add_argument("--each", type=float, default=0)
parser.add_argument("--count", type=int, default=8)
parser.add_argument("--every", type=float, default=0.05)
options = parser.parse_intermixed_args()
(serve if options.role == "serve" else ask)(options)
