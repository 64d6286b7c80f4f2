#!/usr/bin/env python3
"""A wire between two TAP devices that loses, repeats, delays and reorders frames by a seeded generator.

Each end is NAMESPACE:DEVICE, a TAP that already exists there. One direction is described by --ab, the other by --ba,
as comma-separated settings:

  loss=P      drop an IP frame with probability P (0.02 is 2 %)
  drop=I;J    drop exactly the I-th, J-th ... TCP segment with payload of this direction, counted from 1 as they arrive
  dropctl=I;J drop exactly the I-th, J-th ... TCP segment without payload (SYN, ACK, FIN, RST), counted from 1
  dup=P       deliver an IP frame twice with probability P; the copy follows after dupdelay
  dupdelay=D  how long after the original the copy leaves (default 0)
  dupat=I;J   deliver exactly the I-th, J-th ... TCP segment with payload twice
  reorder=P   hold an IP frame back with probability P, so that later ones overtake it
  holdat=I;J  hold exactly the I-th, J-th ... TCP segment with payload back
  hold=D      how long a held frame waits (default 5ms)
  stallat=I;J when exactly the I-th, J-th ... TCP segment with payload arrives, all frames wait, then all go on at once
  stall=D     how long a stall lasts (default 300ms)
  corruptat=I;J   flip a bit in the payload of exactly the I-th, J-th ... TCP segment with payload
  strayat=I;J deliver, before exactly the I-th, J-th ... TCP segment with payload, a copy of it 3,000,000 bytes further on
  sackshift=N add N to the numbers in SACK options, as a device does that rewrites only the numbers of the header
  delay=D     propagation delay of every frame
  jitter=D    up to D more delay, chosen evenly for each frame; keeps the order
  rate=R      bits per second, with k, m or g (20m); frames queue behind one another
  limit=N     frames that may queue for the rate; more are dropped (default 1000)
  mtu=N       silently drop IP packets longer than N bytes
  blackhole=N drop every IP frame after the first N of this direction

D is a number with ms, us or s. Only IP frames are lost, repeated or held: ARP always passes.
With --stats, a JSON account of every frame that was dropped, repeated or held is written at SIGTERM.
"""

import argparse
import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import signal
import struct
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
UNITS = {"us": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
SCALES = {"k": 1e3, "m": 1e6, "g": 1e9}


def nanoseconds(text):
    for unit, scale in UNITS.items():
        if text.endswith(unit) and text[: -len(unit)].replace(".", "").isdigit():
            return int(float(text[: -len(unit)]) * scale)
    raise ValueError("a duration needs us, ms or s: " + text)


def bits_per_second(text):
    return float(text[:-1]) * SCALES[text[-1]] if text[-1] in SCALES else float(text)


def ordinals(text):
    return {int(part) for part in text.split(";")}


def open_tap(end):
    namespace, device = end.split(":")
    if ctypes.CDLL(None, use_errno=True).setns(os.open("/var/run/netns/" + namespace, os.O_RDONLY), CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "cannot enter namespace " + namespace)
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TAP | IFF_NO_PI))
    return fd


def describe(frame):
    """What the account needs of an IP frame, or None for other frames: addresses are left out, ports tell the sides."""
    ethertype = struct.unpack_from("!H", frame, 12)[0]
    if ethertype == 0x0800:
        total, ip_id = struct.unpack_from("!HH", frame, 16)
        protocol, at, end = frame[23], 14 + (frame[14] & 15) * 4, 14 + total
    elif ethertype == 0x86DD:
        total, ip_id = 40 + struct.unpack_from("!H", frame, 18)[0], None
        protocol, at, end = frame[20], 54, 14 + total
    else:
        return None
    facts = {"ip_len": total, "ip_id": ip_id}
    if protocol == 6 and at + 20 <= len(frame):
        sport, dport, seq, ack, offset, flags = struct.unpack_from("!HHIIBB", frame, at)
        facts.update(sport=sport, dport=dport, seq=seq, ack=ack, flags=flags, len=end - at - (offset >> 4) * 4)
    return facts


