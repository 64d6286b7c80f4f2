#!/usr/bin/env python3
"""Writes a capture of an office's services: services.py OUT.pcap [PACKETS]   (Python 3, standard library only)

Long-lived connections with many requests each (Redis, MySQL, PostgreSQL, LDAP, SMB 2, NFS), short ones (mail, databases, logins, and the web, which is
no service here), and datagrams (SNMP, RADIUS, NTP, Kerberos, DNS, which is none either). One request in fifty fails. 1,400,000 packets, as many as there are
by default, hold a million requests and replies. Sequence numbers, checksums, identifiers
and times are as real stacks have them; the same call writes the same file.
"""
import heapq
import random
import struct
import sys

STEP_NANOS = 90_000
FAILS = 0.02
FIN, SYN, ACK, PSH = 1, 2, 16, 8
SYN_OPTIONS = bytes.fromhex("020405b40402080a000000010000000001030307")
CHANCE = random.Random(20)


def fails():
    return CHANCE.random() < FAILS


def checksum(data):
    total = int.from_bytes(data + b"\0" * (len(data) % 2), "big") % 0xffff
    return 0xffff - total if total else 0xffff if not any(data) else 0


def address(text):
    return bytes(map(int, text.split(".")))


class Wire:
    """Puts packets in the order of their times and writes them."""

    def __init__(self, out, packets):
        self.out, self.left = out, packets
        self.waiting, self.count, self.numbers = [], 0, 0
        out.write(struct.pack("<IHHiIII", 0xa1b23c4d, 2, 4, 0, 0, 65535, 1))

    def ip(self, time, source, destination, protocol, body):
        self.numbers = (self.numbers + 1) & 0xffff
        head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(body), self.numbers, 0x4000, 64, protocol, 0, source, destination)
        head = head[:10] + struct.pack(">H", checksum(head)) + head[12:]
        frame = b"\2\0\0" + destination[1:] + b"\2\0\0" + source[1:] + b"\x08\0" + head + body
        self.count += 1
        heapq.heappush(self.waiting, (time, self.count, frame))

    def udp(self, time, source, source_port, destination, port, data):
        body = struct.pack(">HHHH", source_port, port, 8 + len(data), 0) + data
        pseudo = source + destination + struct.pack(">HH", 17, len(body))
        self.ip(time, source, destination, 17, body[:6] + struct.pack(">H", checksum(pseudo + body)) + data)

    def until(self, time):
        """Writes what comes before a time; whether more is wanted."""
        while self.waiting and self.waiting[0][0] < time and self.left:
            at, _, frame = heapq.heappop(self.waiting)
            self.out.write(struct.pack("<IIII", *divmod(at, 1_000_000_000), len(frame), len(frame)) + frame)
            self.left -= 1
        return self.left > 0


