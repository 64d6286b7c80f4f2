"""A server with room for one connection, which accepts none for a while: full_queue.py ADDRESS PORT SECONDS. Then it answers all."""
import socket
import sys
import time

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen(1)
time.sleep(float(sys.argv[3]))
while True:
    client, _ = listener.accept()
    client.settimeout(2)
    try:
        client.recv(4096)
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n")
    except OSError:
        pass
    client.close()
