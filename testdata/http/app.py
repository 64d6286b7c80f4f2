#!/usr/bin/env python3
"""Servers and clients for the captures of this directory, on the libraries that Debian has.

  app.py web ADDRESS PORT        http.server, HTTP/1.1, one thread a connection, with the paths of Handler below
  app.py echo ADDRESS PORT       websockets: answers each message; "close CODE REASON" closes so, "die" ends the process
  app.py talk URI STEP...        websockets client: text, sleep=S, ping, close, drop
  app.py grpc ADDRESS PORT       grpcio: example.test.Greeter with Hello, Count, Chat, Sleep and Broken
  app.py call ADDRESS PORT STEP...   grpcio client: hello, count, chat, sleep=DEADLINE, broken, pings
  app.py lazy ADDRESS PORT PATH S    h2: asks for PATH over HTTP/2 and opens its window only after S seconds
  app.py late ADDRESS PORT FILE      h2: one request, then it reads FILE (a pipe), then three more on the same connection
  app.py get ADDRESS PORT STEP...    http.client, one connection: PATH asks, sleep=S waits, post=PATH posts, storm=N:PATH repeats
"""

import http.client
import http.server
import os
import socket
import sys
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "example"

    def log_message(self, *arguments):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def do_GET(self):
        path = self.path.split("?")[0]
        getattr(self, "on_" + path.strip("/").split("/")[0], self.on_page)(path)

    def reply(self, status, body=b"", **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        if "Transfer_Encoding" not in fields and fields.get("Connection") != "close":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def on_page(self, path):
        self.reply(200, b"a page of the lab\n" * 20, Content_Type="text/plain")

    def on_slow(self, path):
        time.sleep(float(path.rsplit("/", 1)[-1]))
        self.on_page(path)

    on_hang = on_slow

    def on_poll(self, path):
        time.sleep(4)
        self.reply(200, b'{"news": 1}', Content_Type="application/json")

    def on_crash(self, path):
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def on_cut(self, path):
        self.send_response(200)
        self.send_header("Content-Length", "90000")
        self.end_headers()
        self.wfile.write(b"x" * 20000)
        self.close_connection = True

    def on_error(self, path):
        self.reply(500, b"it broke\n")

    def on_busy(self, path):
        self.reply(503, b"come again\n")

    def on_until(self, path):
        self.reply(200, b"until the end of the connection\n" * 50, Connection="close")
        self.close_connection = True

    def on_trailers(self, path):
        self.reply(200, b"", Transfer_Encoding="chunked", Trailer="Checksum")
        for chunk in (b"one", b"two" * 300):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            time.sleep(0.05)
        self.wfile.write(b"0\r\nChecksum: 1234\r\n\r\n")

    def on_events(self, path):
        self.reply(200, b"", Content_Type="text/event-stream", Transfer_Encoding="chunked")
        for number in range(8):
            event = b"data: event %d\n\n" % number
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
            time.sleep(0.8)
        self.wfile.write(b"0\r\n\r\n")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, port):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, port), Handler)


def web(address, port):
    Server(address, int(port)).serve_forever()


def echo(address, port):
    import asyncio
    import websockets

    async def serve(socket, path=None):
        async for message in socket:
            words = message.split(" ", 2)
            if words[0] == "close":
                await socket.close(int(words[1]), words[2] if len(words) > 2 else "")
            elif words[0] == "die":
                os._exit(1)
            else:
                await socket.send(message)

    async def main():
        async with websockets.serve(serve, address, int(port), ping_interval=None):
            await asyncio.get_running_loop().create_future()

    asyncio.run(main())


def talk(uri, *steps):
    import asyncio
    import websockets

    async def main():
        socket = await websockets.connect(uri, ping_interval=None)
        for step in steps:
            try:
                if step.startswith("sleep="):
                    await asyncio.sleep(float(step[6:]))
                elif step == "ping":
                    await (await socket.ping())
                elif step == "close":
                    await socket.close()
                elif step == "drop":
                    os._exit(0)
                else:
                    await socket.send(step)
                    await socket.recv()
            except websockets.ConnectionClosed:
                return

    asyncio.run(main())


SERVICE = "/example.test.Greeter/"


