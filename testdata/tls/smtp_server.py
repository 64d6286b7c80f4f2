"""As much of an SMTP server as STARTTLS takes. Arguments: address, port, chain, key; without the latter two it refuses STARTTLS."""
import socket
import ssl
import sys

address, port, *certificate = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
if certificate:
    context.load_cert_chain(*certificate)


def talk(connection):
    """Answers commands until the end or STARTTLS; whether it was the latter."""
    lines = connection.makefile("rb", buffering=0)
    for line in lines:
        command = line.strip().upper()
        if command.startswith(b"EHLO"):
            connection.sendall(b"250-mail.example.test\r\n250-PIPELINING\r\n250 STARTTLS\r\n")
        elif command == b"STARTTLS" and not certificate:
            connection.sendall(b"454 TLS not available due to temporary reason\r\n")
        elif command == b"STARTTLS":
            connection.sendall(b"220 Ready to start TLS\r\n")
            return True
        elif command == b"QUIT":
            connection.sendall(b"221 Bye\r\n")
            return False
        else:
            connection.sendall(b"250 OK\r\n")
    return False


with socket.create_server((address, int(port))) as listener:
    while True:
        plain, _ = listener.accept()
        try:
            plain.sendall(b"220 mail.example.test ESMTP\r\n")
            if talk(plain):
                with context.wrap_socket(plain, server_side=True) as secure:
                    talk(secure)
        except OSError:
            pass