def tcp_offset(frame):
    return 14 + (frame[14] & 15) * 4


def folded(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data[: len(data) & ~1])) + (data[-1] << 8 if len(data) & 1 else 0)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def summed(frame, at):
    """An IPv4 frame with the checksums of both headers computed anew."""
    frame = bytearray(frame)
    frame[24:26] = b"\0\0"
    struct.pack_into("!H", frame, 24, ~folded(bytes(frame[14:at])) & 0xFFFF)
    end = 14 + struct.unpack_from("!H", frame, 16)[0]
    frame[at + 16:at + 18] = b"\0\0"
    pseudo = bytes(frame[26:34]) + struct.pack("!HH", 6, end - at)
    struct.pack_into("!H", frame, at + 16, ~folded(pseudo + bytes(frame[at:end])) & 0xFFFF)
    return bytes(frame)


def shifted_sacks(frame, at, shift):
    changed, option, end = bytearray(frame), at + 20, at + (frame[at + 12] >> 4) * 4
    while option < end and frame[option]:
        length = 1 if frame[option] == 1 else max(2, frame[option + 1])
        if frame[option] == 5:
            for edge in range(option + 2, option + length, 4):
                number = struct.unpack_from("!I", frame, edge)[0]
                struct.pack_into("!I", changed, edge, number + shift & 0xFFFFFFFF)
        option += length
    return summed(changed, at) if changed != frame else frame


class Direction:
    def __init__(self, name, settings, seed, out):
        self.name, self.out = name, out
        self.random = random.Random("%s/%s" % (seed, name))
        given = dict(item.split("=", 1) for item in settings.split(",") if item)
        self.loss = float(given.pop("loss", 0))
        self.dup = float(given.pop("dup", 0))
        self.reorder = float(given.pop("reorder", 0))
        self.drop_at = ordinals(given.pop("drop", "0"))
        self.drop_control_at = ordinals(given.pop("dropctl", "0"))
        self.dup_at = ordinals(given.pop("dupat", "0"))
        self.hold_at = ordinals(given.pop("holdat", "0"))
        self.stall_at = ordinals(given.pop("stallat", "0"))
        self.corrupt_at = ordinals(given.pop("corruptat", "0"))
        self.stray_at = ordinals(given.pop("strayat", "0"))
        self.sack_shift = int(given.pop("sackshift", 0))
        self.stall = nanoseconds(given.pop("stall", "300ms"))
        self.dup_delay = nanoseconds(given.pop("dupdelay", "0us"))
        self.hold = nanoseconds(given.pop("hold", "5ms"))
        self.delay = nanoseconds(given.pop("delay", "0us"))
        self.jitter = nanoseconds(given.pop("jitter", "0us"))
        self.rate = bits_per_second(given.pop("rate", "0"))
        self.limit = int(given.pop("limit", 1000))
        self.mtu = int(given.pop("mtu", 65535))
        self.blackhole = int(given.pop("blackhole", 1 << 62))
        if given:
            raise ValueError("unknown setting: " + ", ".join(given))
        self.ip_frames = self.tcp_frames = self.data_segments = self.control_segments = 0
        self.free_at = self.last_due = self.stalled_until = 0
        self.events = []

    def note(self, kind, facts):
        self.events.append(dict(kind=kind, **facts))

    def dropped(self, facts):
        """Every draw is made for every IP frame, so that one setting does not shift the luck of another."""
        lost, self.copied, self.held = (self.random.random() < p for p in (self.loss, self.dup, self.reorder))
        self.ip_frames += 1
        self.tcp_frames += "len" in facts
        if "len" in facts and facts["len"] > 0:
            self.data_segments += 1
            lost = lost or self.data_segments in self.drop_at
            self.copied = self.copied or self.data_segments in self.dup_at
            self.held = self.held or self.data_segments in self.hold_at
            if self.data_segments in self.stall_at:
                self.note("stalled", facts)
                self.stalled_until = time.monotonic_ns() + self.stall
        elif "len" in facts:
            self.control_segments += 1
            lost = lost or self.control_segments in self.drop_control_at
        return lost or facts["ip_len"] > self.mtu or self.ip_frames > self.blackhole

    def changed(self, frame, facts, push, now):
        """The frame as it leaves a faulty device; a stray segment leaves before it."""
        if facts.get("len", 0) > 0 and self.data_segments in self.stray_at:
            at = tcp_offset(frame)
            stray = bytearray(frame)
            struct.pack_into("!I", stray, at + 4, facts["seq"] + 3_000_000 & 0xFFFFFFFF)
            struct.pack_into("!H", stray, 18, facts["ip_id"] ^ 0x5A5A)
            self.note("strayed", facts)
            push(now + self.delay, self.out, summed(stray, at))
        if self.sack_shift and "len" in facts:
            frame = shifted_sacks(frame, tcp_offset(frame), self.sack_shift)
        if facts.get("len", 0) > 0 and self.data_segments in self.corrupt_at:
            self.note("corrupted", facts)
            frame = frame[:-1] + bytes([frame[-1] ^ 4])
        return frame

    def accept(self, frame, now, push):
        facts = describe(frame)
        self.copied = self.held = False
        if facts is not None and self.dropped(facts):
            return self.note("dropped", facts)
        if facts is not None:
            frame = self.changed(frame, facts, push, now)
        due = now
        if self.rate:
            wire = len(frame) * 8e9 / self.rate
            if self.free_at > now + self.limit * wire:
                return self.note("queue_dropped", facts or {})
            self.free_at = max(self.free_at, now) + int(wire)
            due = self.free_at
        due = max(due, self.stalled_until) + self.delay
        if self.jitter:
            due += self.random.randrange(self.jitter)
        if self.held:
            self.note("held", facts)
            push(due + self.hold, self.out, frame)
        else:
            due = self.last_due = max(due, self.last_due)
            push(due, self.out, frame)
        if self.copied:
            self.note("duplicated", facts)
            push(due + self.dup_delay, self.out, frame)

    def account(self):
        kinds = ("dropped", "queue_dropped", "duplicated", "held", "stalled", "strayed", "corrupted")
        counts = {kind: sum(event["kind"] == kind for event in self.events) for kind in kinds}
        return dict(ip_frames=self.ip_frames, tcp_frames=self.tcp_frames, tcp_data_segments=self.data_segments, **counts,
                    events=self.events)


