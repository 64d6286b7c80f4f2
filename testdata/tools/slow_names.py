"""A name server that takes its time: slow_names.py ADDRESS SECONDS ANSWER. Each name has the address ANSWER, and no IPv6 address."""
import socket
import struct
import sys
import threading
import time

address, seconds, answer = sys.argv[1], float(sys.argv[2]), sys.argv[3]
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((address, 53))


def respond(query, client):
    time.sleep(seconds)
    end = query.index(0, 12) + 5
    wanted = struct.unpack_from(">H", query, end - 4)[0] == 1
    record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 300, 4) + socket.inet_aton(answer) if wanted else b""
    header = query[:2] + struct.pack(">HHHHH", 0x8580, 1, int(wanted), 0, 0)
    server.sendto(header + query[12:end] + record, client)


while True:
    threading.Thread(target=respond, args=server.recvfrom(4096), daemon=True).start()