def grpc(address, port):
    import concurrent.futures
    import grpc

    def broken(request, context):
        context.abort(grpc.StatusCode.UNAVAILABLE, "no backend is left for greetings")

    def slow(request, context):
        time.sleep(3)
        return b"late"

    def count(request, context):
        for number in range(5):
            time.sleep(0.7)
            yield b"%d" % number

    def chat(requests, context):
        for request in requests:
            yield b"you said " + request

    methods = {
        "Hello": grpc.unary_unary_rpc_method_handler(lambda request, context: b"hello " + request),
        "Sleep": grpc.unary_unary_rpc_method_handler(slow),
        "Broken": grpc.unary_unary_rpc_method_handler(broken),
        "Count": grpc.unary_stream_rpc_method_handler(count),
        "Chat": grpc.stream_stream_rpc_method_handler(chat),
    }
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("example.test.Greeter", methods),))
    server.add_insecure_port("%s:%s" % (address, port))
    server.start()
    server.wait_for_termination()


def call(address, port, *steps):
    import grpc

    options = []
    if "pings" in steps:
        options = [("grpc.keepalive_time_ms", 1000), ("grpc.keepalive_permit_without_calls", 1),
                   ("grpc.http2.max_pings_without_data", 0)]
    channel = grpc.insecure_channel("%s:%s" % (address, port), options)
    for step in steps:
        try:
            if step == "hello":
                channel.unary_unary(SERVICE + "Hello")(b"world")
            elif step == "count":
                list(channel.unary_stream(SERVICE + "Count")(b""))
            elif step == "chat":
                list(channel.stream_stream(SERVICE + "Chat")(slowly(b"a", b"b", b"c")))
            elif step == "broken":
                channel.unary_unary(SERVICE + "Broken")(b"")
            elif step == "pings":
                # A call that waits, while the channel pings more often than the server allows.
                channel.unary_unary(SERVICE + "Hello")(b"world")
                time.sleep(24)
            elif step.startswith("sleep="):
                channel.unary_unary(SERVICE + "Sleep")(b"", timeout=float(step[6:]))
        except grpc.RpcError as error:
            print(error.code())
    channel.close()


def slowly(*messages):
    for message in messages:
        time.sleep(0.8)
        yield message


def lazy(address, port, path, seconds):
    import h2.config
    import h2.connection
    import h2.events

    connection = h2.connection.H2Connection(h2.config.H2Configuration())
    sock = socket.create_connection((address, int(port)))
    connection.initiate_connection()
    connection.send_headers(1, [(":method", "GET"), (":path", path), (":scheme", "http"), (":authority", address)], end_stream=True)
    sock.sendall(connection.data_to_send())
    waiting = 0
    while True:
        sock.settimeout(float(seconds))
        try:
            data = sock.recv(65536)
        except socket.timeout:
            # Now it has read enough of what it has, and asks for more.
            connection.acknowledge_received_data(waiting, 1)
            waiting = 0
            sock.sendall(connection.data_to_send())
            continue
        if not data:
            return
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.DataReceived):
                waiting += event.flow_controlled_length
            elif isinstance(event, h2.events.StreamEnded):
                connection.close_connection()
                sock.sendall(connection.data_to_send())
                return
        sock.sendall(connection.data_to_send())


def late(address, port, pipe):
    import h2.connection

    connection = h2.connection.H2Connection()
    sock = socket.create_connection((address, int(port)))
    connection.initiate_connection()
    for stream, path in ((1, "/small"), (3, "/small"), (5, "/other"), (7, "/other")):
        if stream == 3:
            with open(pipe) as waiting:
                waiting.read()
        connection.send_headers(stream, [(":method", "GET"), (":path", path), (":scheme", "http"), (":authority", "www.example.test"),
                                         ("user-agent", "lab/1.0")], end_stream=True)
        sock.sendall(connection.data_to_send())
        ended = False
        while not ended:
            for event in connection.receive_data(sock.recv(65536)):
                ended |= type(event).__name__ == "StreamEnded"
            sock.sendall(connection.data_to_send())
    connection.close_connection()
    sock.sendall(connection.data_to_send())


def get(address, port, *steps):
    connection = http.client.HTTPConnection(address, int(port))
    for step in steps:
        try:
            name, _, value = step.partition("=")
            if name == "sleep":
                time.sleep(float(value))
            elif name == "post":
                connection.request("POST", value, b"name=value", {"Content-Type": "application/x-www-form-urlencoded"})
                connection.getresponse().read()
            elif name == "storm":
                times, path = value.split(":")
                for _ in range(int(times)):
                    connection.request("GET", path)
                    connection.getresponse().read()
            else:
                connection.request("GET", step)
                connection.getresponse().read()
        except (http.client.HTTPException, OSError) as error:
            print(type(error).__name__)
            connection.close()
    connection.close()


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("web", "echo", "talk", "grpc", "call", "lazy", "late", "get"):
        sys.exit(__doc__)
    globals()[sys.argv[1]](*sys.argv[2:])
