"""A name server for what the servers of Debian do not do.

    odd_server.py ADDRESS upward     refers every query to the root, as a server does that was not told of its zone
    odd_server.py ADDRESS blocked    blocks every name with NXDOMAIN and an extended error (RFC 8914), as filters do
"""
import socket
import struct
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 53))
ROOT = b"".join(b"\0" + struct.pack(">HHIH", 2, 1, 518400, 20) + b"\1" + letter + b"\x0croot-servers\3net\0"
                for letter in (b"a", b"b"))
OPT = b"\0" + struct.pack(">HHIHHHH", 41, 1232, 0, 6, 15, 2, 15)
while True:
    query, client = server.recvfrom(4096)
    question = query[12:query.index(0, 12) + 5]
    if sys.argv[2] == "upward":
        answer = struct.pack(">HHHHH", 0x8000, 1, 0, 2, 0) + question + ROOT
    else:
        answer = struct.pack(">HHHHH", 0x8183, 1, 0, 0, 1) + question + OPT
    server.sendto(query[:2] + answer, client)
