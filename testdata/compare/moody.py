#!/usr/bin/env python3
"""A web server whose answers take as long, and fail as often, as it is told.

  moody.py ADDRESS PORT [median=MS] [slow=SHARE:MS] [fail=SHARE:STATUS] [bytes=N] [software=NAME] [seed=N]

Times are spread around the median, half to twice it, by a seeded generator.
"""

import http.server
import random
import socketserver
import sys
import time

WORDS = dict(word.split("=", 1) for word in sys.argv[3:])
DICE = random.Random(int(WORDS.get("seed", 1)))
MEDIAN = float(WORDS.get("median", 10)) / 1000
SLOW_SHARE, SLOW = (float(part) for part in WORDS.get("slow", "0:0").split(":"))
FAIL_SHARE, STATUS = (float(part) for part in WORDS.get("fail", "0:500").split(":"))
BODY = (b"a page of the lab\n" * 10_000)[:int(WORDS.get("bytes", 300))]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body leave in one write.
    wbufsize = -1

    def version_string(self):
        return WORDS.get("software", "moody/1.0")

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        time.sleep(SLOW / 1000 if DICE.random() < SLOW_SHARE else MEDIAN * 2 ** (2 * DICE.random() - 1))
        failed = DICE.random() < FAIL_SHARE
        body = b"come again\n" if failed else BODY
        self.send_response(int(STATUS) if failed else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Unlike http.server's own it asks no DNS for its name."""
    allow_reuse_address = True
    daemon_threads = True


Server((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