def forward(fds, directions):
    waiting, order, running = [], 0, True

    def stop(*_):
        nonlocal running
        running = False

    def push(due, out, frame):
        nonlocal order
        order += 1
        heapq.heappush(waiting, (due, order, out, frame))

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    poller = select.epoll()
    for fd in fds:
        poller.register(fd, select.EPOLLIN)
    while running:
        timeout = max(0, waiting[0][0] - time.monotonic_ns()) / 1e9 if waiting else 0.2
        for fd, _ in poller.poll(min(timeout, 0.2)):
            try:
                frame = os.read(fd, 65600)
            except BlockingIOError:
                continue
            directions[fd].accept(frame, time.monotonic_ns(), push)
        while waiting and waiting[0][0] <= time.monotonic_ns():
            _, _, out, frame = heapq.heappop(waiting)
            os.write(out, frame)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--a", required=True, metavar="NS:DEV")
    parser.add_argument("--b", required=True, metavar="NS:DEV")
    parser.add_argument("--ab", default="", help="settings from a to b")
    parser.add_argument("--ba", default="", help="settings from b to a")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--stats", help="write the account here at the end")
    given = parser.parse_args()
    a, b = open_tap(given.a), open_tap(given.b)
    directions = {a: Direction("ab", given.ab, given.seed, b), b: Direction("ba", given.ba, given.seed, a)}
    forward((a, b), directions)
    if given.stats:
        with open(given.stats, "w") as out:
            json.dump({d.name: d.account() for d in directions.values()}, out)


if __name__ == "__main__":
    main()
