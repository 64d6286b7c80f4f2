"""The kernel's TCP_INFO of a socket, by the layout of struct tcp_info in include/uapi/linux/tcp.h (Linux 6.x)."""

import socket
import struct

# Names without their tcpi_ prefix. The two bytes that hold four bit fields are split below.
_BYTES = ("state", "ca_state", "retransmits", "probes", "backoff", "options", "_wscale", "_flags")
_WORDS = (
    "rto", "ato", "snd_mss", "rcv_mss", "unacked", "sacked", "lost", "retrans", "fackets", "last_data_sent",
    "last_ack_sent", "last_data_recv", "last_ack_recv", "pmtu", "rcv_ssthresh", "rtt", "rttvar", "snd_ssthresh",
    "snd_cwnd", "advmss", "reordering", "rcv_rtt", "rcv_space", "total_retrans")
_LATER = (
    ("pacing_rate", "Q"), ("max_pacing_rate", "Q"), ("bytes_acked", "Q"), ("bytes_received", "Q"), ("segs_out", "I"),
    ("segs_in", "I"), ("notsent_bytes", "I"), ("min_rtt", "I"), ("data_segs_in", "I"), ("data_segs_out", "I"),
    ("delivery_rate", "Q"), ("busy_time", "Q"), ("rwnd_limited", "Q"), ("sndbuf_limited", "Q"), ("delivered", "I"),
    ("delivered_ce", "I"), ("bytes_sent", "Q"), ("bytes_retrans", "Q"), ("dsack_dups", "I"), ("reord_seen", "I"),
    ("rcv_ooopack", "I"), ("snd_wnd", "I"), ("rcv_wnd", "I"), ("rehash", "I"), ("total_rto", "H"),
    ("total_rto_recoveries", "H"), ("total_rto_time", "I"))
_LAYOUT = struct.Struct("=8B24I" + "".join(kind for _, kind in _LATER))
assert _LAYOUT.size == 248


def tcp_info(sock):
    """All fields as a dict. A kernel older than 6.7 gives fewer bytes: the fields that it lacks are then 0."""
    raw = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAYOUT.size)
    values = dict(zip(_BYTES + _WORDS + tuple(name for name, _ in _LATER), _LAYOUT.unpack(raw.ljust(_LAYOUT.size, b"\0"))))
    scales, flags = values.pop("_wscale"), values.pop("_flags")
    values.update(snd_wscale=scales & 15, rcv_wscale=scales >> 4, delivery_rate_app_limited=flags & 1)
    return values
