"""A TLS server that thinks before its part of the handshake. Arguments: address, port, chain, key, seconds."""
import socket
import ssl
import sys
import time

address, port, chain, key, seconds = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(chain, key)
with socket.create_server((address, int(port))) as listener:
    while True:
        plain, _ = listener.accept()
        plain.recv(1, socket.MSG_PEEK)
        time.sleep(float(seconds))
        try:
            with context.wrap_socket(plain, server_side=True) as secure:
                secure.recv(4096)
                secure.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nok\n")
        except OSError:
            pass