class Connection:
    """Both ends of a TCP connection."""

    def __init__(self, wire, client, client_port, server, port):
        self.wire = wire
        self.ends = ((client, client_port), (server, port))
        self.next = [CHANCE.getrandbits(32), CHANCE.getrandbits(32)]
        self.acknowledged = [0, 0]
        self.unacknowledged = [0, 0]

    def segment(self, time, side, flags, data=b"", options=None):
        (source, source_port), (destination, port) = self.ends[side], self.ends[1 - side]
        options = options or b"\1\1\x08\x0a" + struct.pack(">II", time // 1_000_000 & 0xffffffff, time // 1_000_000 & 0xffffffff)
        acknowledges = self.next[1 - side] if flags & ACK else 0
        head = struct.pack(">HHIIBBHHH", source_port, port, self.next[side], acknowledges, (20 + len(options)) // 4 << 4, flags, 502, 0, 0)
        body = head + options + data
        pseudo = source + destination + struct.pack(">HH", 6, len(body))
        body = body[:16] + struct.pack(">H", checksum(pseudo + body)) + body[18:]
        self.wire.ip(time, source, destination, 6, body)
        self.next[side] = (self.next[side] + len(data) + (1 if flags & (SYN | FIN) else 0)) & 0xffffffff
        self.unacknowledged[1 - side] = 0
        self.unacknowledged[side] += 1 if data else 0

    def open(self, time):
        self.segment(time, 0, SYN, options=SYN_OPTIONS)
        self.segment(time + 150_000, 1, SYN | ACK, options=SYN_OPTIONS)
        self.segment(time + 180_000, 0, ACK)
        return time + 200_000

    def say(self, time, side, data):
        for at in range(0, len(data), 1448):
            self.segment(time, side, ACK | PSH, data[at:at + 1448])
            time += 1_000
            if self.unacknowledged[side] > 1:
                self.segment(time + 20_000, 1 - side, ACK)

    def close(self, time):
        self.segment(time, 0, FIN | ACK)
        self.segment(time + 100_000, 1, FIN | ACK)
        self.segment(time + 120_000, 0, ACK)


def ber(tag, *parts):
    body = b"".join(parts)
    length = bytes([len(body)]) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
    return bytes([tag]) + length + body


def number(value, tag=2):
    return ber(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


# What is said: each gives (request, reply) by turns, the first of which begin a connection. A request or a reply may be empty.
def redis(_):
    while True:
        key = b"session:%d" % CHANCE.randrange(100_000)
        if CHANCE.random() < 0.7:
            reply = b"$%d\r\n%s\r\n" % (40, b"v" * 40)
            yield b"*2\r\n$3\r\nGET\r\n$%d\r\n%s\r\n" % (len(key), key), \
                b"-WRONGTYPE Operation against a key holding the wrong kind of value\r\n" if fails() else reply
        else:
            yield b"*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$20\r\n%s\r\n" % (len(key), key, b"x" * 20), b"+OK\r\n"


def mysql_packet(sequence, body):
    return struct.pack("<I", len(body))[:3] + bytes([sequence]) + body


def mysql(_):
    yield b"", mysql_packet(0, b"\x0a8.0.36\0" + struct.pack("<I", 7) + b"saltsalt\0\xff\xf7\xff\x02\0\xff\xc7\x15" + bytes(10)
                            + b"saltsaltsalt\0mysql_native_password\0")
    yield mysql_packet(1, struct.pack("<IIB23x", 0x000aa68d, 1 << 24, 45) + b"shop\0\x14" + b"p" * 20 + b"shop\0mysql_native_password\0"), \
        mysql_packet(2, b"\0\0\0\2\0\0\0")
    columns = mysql_packet(1, b"\2") + mysql_packet(2, b"\3def\4shop\6orders\6orders\2id\2id\x0c\x3f\0\x0b\0\0\0\3\3\x42\0\0\0") \
        + mysql_packet(3, b"\3def\4shop\6orders\6orders\4what\4what\x0c\xff\0\x50\0\0\0\xfd\0\0\0\0\0") + mysql_packet(4, b"\xfe\0\0\2\0")
    while True:
        one = CHANCE.randrange(1_000_000)
        if CHANCE.random() < 0.8:
            rows = b"".join(mysql_packet(5 + i, b"\5%05d\x0etea from Assam" % (one % 90_000 + i)) for i in range(3))
            yield mysql_packet(0, b"\3SELECT id, what FROM orders WHERE customer = %d ORDER BY id LIMIT 3" % one), \
                mysql_packet(1, b"\xff\x7a\x04#42S02Table 'shop.order' doesn't exist") if fails() \
                else columns + rows + mysql_packet(8, b"\xfe\0\0\2\0")
        else:
            yield mysql_packet(0, b"\3UPDATE orders SET sent = 1 WHERE id = %d" % one), mysql_packet(1, b"\0\1\0\2\0\0\0")


def pg(kind, body):
    return kind + struct.pack(">I", 4 + len(body)) + body


def postgresql(_):
    start = struct.pack(">I", 196_608) + b"user\0shop\0database\0shop\0\0"
    yield struct.pack(">I", 4 + len(start)) + start, pg(b"R", struct.pack(">I", 0)) + pg(b"S", b"server_version\x0016.2\0") \
        + pg(b"K", bytes(8)) + pg(b"Z", b"I")
    head = pg(b"T", struct.pack(">H", 1) + b"what\0" + struct.pack(">IHIHIH", 1, 2, 25, 0xffff, 0xffffffff, 0))
    while True:
        row = pg(b"D", struct.pack(">HI", 1, 14) + b"tea from Assam")
        error = pg(b"E", b"SERROR\0VERROR\0C23505\0Mduplicate key value violates unique constraint \"orders_pkey\"\0\0")
        yield pg(b"Q", b"SELECT what FROM orders WHERE id = %d\0" % CHANCE.randrange(1_000_000)), \
            (error if fails() else head + row * 4 + pg(b"C", b"SELECT 4\0")) + pg(b"Z", b"I")


def ldap(_):
    yield ber(48, number(1), ber(0x60, number(3), ber(4, b"cn=app,dc=example,dc=test"), ber(0x80, b"secret"))), \
        ber(48, number(1), ber(0x61, number(0, 10), ber(4), ber(4)))
    at = 1
    while True:
        at += 1
        user = b"uid=user%d,ou=people,dc=example,dc=test" % CHANCE.randrange(10_000)
        request = ber(48, number(at), ber(0x63, ber(4, b"ou=people,dc=example,dc=test"), number(2, 10), number(0, 10), number(0), number(0),
                                          b"\1\1\0", ber(0xa3, ber(4, b"uid"), ber(4, user[4:12])), ber(48, ber(4, b"cn"), ber(4, b"mail"))))
        entry = ber(48, number(at), ber(0x64, ber(4, user), ber(48, ber(48, ber(4, b"cn"), ber(49, ber(4, b"Anna Example"))))))
        failed = fails()
        yield request, (b"" if failed else entry) + ber(48, number(at), ber(0x65, number(32 if failed else 0, 10), ber(4), ber(4)))


def smb(_):
    session = CHANCE.getrandbits(48)

    def message(command, status, flags, identifier, body):
        head = struct.pack("<4sHHIHHIIQIIQ16s", b"\xfeSMB", 64, 1, status, command, 1, flags, 0, identifier, 0xfeff, 5, session, bytes(16))
        return struct.pack(">I", len(head) + len(body)) + head + body

    def exchange(command, request, reply, status=0):
        return message(command, 0, 0, at, request), message(command, status, 1, at, reply)

    negotiated = struct.pack("<HHHHIIIIQQHHI", 65, 1, 0x0302, 0, 0, 0, 1 << 20, 1 << 20, 1 << 20, 0, 0, 128, 0) + bytes(16)
    at = 0
    yield exchange(0, struct.pack("<HHHHI16sQ", 36, 2, 1, 0, 0, bytes(16), 0) + b"\2\2\2\3", negotiated)
    while True:
        # A file is opened, read a few times, and closed.
        name = ("docs\\letter%d.txt" % CHANCE.randrange(5_000)).encode("utf-16le")
        asked = struct.pack("<HBBIQQIIIIIHHII", 57, 0, 0, 2, 0, 0, 0x120089, 0, 7, 1, 0, 120, len(name), 0, 0) + name
        at += 1
        if fails():
            yield exchange(5, asked, struct.pack("<HHI", 9, 0, 0) + b"\0", 0xc0000022)
            continue
        handle = CHANCE.randbytes(16)
        yield exchange(5, asked, struct.pack("<HBBIQQQQQQII", 89, 0, 0, 1, *[0] * 8) + handle + bytes(8))
        for part in range(CHANCE.randrange(1, 4)):
            at += 1
            yield exchange(8, struct.pack("<HBBIQ16sIIIHH", 49, 0x50, 0, 512, part * 512, handle, 0, 0, 0, 0, 0) + b"\0",
                           struct.pack("<HBBIII", 17, 0x50, 0, 512, 0, 0) + CHANCE.randbytes(512))
        at += 1
        yield exchange(6, struct.pack("<HHI16s", 24, 0, 0, handle), struct.pack("<HHI", 60, 0, 0) + bytes(52))


def nfs(_):
    def record(body):
        return struct.pack(">I", 0x80000000 | len(body)) + body
    sign = struct.pack(">II", 1, 36) + struct.pack(">II", 1, 6) + b"client\0\0" + struct.pack(">IIII", 1000, 1000, 1, 1000)
    sign = struct.pack(">II", 1, len(sign) - 8) + sign[8:] + struct.pack(">II", 0, 0)
    handle = struct.pack(">I", 28) + bytes(28)
    at = CHANCE.getrandbits(30)
    while True:
        at += 1
        procedure, body = CHANCE.choice(((1, handle), (3, handle + struct.pack(">I", 8) + b"file%04d" % (at % 10_000)), (4, handle + b"\0\0\0\x1f"),
                                         (6, handle + struct.pack(">QI", 0, 512))))
        status = 13 if procedure == 4 and CHANCE.random() < 4 * FAILS else 0
        reply = struct.pack(">I", status) + (b"\0\0\0\0" if status else bytes(84))
        yield record(struct.pack(">IIIIII", at, 0, 2, 100003, 3, procedure) + sign + body), \
            record(struct.pack(">IIIIII", at, 1, 0, 0, 0, 0) + reply + (bytes(500) if procedure == 6 and not status else b""))


def smtp(_):
    yield b"", b"220 mail.example.test ESMTP Postfix\r\n"
    yield b"EHLO client.example.test\r\n", b"250-mail.example.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250 ENHANCEDSTATUSCODES\r\n"
    yield b"MAIL FROM:<anna@example.test> SIZE=700\r\n", b"250 2.1.0 Ok\r\n"
    if fails():
        yield b"RCPT TO:<nobody@example.test>\r\n", b"550 5.1.1 <nobody@example.test>: Recipient address rejected: User unknown\r\n"
    else:
        yield b"RCPT TO:<bert@example.test>\r\n", b"250 2.1.5 Ok\r\n"
        yield b"DATA\r\n", b"354 End data with <CR><LF>.<CR><LF>\r\n"
        yield b"Subject: hello\r\n\r\n" + b"A line of a letter as people write them to each other.\r\n" * 12 + b".\r\n", b"250 2.0.0 Ok: queued\r\n"
    yield b"QUIT\r\n", b"221 2.0.0 Bye\r\n"


def some(speak, count):
    """The first few exchanges."""
    def short(at):
        for _, each in zip(range(count), speak(at)):
            yield each
    return short


def web(_):
    yield b"GET /news HTTP/1.1\r\nHost: www.example.test\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + b"n" * 300


def tls(_):
    hello = b"\3\3" + bytes(32) + b"\0\0\2\x13\1\1\0"
    hello = b"\1" + struct.pack(">I", len(hello))[1:] + hello
    yield b"\x16\3\1" + struct.pack(">H", len(hello)) + hello, b"\x16\3\3\0\x7a\2\0\0\x76\3\3" + bytes(116) + b"\x17\3\3\2\0" + bytes(512)
    yield b"\x17\3\3\1\0" + bytes(256), b"\x17\3\3\4\0" + bytes(1024)


# Datagrams: (request, reply) of a number that counts up.
def snmp(at):
    def pdu(tag, status, value):
        return ber(48, number(1), ber(4, b"public"), ber(tag, number(at), number(status), number(1 if status else 0), ber(
            48, ber(48, ber(6, bytes.fromhex("2b06010201020201 0a") + bytes([at % 100 + 1])), value))))
    status = 2 if fails() else 0
    return pdu(0xa0, 0, b"\5\0"), pdu(0xa2, status, b"\5\0" if status else ber(0x41, struct.pack(">I", at)))


def radius(at):
    rejected = fails()
    request = struct.pack(">BBH16s", 1, at & 255, 58, struct.pack(">IIII", at, 1, 2, 3)) + b"\1\x0auser%04d" % (at % 10_000) + b"\2\x12" + bytes(16) \
        + b"\4\x06\x0a\1\0\1" + b"\x05\x04\0\1"
    return request, struct.pack(">BBH16s", 3 if rejected else 2, at & 255, 20, bytes(16))


def ntp(at):
    now = struct.pack(">II", 3_900_000_000 + at // 1000, at * 7919 & 0xffffffff)
    return b"\x23\0\6\xec" + bytes(36) + now, b"\x24\2\6\xec" + struct.pack(">II", 100, 100) + b"\x0a\0\0\1" + now + now + now + now


def kerberos(_):
    def name(kind, *parts):
        return ber(48, ber(0xa0, number(kind)), ber(0xa1, ber(48, *(ber(0x1b, part) for part in parts))))
    realm = ber(0x1b, b"EXAMPLE.TEST")
    body = ber(48, ber(0xa0, ber(3, bytes(5))), ber(0xa1, name(1, b"user%d" % CHANCE.randrange(5_000))), ber(0xa2, realm),
               ber(0xa3, name(2, b"krbtgt", b"EXAMPLE.TEST")), ber(0xa5, ber(0x18, b"20370913024805Z")), ber(0xa7, number(CHANCE.getrandbits(30))),
               ber(0xa8, ber(48, number(18))))
    request = ber(0x6a, ber(48, ber(0xa1, number(5)), ber(0xa2, number(10)), ber(0xa4, body)))
    if fails():
        return request, ber(0x7e, ber(48, ber(0xa0, number(5)), ber(0xa1, number(30)), ber(0xa4, ber(0x18, b"20231114221320Z")), ber(0xa5, number(1)),
                                      ber(0xa6, number(24)), ber(0xa9, realm), ber(0xaa, name(2, b"krbtgt", b"EXAMPLE.TEST"))))
    sealed = ber(48, ber(0xa0, number(18)), ber(0xa2, ber(4, bytes(180))))
    ticket = ber(0x61, ber(48, ber(0xa0, number(5)), ber(0xa1, realm), ber(0xa2, name(2, b"krbtgt", b"EXAMPLE.TEST")), ber(0xa3, sealed)))
    return request, ber(0x6b, ber(48, ber(0xa0, number(5)), ber(0xa1, number(11)), ber(0xa3, realm), ber(0xa4, name(1, b"anna")), ber(0xa5, ticket),
                                  ber(0xa6, sealed)))


def dns(at):
    question = b"\4host\7example\4test\0\0\1\0\1"
    return struct.pack(">HHHHHH", at & 0xffff, 0x100, 1, 0, 0, 0) + question, \
        struct.pack(">HHHHHH", at & 0xffff, 0x8180, 1, 1, 0, 0) + question + b"\xc0\x0c\0\1\0\1\0\0\1\x2c\0\4\x0a\0\0\1"


# Port, servers, connections, share of the steps.
LONG = ((redis, 6379, 2, 60, 14), (mysql, 3306, 2, 60, 14), (postgresql, 5432, 1, 30, 8), (ldap, 389, 2, 40, 8), (smb, 445, 2, 80, 14), (nfs, 2049, 1, 30, 14))
SHORT = ((smtp, 25, 2, 2), (some(mysql, 4), 3306, 2, 2), (some(redis, 3), 6379, 2, 2), (some(ldap, 2), 389, 2, 2), (web, 80, 4, 2), (tls, 443, 4, 2))
DATAGRAMS = ((snmp, 161, 60, 8), (radius, 1812, 2, 3), (ntp, 123, 3, 2), (kerberos, 88, 2, 3), (dns, 53, 2, 4))


class Talk:
    """A connection at work."""

    def __init__(self, wire, time, speak, client, client_port, server, port):
        self.connection = Connection(wire, address(client), client_port, address(server), port)
        self.free = self.connection.open(time)
        self.dialogue = speak(0)

    def step(self, time):
        """One request and its reply; false at the end."""
        at = max(time, self.free)
        request, reply = next(self.dialogue, (None, None))
        if request is None:
            self.connection.close(at)
            return False
        if request:
            self.connection.say(at, 0, request)
        at += 200_000 + int(CHANCE.expovariate(1 / 800_000))
        self.connection.say(at, 1, reply)
        self.free = at + 60_000
        return True


def write(path, packets):
    with open(path, "wb", buffering=1 << 20) as out:
        wire = Wire(out, packets)
        time = 1_700_000_000_000_000_000
        pools, weights = [], []
        for number_, (speak, port, servers, connections, share) in enumerate(LONG):
            pools.append([Talk(wire, time + i * 1_000_000, speak, f"10.1.{number_}.{i + 1}", 40_000 + i, f"10.0.{number_}.{1 + i % servers}", port)
                          for i in range(connections)])
            weights.append(share)
        shorts = [None] * len(SHORT)
        kinds = range(len(LONG) + len(SHORT) + len(DATAGRAMS))
        weights += [share for *_, share in SHORT] + [share for *_, share in DATAGRAMS]
        at = 0
        while wire.until(time):
            for kind in CHANCE.choices(kinds, weights, k=100):
                at += 1
                time += STEP_NANOS
                if kind < len(LONG):
                    CHANCE.choice(pools[kind]).step(time)
                elif kind < len(LONG) + len(SHORT):
                    short = kind - len(LONG)
                    speak, port, servers, _ = SHORT[short]
                    client = f"10.2.{at // 250 % 40}.{1 + at % 250}"
                    talk = Talk(wire, time, speak, client, 20_000 + at // 50 % 40_000, f"10.0.{10 + short}.{1 + at % servers}", port)
                    while talk.step(time):
                        pass
                else:
                    ask, port, servers, _ = DATAGRAMS[kind - len(LONG) - len(SHORT)]
                    request, reply = ask(at)
                    client, server = address(f"10.3.0.{1 + at % 40}"), address(f"10.0.{30 + kind - len(LONG) - len(SHORT)}.{1 + at % servers}")
                    client_port = 123 if port == 123 else 30_000 + at % 20_000 if port in (53, 88) else 30_000 + at % 40
                    wire.udp(time, client, client_port, server, port, request)
                    wire.udp(time + 100_000 + int(CHANCE.expovariate(1 / 500_000)), server, port, client, client_port, reply)
    print(f"{path}: {packets:,} packets", file=sys.stderr)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_400_000)
