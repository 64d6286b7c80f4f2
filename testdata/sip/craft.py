#!/usr/bin/env python3
"""Builds the captures of this directory that no program at hand makes on demand: what SIP ALGs, broken clients and lost
messages do. Usage: craft.py [NAME]; without a name all of them. The others come from make.sh."""
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
A, B = "192.0.2.10", "198.51.100.20"
START = 1_700_000_000


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def address(text):
    return bytes(int(part) for part in text.split("."))


class Capture:
    def __init__(self):
        self.records = []
        self.now = 0.0
        self.ids = 1
        self.sequence = {}

    def wait(self, seconds):
        self.now += seconds

    def ip(self, source, destination, protocol, payload, fragment=0, ident=None):
        self.ids += 1
        ident = self.ids if ident is None else ident
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, fragment, 64, protocol, 0, address(source),
                           address(destination))
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        macs = bytes([2, 0, 0, 0, 1, address(destination)[3]]) + bytes([2, 0, 0, 0, 1, address(source)[3]])
        frame = macs + b"\x08\x00" + head + payload
        micros = round(self.now * 1_000_000)
        self.records.append(struct.pack("<IIII", START + micros // 1_000_000, micros % 1_000_000, len(frame), len(frame)) + frame)

    def transport(self, source, destination, protocol, segment, at):
        pseudo = address(source) + address(destination) + struct.pack("!BBH", 0, protocol, len(segment))
        return segment[:at] + struct.pack("!H", checksum(pseudo + segment) or 0xffff) + segment[at + 2:]

    def datagram(self, source, sport, destination, dport, payload):
        return self.transport(source, destination, 17, struct.pack("!HHHH", sport, dport, 8 + len(payload), 0) + payload, 6)

    def udp(self, source, sport, destination, dport, payload):
        self.ip(source, destination, 17, self.datagram(source, sport, destination, dport, payload))

    def tcp(self, source, sport, destination, dport, flags, payload=b""):
        here, there = (source, sport), (destination, dport)
        sent = self.sequence.get(here, 1000)
        segment = struct.pack("!HHIIBBHHH", sport, dport, sent, self.sequence.get(there, 1000) if flags & 16 else 0, 0x50, flags,
                              64000, 0, 0) + payload
        self.ip(source, destination, 6, self.transport(source, destination, 6, segment, 16))
        self.sequence[here] = sent + len(payload) + (1 if flags & 3 else 0)

    def write(self, name):
        folder = os.path.join(HERE, name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "capture.pcap"), "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1) + b"".join(self.records))


def sdp(host, port, way="sendrecv", formats="0", more=""):
    return ("v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP %s\r\n%sa=%s\r\n"
            % (host, host, port, formats, more, way))


class Call(Capture):
    def __init__(self, call):
        super().__init__()
        self.call = call
        self.numbers = {}

    def head(self, line, cseq, branch, more, body, length, from_b=False, to_tag=True):
        ends = ["<sip:alice@example.test>;tag=a", "<sip:bob@example.test>" + (";tag=b" if to_tag else "")]
        if from_b:
            ends = ["<sip:bob@example.test>;tag=b", "<sip:alice@example.test>;tag=a"]
        text = "%s\r\nVia: SIP/2.0/UDP %s:5060;branch=z9hG4bK-%s\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %s\r\n%s" % (
            line, B if from_b else A, branch, ends[0], ends[1], self.call, cseq, more)
        if body:
            text += "Content-Type: application/sdp\r\n"
        return (text + "Content-Length: %d\r\n\r\n%s" % (len(body) if length is None else length, body)).encode()

    def request(self, method, number, branch, more="", body="", length=None, from_b=False, to_tag=True):
        source, destination = (B, A) if from_b else (A, B)
        line = "%s sip:%s@%s SIP/2.0" % (method, "alice" if from_b else "bob", destination)
        message = self.head(line, "%d %s" % (number, method), branch, more, body, length, from_b, to_tag)
        self.udp(source, 5060, destination, 5060, message)

    def response(self, status, method, number, branch, more="", body="", from_b=False, to_tag=True):
        """To a request of Alice's, or of Bob's with from_b."""
        source, destination = (A, B) if from_b else (B, A)
        message = self.head("SIP/2.0 " + status, "%d %s" % (number, method), branch, more, body, None, from_b, to_tag)
        self.udp(source, 5060, destination, 5060, message)

    def answered(self, formats="0", more="", headers=""):
        contact = "Contact: <sip:bob@%s:5060>\r\n" % B
        self.request("INVITE", 1, "i1", body=sdp(A, 10000, formats=formats, more=more), to_tag=False)
        self.wait(0.05)
        self.response("180 Ringing", "INVITE", 1, "i1")
        self.wait(1)
        self.response("200 OK", "INVITE", 1, "i1", contact + headers, sdp(B, 20000, formats=formats, more=more))
        self.wait(0.02)
        self.request("ACK", 1, "k1")

    def bye(self, number=9):
        self.request("BYE", number, "y1")
        self.wait(0.02)
        self.response("200 OK", "BYE", number, "y1")

    def rtp(self, from_b=False, kind=0, payload=b"\xd5" * 40, stamp=None, marker=False):
        number = self.numbers.get(from_b, 0)
        self.numbers[from_b] = number + 1
        packet = struct.pack("!BBHII", 0x80, kind | (0x80 if marker else 0), number, number * 160 if stamp is None else stamp,
                             0xb0b if from_b else 0xa11ce) + payload
        self.udp(*((B, 20000, A, 10000) if from_b else (A, 10000, B, 20000)), packet)

    def speak(self, seconds, a=True, b=True):
        for _ in range(round(seconds * 50)):
            self.wait(0.02)
            if a:
                self.rtp()
            if b:
                self.rtp(True)


def session_failed():
    """A refresh of the session gets no response; the callee ends the call by its session timer."""
    c = Call("refresh@example.test")
    c.answered(headers="Session-Expires: 120;refresher=uac\r\n")
    c.speak(1)
    c.wait(58)
    for pause in (0.5, 1, 2, 4, 4, 4, 4):
        c.request("INVITE", 2, "i2", "Session-Expires: 120;refresher=uac\r\n", sdp(A, 10000))
        c.wait(pause)
    c.wait(35)
    c.request("BYE", 1, "y2", 'Reason: SIP;cause=408;text="Session timer expired"\r\n', from_b=True)
    c.wait(0.02)
    c.response("200 OK", "BYE", 1, "y2", from_b=True)
    c.write("findings/sip_session_failed")


def ack():
    """Each 200 OK is acknowledged, and still it comes again: the ACK goes to a Contact that it does not reach."""
    c = Call("ack@example.test")
    contact = "Contact: <sip:bob@10.1.1.7:5060>\r\n"
    c.request("INVITE", 1, "i1", body=sdp(A, 10000), to_tag=False)
    for pause in (0.5, 1, 2, 4, 4, 4, 4):
        c.wait(0.05)
        c.response("200 OK", "INVITE", 1, "i1", contact, sdp(B, 20000))
        c.wait(0.01)
        c.udp(A, 5060, "10.1.1.7", 5060, c.head("ACK sip:bob@10.1.1.7:5060 SIP/2.0", "1 ACK", "k1", "", "", None))
        c.wait(pause)
    c.bye()
    c.write("findings/sip_call_failed-ack")


def prack():
    """A 183 that asks for a PRACK is sent again and again; none comes, and the server gives up."""
    c = Call("prack@example.test")
    c.request("INVITE", 1, "i1", "Supported: 100rel\r\n", sdp(A, 10000), to_tag=False)
    for pause in (0.5, 1, 2, 4, 8, 16):
        c.wait(0.05)
        c.response("183 Session Progress", "INVITE", 1, "i1", "Require: 100rel\r\nRSeq: 9\r\n", sdp(B, 20000))
        c.wait(pause)
    c.response("504 Server Time-out", "INVITE", 1, "i1")
    c.wait(0.02)
    c.request("ACK", 1, "i1")
    c.write("findings/sip_call_failed-prack")


def length():
    """A device on the way wrote a longer address into the SDP and left Content-Length as it was."""
    c = Call("length@example.test")
    body = sdp("203.0.113.110", 10000)
    c.request("INVITE", 1, "i1", body=body, length=len(body) - 24, to_tag=False)
    c.wait(0.05)
    c.response("488 Not Acceptable Here", "INVITE", 1, "i1")
    c.wait(0.02)
    c.request("ACK", 1, "i1")
    c.write("findings/sip_call_failed-length")


def digits():
    """Both agree on 96 for tones; the caller sends them as 101."""
    c = Call("digits@example.test")
    c.answered("0 96", "a=rtpmap:96 telephone-event/8000\r\n")
    c.speak(2)
    for digit in range(3):
        stamp = 50000 + 1600 * digit
        for i in range(6):
            c.wait(0.02)
            c.rtp(kind=101, payload=struct.pack("!BBH", digit, 0x8a if i > 2 else 0x0a, 160 * (i + 1)), stamp=stamp, marker=i == 0)
    c.speak(1)
    c.bye()
    c.write("findings/sip_codec_mismatch-digits")


def hold():
    """After a hold and its end only the caller is heard."""
    c = Call("hold@example.test")
    c.answered()
    c.speak(2)
    for number, ways in ((2, ("sendonly", "recvonly")), (3, ("sendrecv", "sendrecv"))):
        c.request("INVITE", number, "i%d" % number, body=sdp(A, 10000, ways[0]))
        c.wait(0.02)
        c.response("200 OK", "INVITE", number, "i%d" % number, body=sdp(B, 20000, ways[1]))
        c.wait(0.02)
        c.request("ACK", number, "k%d" % number)
        c.wait(4 if number == 2 else 0)
    c.speak(9, b=False)
    c.bye()
    c.write("findings/sip_one_way_audio-hold")


def behind():
    """All packets pass here, and the receiver reports that every tenth does not arrive."""
    c = Call("behind@example.test")
    c.answered()
    c.speak(4)
    report = struct.pack("!BBHIIIIIII", 0x81, 201, 7, 0xb0b, 0xa11ce, 26 << 24 | 20, 199, 40, 0, 0)
    c.udp(B, 20001, A, 10001, report)
    c.bye()
    c.write("findings/rtp_loss-behind")


def mute():
    """The caller mutes twice; timestamps go on where they stopped."""
    c = Call("mute@example.test")
    c.answered()
    for _ in range(3):
        c.speak(1)
        c.wait(6)
    c.speak(1)
    c.bye()
    c.write("healthy/mute")


def fragment():
    """A good call whose INVITE comes in two fragments, captured with a filter for ports: only the first one passes."""
    c = Call("fragment@example.test")
    candidates = "".join("a=candidate:%d 1 UDP 2130706431 %s %d typ host\r\n" % (i, A, 30000 + i) for i in range(30))
    body = sdp(A, 10000) + candidates
    message = c.head("INVITE sip:bob@%s SIP/2.0" % B, "1 INVITE", "i1", "", body, None, to_tag=False)
    c.ip(A, B, 17, c.datagram(A, 5060, B, 5060, message)[:1480], 0x2000)
    c.wait(1)
    c.response("200 OK", "INVITE", 1, "i1", "Contact: <sip:bob@%s:5060>\r\n" % B, sdp(B, 20000))
    c.wait(0.02)
    c.request("ACK", 1, "k1")
    c.speak(1)
    c.bye()
    c.write("healthy/first_fragment")


ASK = ("GET /ws HTTP/1.1\r\nHost: pbx.example.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\nSec-WebSocket-Version: 13\r\n\r\n")


def web_socket(c, answer):
    c.tcp(A, 50000, B, 5066, 2)
    c.wait(0.01)
    c.tcp(B, 5066, A, 50000, 18)
    c.wait(0.001)
    c.tcp(A, 50000, B, 5066, 16)
    c.tcp(A, 50000, B, 5066, 24, ASK.encode())
    c.wait(0.02)
    c.tcp(B, 5066, A, 50000, 24, answer.encode())
    c.wait(0.02)


def close(c):
    for source, sport, destination, dport, flags in ((A, 50000, B, 5066, 17), (B, 5066, A, 50000, 17), (A, 50000, B, 5066, 16)):
        c.tcp(source, sport, destination, dport, flags)
        c.wait(0.01)


def refused():
    """The server refuses the upgrade to WebSocket."""
    c = Call("refused@example.test")
    web_socket(c, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    close(c)
    c.write("findings/sip_websocket_refused")


def web():
    """A registration over WebSocket (RFC 7118): masked frames from the client, plain ones from the server."""
    c = Call("web@example.test")
    web_socket(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: sip\r\n\r\n")
    for line, client in (("REGISTER sip:example.test SIP/2.0", True), ("SIP/2.0 200 OK", False)):
        message = c.head(line, "1 REGISTER", "r1", "Expires: 600\r\n", "", None, to_tag=not client)
        mask = b"\x11\x22\x33\x44" if client else b""
        data = bytes(byte ^ mask[i % 4] for i, byte in enumerate(message)) if client else message
        frame = b"\x81" + struct.pack("!BH", 126 | (128 if client else 0), len(data)) + mask + data
        c.tcp(*((A, 50000, B, 5066) if client else (B, 5066, A, 50000)), 24, frame)
        c.wait(0.03)
    close(c)
    c.write("healthy/websocket")


def malformed():
    """A device on the way loses the Call-ID of an OPTIONS request; the next one comes whole."""
    c = Call("options@example.test")
    whole = c.head("OPTIONS sip:bob@%s SIP/2.0" % B, "1 OPTIONS", "o1", "", "", None, to_tag=False)
    c.udp(A, 5060, B, 5060, whole.replace(b"Call-ID: options@example.test\r\n", b""))
    c.wait(1)
    c.request("OPTIONS", 2, "o2", to_tag=False)
    c.wait(0.02)
    c.response("200 OK", "OPTIONS", 2, "o2")
    c.write("findings/sip_malformed")


def gateway():
    """A gateway hides a failure of the telephone network behind 480; the user's phone does not ring."""
    c = Call("gateway@example.test")
    c.request("INVITE", 1, "i1", body=sdp(A, 10000), to_tag=False)
    c.wait(0.05)
    c.response("100 Trying", "INVITE", 1, "i1", to_tag=False)
    c.wait(0.8)
    c.response("480 Error", "INVITE", 1, "i1", "Reason: Q.850;cause=38\r\n")
    c.wait(0.02)
    c.request("ACK", 1, "i1")
    c.write("findings/sip_call_failed-gateway")


def stale():
    """A server that does not know the parameter stale says in words that the nonce which it has just given has changed."""
    c = Call("stale@example.test")
    for number in range(1, 6):
        known = "" if number == 1 else ('Authorization: Digest username="alice", realm="example.test", nonce="n%d", '
                                        'uri="sip:example.test", response="0123456789abcdef0123456789abcdef"\r\n' % (number - 1))
        c.request("REGISTER", number, "r%d" % number, known, to_tag=False)
        c.wait(0.05)
        c.response("401 %s" % ("Unauthorized" if number == 1 else "nonce has changed"), "REGISTER", number, "r%d" % number,
                   'WWW-Authenticate: Digest realm="example.test", nonce="n%d"\r\n' % number)
        c.wait(0.2)
    c.write("findings/sip_auth_failures-stale")


SCENARIOS = [session_failed, ack, prack, length, digits, hold, behind, mute, fragment, refused, web, malformed, gateway, stale]

if __name__ == "__main__":
    for scenario in SCENARIOS:
        if len(sys.argv) < 2 or scenario.__name__ in sys.argv[1:]:
            scenario()
