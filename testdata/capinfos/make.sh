#!/usr/bin/env bash
# Captures about the capture itself, by dumpcap. Needs Linux with root, ip, dumpcap, editcap and Python 3.
# What else can be wrong with a capture stands in ../tcp/findings: file_truncated, clock_backwards, snaplen_truncated, offload_frames.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p findings/capture_missed_packets told
work=$(mktemp -d)
ns=wirecause-capinfos
ip netns add "$ns"
trap 'ip netns del "$ns"; rm -rf "$work"' EXIT
ip netns exec "$ns" ip link set lo up

# dumpcap is stopped while 60,000 datagrams come by: its buffer of 1 MiB holds a few thousand, the kernel counts the rest as dropped.
ip netns exec "$ns" dumpcap -q -i lo -B 1 -s 60 -f 'udp port 9' -w "$work/drops.pcapng" 2> /dev/null &
dumpcap=$!
sleep 1
kill -STOP "$dumpcap"
ip netns exec "$ns" python3 -c "
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for i in range(60000):
    try:
        s.sendto(b'x' * 1200, ('127.0.0.1', 9))
    except OSError:
        pass
"
kill -CONT "$dumpcap"
sleep 2
kill -INT "$dumpcap"
wait "$dumpcap" || true
python3 shorten.py "$work/drops.pcapng" findings/capture_missed_packets/capture.pcapng 20

# A sound capture with a name, a filter, comments on the file and on a frame, and key material that must never be shown.
ip netns exec "$ns" dumpcap -q -i lo -c 6 -f 'icmp' -w "$work/sound.pcapng" 2> /dev/null &
dumpcap=$!
sleep 1
ip netns exec "$ns" ping -q -c 3 -i 0.2 127.0.0.1 > /dev/null
wait "$dumpcap"
printf 'CLIENT_RANDOM %064d %096d\n' 1 2 > "$work/keys"
editcap --inject-secrets "tls,$work/keys" --capture-comment "three pings" -a "3:the second one" "$work/sound.pcapng" "$work/told.pcapng"
python3 shorten.py "$work/told.pcapng" told/capture.pcapng 6
