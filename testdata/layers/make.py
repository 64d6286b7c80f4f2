#!/usr/bin/env python3
"""Wraps the recorded exchanges plain-ipv4 and plain-ipv6 into link types and tunnels: make.py [NAME ...]

Real packets of real stacks inside, headers laid out by hand around them, after the documents that the views name. Link types
and tunnels that a Linux here can make itself are recorded by record.sh instead. Needs Python 3 only.
"""
import os
import struct
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENT, SERVER = bytes.fromhex("020000000001"), bytes.fromhex("020000000002")
OUTER = (bytes([192, 0, 2, 1]), bytes([192, 0, 2, 2]))
OUTER6 = (bytes.fromhex("20010db8" + "00" * 11 + "01"), bytes.fromhex("20010db8" + "00" * 11 + "02"))


def b(digits):
    return bytes.fromhex(digits.replace(" ", ""))


def read(name):
    """Seconds, microseconds, Ethernet frame."""
    data = open(os.path.join(HERE, name, "capture.pcap"), "rb").read()
    at, frames = 24, []
    while at < len(data):
        seconds, micros, length, _ = struct.unpack_from("<IIII", data, at)
        frames.append((seconds, micros, data[at + 16:at + 16 + length]))
        at += 16 + length
    return frames


def write(name, link, frames):
    # Headers in the byte order of the machine that captured go with a file in that order.
    order = ">" if name.endswith("-big") else "<"
    os.makedirs(os.path.join(HERE, name), exist_ok=True)
    with open(os.path.join(HERE, name, "capture.pcap"), "wb") as f:
        f.write(struct.pack(order + "IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link))
        for seconds, micros, frame in frames:
            f.write(struct.pack(order + "IIII", seconds, micros, len(frame), len(frame)) + frame)


def crc16(data):
    """The check sequence of HDLC and DOCSIS headers."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return struct.pack("<H", ~crc & 0xFFFF)


def checksum(data):
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Inner:
    """One recorded frame and which way it went."""

    def __init__(self, index, frame):
        self.index, self.frame, self.ip = index, frame, frame[14:]
        self.type = frame[12:14]
        self.up = frame[6:12] == CLIENT
        self.version = self.ip[0] >> 4

    def ends(self, pair):
        return pair if self.up else pair[::-1]

    def ip4(self, protocol, payload):
        source, destination = self.ends(OUTER)
        header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), self.index, 0, 64, protocol, 0, source, destination)
        return header[:10] + struct.pack(">H", checksum(header)) + header[12:] + payload

    def ip6(self, next_header, payload):
        source, destination = self.ends(OUTER6)
        return struct.pack(">IHBB", 0x60000000, len(payload), next_header, 64) + source + destination + payload

    def udp(self, port, payload, client=None):
        # The checksum may be absent over IPv4 (RFC 768).
        source, destination = self.ends((client or 40000, port))
        return self.ip4(17, struct.pack(">HHHH", source, destination, 8 + len(payload), 0) + payload)

    def ethernet(self, kind, payload):
        ends = self.ends((SERVER, CLIENT))
        return ends[0] + ends[1] + struct.pack(">H", kind) + payload

    def over(self, ip):
        return self.ethernet(0x0800 if ip[0] >> 4 == 4 else 0x86DD, ip)

    def ppp(self):
        return b("0021" if self.version == 4 else "0057") + self.ip

    def snap(self):
        return b("aaaa03 000000") + self.type + self.ip

    def wlan(self, qos=False, body=None, to_ds=True):
        control = b("8801" if qos else "0801") if to_ds else b("8802" if qos else "0802")
        ends = self.ends((CLIENT, SERVER))
        addresses = b("020000000009") + ends[0] + ends[1] if to_ds else ends[1] + b("020000000009") + ends[0]
        return control + b("0000") + addresses + struct.pack("<H", self.index << 4) + (b("0000") if qos else b"") + (body or self.snap())


def fr(p):
    return b("1841 03 cc") + p.ip


def gre(p, kind, payload, flags=0, key=None, sequence=None):
    head = struct.pack(">HH", flags | (0x2000 if key is not None else 0) | (0x1000 if sequence is not None else 0), kind)
    head += struct.pack(">I", key) if key is not None else b""
    head += struct.pack(">I", sequence) if sequence is not None else b""
    return p.over(p.ip4(47, head + payload))


def eoip(p):
    return p.over(p.ip4(47, b("2001 6400") + struct.pack(">H", len(p.frame)) + struct.pack("<H", 7) + p.frame))


def erspan2(p):
    return gre(p, 0x88BE, struct.pack(">HHI", 0x1000 | 100, 5, 0) + p.frame, sequence=p.index)


def erspan3(p):
    return gre(p, 0x22EB, struct.pack(">HHIHH", 0x2000 | 100, 5, 1, 0, 0) + p.frame, sequence=p.index)


def juniper(kind, payload):
    return b("4d4743") + kind + payload


def pktap(p):
    header = struct.pack("<III24sIIII", 108, 1, 1, b"en0", 1, 2, 14, 0)
    return header.ljust(108, b"\0") + p.frame


def amsdu(p):
    msdu = p.snap()
    ends = p.ends((SERVER, CLIENT))
    part = ends[0] + ends[1] + struct.pack(">H", len(msdu)) + msdu
    return b("00 00 0800 00000000") + p.wlan(qos=True, body=b"x")[:24] + b("8000") + part


def dsa(p):
    return p.frame[:12] + b("c0 08 00 00") + p.frame[12:]


def mesh(p):
    ends = p.ends((CLIENT, SERVER))
    header = b("8803 0000") + b("020000000009 02000000000a") + ends[1] + struct.pack("<H", p.index << 4) + ends[0]
    return b("00 00 0800 00000000") + header + b("0001") + b("00 1f 00000001") + p.snap()


def atm_bridged(p):
    return b("aaaa03 0080c2 0007 0000") + p.frame


def token_ring(p):
    ends = p.ends((SERVER, CLIENT))
    return b("1040") + ends[0] + bytes([ends[1][0] | 0x80]) + ends[1][1:] + b("0670 00110022") + p.snap()


def isl(p):
    return b("01000c0000 00") + p.ends((CLIENT, SERVER))[0] + struct.pack(">H", len(p.frame) + 16) + b("aaaa03 00000c 0014 0000 0000") \
        + p.frame + bytes(8)


def nsh(p):
    return p.ethernet(0x894F, b("0fc6 01 03") + b("000001ff") + bytes(16) + p.frame)


def capwap_wlan(p):
    return p.over(p.udp(5247, b("00 10 03 00 00000000") + p.wlan()))


def l2tp3(p):
    return p.over(p.ip4(115, struct.pack(">I", 77) + b("1122334455667788") + p.frame))


def ipnet(p):
    return b("01 02 0000") + struct.pack(">IIIII", len(p.ip), 1, 0, 0, 0) + p.ip


def docsis(p):
    header = b("00 00") + struct.pack(">H", len(p.frame) + 4)
    return header + crc16(header) + p.frame + struct.pack("<I", zlib.crc32(p.frame))


def pseudowire(p, control_word):
    # Another first byte, so that no address looks like a control word.
    return p.ethernet(0x8847, b("00010140") + control_word + b("52") + p.frame[1:])


def arcnet_exception(p):
    return b("01 02 d4 ff ffff 00 0001")[:3] + b("ff ffff d4 00 0001") + p.ip


V4 = {
    # Link types
    "link-null-little": (0, lambda p: b("02000000") + p.ip),
    "link-loop-big": (108, lambda p: b("00000002") + p.ip),
    "link-raw": (101, lambda p: p.ip),
    "link-raw-bsd-12": (12, lambda p: p.ip),
    "link-ipv4": (228, lambda p: p.ip),
    "link-ppp": (9, lambda p: b("ff03") + p.ppp()),
    "link-ppp-compressed": (9, lambda p: b("21") + p.ip),
    "link-ppp-multilink": (50, lambda p: b("ff03 003d c0000001") + p.ppp()),
    "link-ppp-pppd": (166, lambda p: (b("0003") if p.up else b("0103")) + p.ppp()),
    "link-ppp-bridged": (9, lambda p: b("ff03 0031 0001") + p.frame),
    "link-ppp-with-direction": (204, lambda p: b("01ff03") + p.ppp()),
    "link-pppoe": (51, lambda p: b("1100 0001") + struct.pack(">H", len(p.ppp())) + p.ppp()),
    "link-cisco-hdlc": (104, lambda p: b("0f00 0800") + p.ip),
    "link-frame-relay": (107, fr),
    "link-frame-relay-cisco": (107, lambda p: b("1841 0800") + p.ip),
    "link-frame-relay-bridged": (107, lambda p: b("1841 03 00 80 0080c2 0007") + p.frame),
    "link-frame-relay-4-byte-address": (107, lambda p: b("18408081 03 cc") + p.ip),
    "link-frame-relay-multilink": (182, lambda p: b("c001") + fr(p)),
    "link-slip": (8, lambda p: (b("01") if p.up else b("00")) + bytes(15) + p.ip),
    "link-fddi": (10, lambda p: b("50") + p.frame[:12] + p.snap()),
    "link-token-ring": (6, token_ring),
    "link-arcnet-bsd": (7, lambda p: b("01 02 d4 00 0001") + p.ip),
    "link-arcnet-bsd-exception": (7, arcnet_exception),
    "link-arcnet-bsd-rfc1051": (7, lambda p: b("01 02 f0") + p.ip),
    "link-arcnet-linux": (129, lambda p: b("01 02 0000 d4 00 0001") + p.ip),
    "link-ipoib": (242, lambda p: bytes(40) + b("0800 0000") + p.ip),
    "link-ip-over-fc": (122, lambda p: bytes(16) + p.snap()),
    "link-firewire": (138, lambda p: bytes(16) + b("0800") + p.ip),
    "link-atm-llc": (100, lambda p: p.snap()),
    "link-atm-bare": (100, lambda p: p.ip),
    "link-atm-bridged": (100, atm_bridged),
    "link-atm-nlpid": (100, lambda p: b("fefe03 cc") + p.ip),
    "link-atm-clip": (106, lambda p: p.ip),
    "link-sunatm-llc": (123, lambda p: b("02 00 0020") + p.snap()),
    "link-sunatm-lane": (123, lambda p: b("01 00 0020 0001") + p.frame),
    "link-docsis": (143, docsis),
    "link-wlan": (105, lambda p: p.wlan()),
    "link-wlan-from-ds": (105, lambda p: p.wlan(to_ds=False)),
    "link-wlan-radiotap-padded": (127, lambda p: b("00 00 1200 03000000") + bytes(8) + b("20 00") + p.wlan(qos=True)[:26] + b("0000") + p.snap()),
    "link-wlan-amsdu": (127, amsdu),
    "link-wlan-mesh": (127, mesh),
    "link-wlan-prism": (119, lambda p: struct.pack("<II", 0x44, 144) + bytes(136) + p.wlan()),
    "link-wlan-avs": (163, lambda p: struct.pack(">II", 0x80211001, 64) + bytes(56) + p.wlan()),
    "link-wlan-avs-as-prism": (119, lambda p: struct.pack(">II", 0x80211001, 64) + bytes(56) + p.wlan()),
    "link-wlan-ppi": (192, lambda p: b("00 00 0800") + struct.pack("<I", 105) + p.wlan()),
    "link-nflog-big": (239, lambda p: b("02 00 0005") + struct.pack(">HHI", 8, 10, 1) + struct.pack(">HH", 4 + len(p.ip), 9) + p.ip),
    "link-enc": (109, lambda p: struct.pack("<III", 2, 1, 0) + p.ip),
    "link-pflog": (117, lambda p: b("3d 02 00 00") + bytes(60) + p.ip),
    "link-ipnet": (226, ipnet),
    "link-pktap": (258, pktap),
    "link-pktap-user2": (149, pktap),
    "link-erf": (197, lambda p: bytes(8) + b("82 04") + struct.pack(">HHH", 26 + len(p.frame), 0, len(p.frame)) + bytes(8) + b("0000") + p.frame),
    "link-netanalyzer": (240, lambda p: bytes(4) + p.frame),
    "link-netanalyzer-transparent": (241, lambda p: bytes(4) + b("55555555555555d5") + p.frame),
    "link-mpacket": (274, lambda p: b("55555555555555d5") + p.frame + struct.pack("<I", zlib.crc32(p.frame))),
    "link-juniper-ethernet": (178, lambda p: juniper(b("81 0006 01010102010e"), p.frame)),
    "link-juniper-ppp": (179, lambda p: juniper(b("01"), b("ff03") + p.ppp())),
    "link-juniper-frame-relay": (180, lambda p: juniper(b("01"), fr(p))),
    "link-juniper-cisco-hdlc": (181, lambda p: juniper(b("01"), b("0f00 0800") + p.ip)),
    "link-juniper-no-link-header": (178, lambda p: juniper(b("03"), b("00000002") + p.ip)),
    "link-dsa": (284, dsa),
    "link-edsa": (285, lambda p: p.frame[:12] + b("dada 0000 c0 08 00 00") + p.frame[12:]),
    "link-broadcom-tag": (281, lambda p: p.frame[:12] + b("20000001") + p.frame[12:]),
    "link-broadcom-tag-prepended": (282, lambda p: b("20000001") + p.frame),
    "link-cooked-llc": (113, lambda p: b("0000 0001 0006 020000000001 0000 0004") + p.snap()),
    "link-cooked-radiotap": (113, lambda p: b("0000 0323 0006 020000000001 0000 0019") + b("00 00 0800 00000000") + p.wlan()),
    # On Ethernet
    "ether-802.3-snap": (1, lambda p: p.ethernet(len(p.snap()), p.snap()) + bytes(6)),
    "ether-802.3-llc-ip": (1, lambda p: p.ethernet(3 + len(p.ip), b("060603") + p.ip)),
    "ether-vlan": (1, lambda p: p.ethernet(0x8100, b("a064 0800") + p.ip)),
    "ether-qinq": (1, lambda p: p.ethernet(0x88A8, b("0064 8100 00c8 0800") + p.ip)),
    "ether-pppoe": (1, lambda p: p.ethernet(0x8864, b("1100 0001") + struct.pack(">H", len(p.ppp())) + p.ppp())),
    "ether-mpls": (1, lambda p: p.ethernet(0x8847, b("00010040 00020140") + p.ip)),
    "ether-mpls-pseudowire": (1, lambda p: pseudowire(p, b("00000000"))),
    "ether-mpls-pseudowire-no-control-word": (1, lambda p: pseudowire(p, b"")),
    "ether-pbb": (1, lambda p: p.ethernet(0x88E7, b("00000042") + p.frame)),
    "ether-fabric-path": (1, lambda p: p.ethernet(0x8903, b("0041") + p.frame)),
    "ether-vntag": (1, lambda p: p.frame[:12] + b("8926 00010002") + p.frame[12:]),
    "ether-etag": (1, lambda p: p.frame[:12] + b("893f 000000010000") + p.frame[12:]),
    "ether-cisco-metadata": (1, lambda p: p.frame[:12] + b("8909 01 01 0001 0007") + p.frame[12:]),
    "ether-macsec-integrity-only": (1, lambda p: p.frame[:12] + b("88e5 00 00 00000001") + p.frame[12:] + bytes(16)),
    "ether-hsr": (1, lambda p: p.frame[:12] + b("892f 0040 0001") + p.frame[12:]),
    "ether-trill": (1, lambda p: p.ethernet(0x22F3, b("0001 0001 0002") + p.frame)),
    "ether-nsh": (1, nsh),
    "ether-isl": (1, isl),
    "ether-arista": (1, lambda p: p.frame[:12] + b("d28b 0001 0010") + bytes(8) + p.frame[12:]),
    "ether-arista-48-bit": (1, lambda p: p.frame[:12] + b("d28b 0001 0120") + bytes(6) + p.frame[12:]),
    # Over IP
    "over-ip-ipip": (1, lambda p: p.over(p.ip4(4, p.ip))),
    "over-ip-4in6": (1, lambda p: p.over(p.ip6(4, p.ip))),
    "over-ip-ah": (1, lambda p: p.over(p.ip4(51, b("04 04 0000 00000001 00000001") + bytes(12) + p.ip))),
    "over-ip-etherip": (1, lambda p: p.over(p.ip4(97, b("3000") + p.frame))),
    "over-ip-mpls": (1, lambda p: p.over(p.ip4(137, b("00010140") + p.ip))),
    "over-ip-ethernet-143": (1, lambda p: p.over(p.ip6(143, p.frame))),
    "over-ip-pim-register": (1, lambda p: p.over(p.ip4(103, b("21 00 0000 00000000") + p.ip))),
    "over-ip-l2tpv3-cookie": (1, l2tp3),
    "gre": (1, lambda p: gre(p, 0x0800, p.ip)),
    "gre-key-sequence": (1, lambda p: gre(p, 0x0800, p.ip, key=1234, sequence=p.index)),
    "gre-checksum": (1, lambda p: gre(p, 0x0800, bytes(4) + p.ip, flags=0x8000)),
    "gre-ethernet-nvgre": (1, lambda p: gre(p, 0x6558, p.frame, key=0x00123401)),
    "gre-mpls": (1, lambda p: gre(p, 0x8847, b("00010140") + p.ip)),
    "gre-pptp": (1, lambda p: p.over(p.ip4(47, b("3081 880b") + struct.pack(">HHII", 4 + len(p.ip), 9, p.index, 0) + b("ff03") + p.ppp()))),
    "gre-erspan1": (1, lambda p: gre(p, 0x88BE, p.frame)),
    "gre-erspan2": (1, erspan2),
    "gre-erspan3": (1, erspan3),
    "gre-eoip": (1, eoip),
    "gre-wccp1": (1, lambda p: gre(p, 0x883E, p.ip)),
    "gre-wccp2": (1, lambda p: gre(p, 0x883E, b("01 00 00 00") + p.ip)),
    "gre-aruba-wlan": (1, lambda p: gre(p, 0x8200, p.wlan(qos=True))),
    "gre-cisco-metadata": (1, lambda p: gre(p, 0x8909, b("0800 01 01 0001 0007") + p.ip)),
    "udp-vxlan-gpe-ip": (1, lambda p: p.over(p.udp(4790, b("0c 0000 01 00002a 00") + p.ip))),
    "udp-vxlan-old-port": (1, lambda p: p.over(p.udp(8472, b("08 000000 00002a 00") + p.frame))),
    "udp-geneve-options": (1, lambda p: p.over(p.udp(6081, b("02 00 6558 00002a 00 0104800100000001") + p.frame))),
    "udp-gtp-u": (1, lambda p: p.over(p.udp(2152, b("30ff") + struct.pack(">HI", len(p.ip), 77) + p.ip, 2152))),
    "udp-gtp-u-extension": (1, lambda p: p.over(p.udp(2152, b("34ff") + struct.pack(">HI", 8 + len(p.ip), 77) + b("0000 00 85 01 1001 00") + p.ip))),
    "udp-gtp-0": (1, lambda p: p.over(p.udp(3386, b("1eff") + struct.pack(">HHH", len(p.ip), 1, 1) + b("ffffffff") + bytes(8) + p.ip))),
    "udp-l2tpv2": (1, lambda p: p.over(p.udp(1701, b("4002") + struct.pack(">HHH", 12 + len(p.ip), 5, 6) + b("ff03") + p.ppp()))),
    "udp-l2tpv2-offset": (1, lambda p: p.over(p.udp(1701, b("0202 0005 0006 0002 0000") + p.ppp()))),
    "udp-l2tpv3": (1, lambda p: p.over(p.udp(1701, b("0003 0000 0000004d") + p.frame))),
    "udp-gre": (1, lambda p: p.over(p.udp(4754, b("0000 0800") + p.ip))),
    "udp-mpls": (1, lambda p: p.over(p.udp(6635, b("00010140") + p.ip))),
    "udp-lisp": (1, lambda p: p.over(p.udp(4341, b("80000001 00000001") + p.ip))),
    "udp-capwap-ethernet": (1, lambda p: p.over(p.udp(5247, b("00 10 02 00 00000000") + p.frame))),
    "udp-capwap-wlan": (1, capwap_wlan),
    "udp-tzsp": (1, lambda p: p.over(p.udp(37008, b("01 00 0001 0a01c8 00 01") + p.frame))),
    "tunnel-in-tunnel": (1, lambda p: gre(p, 0x0800, p.udp(4789, b("08 000000 00002a 00") + p.ethernet(0x8100, b("0007 0800") + p.ip4(4, p.ip))))),
}
V6 = {
    "link-null-darwin-ipv6": (0, lambda p: b("1e000000") + p.ip),
    "link-loop-freebsd-ipv6": (108, lambda p: b("0000001c") + p.ip),
    "link-ipv6": (229, lambda p: p.ip),
    "link-ppp-hdlc-ipv6": (50, lambda p: b("ff03") + p.ppp()),
    "link-frame-relay-ipv6": (107, lambda p: b("1841 03 8e") + p.ip),
    "link-arcnet-ipv6": (7, lambda p: b("01 02 c4 00 0001") + p.ip),
    "ether-mpls-ipv6": (1, lambda p: p.ethernet(0x8847, b("00002140") + p.ip)),
    "over-ip-6in4": (1, lambda p: p.over(p.ip4(41, p.ip))),
    "over-ip-6in6-options": (1, lambda p: p.over(p.ip6(60, b("29 00 0104 00000000") + p.ip))),
    "gre-ipv6": (1, lambda p: gre(p, 0x86DD, p.ip)),
    "udp-teredo": (1, lambda p: p.over(p.udp(3544, p.ip))),
    "udp-teredo-authenticated": (1, lambda p: p.over(p.udp(3544, b("0001 00 00") + bytes(9) + b("0000 0001 c0000201") + p.ip))),
    "udp-ayiya": (1, lambda p: p.over(p.udp(5072, b("44 52 11 29 00000000") + bytes(16) + bytes(20) + p.ip))),
    "udp-geneve-ipv6": (1, lambda p: p.over(p.udp(6081, b("00 00 86dd 00002a 00") + p.ip))),
}


def main(names):
    for base, table in (("plain-ipv4", V4), ("plain-ipv6", V6)):
        inners = [(s, m, Inner(i + 1, f)) for i, (s, m, f) in enumerate(read(base))]
        for name, (link, wrap) in table.items():
            if not names or name in names:
                write(name, link, [(s, m, wrap(p)) for s, m, p in inners])


main(sys.argv[1:])
