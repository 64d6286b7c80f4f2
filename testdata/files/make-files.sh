#!/usr/bin/env bash
# Writes one small capture in every file format, from the first frames of ../dns-udp.pcap, and sets of files.
# Needs editcap, mergecap (package wireshark-common) and Python 3. The same input gives the same files.
set -euo pipefail
cd "$(dirname "$0")"
base=../dns-udp.pcap

# Formats that are read. Each holds the same six frames, cut to 80 bytes.
for format in pcap nsecpcap modpcap nokiapcap rh6_1pcap suse6_3pcap snoop; do
    editcap -F "$format" -s 80 -r "$base" "$format.cap" 1-6
done
editcap -F pcapng -s 80 -r "$base" pcapng.cap 1-6
python3 variants.py pcap.cap

# Formats that are named and refused.
mkdir -p foreign
for format in 5views k12text lanalyzer netmon1 netmon2 nettl ngsniffer ngwsniffer_1_1 ngwsniffer_2_0 observer visual; do
    editcap -F "$format" -r "$base" "foreign/$format" 1-1
done
python3 foreign.py foreign

# A ring buffer of three files, and two captures of the same time, with what mergecap makes of each.
mkdir -p ring overlap
editcap -F pcap -r ../http-clean.pcap ring/part_00001.pcap 1-11
editcap -F pcap -r ../http-clean.pcap ring/part_00002.pcap 12-20
editcap -F pcap -r ../http-clean.pcap ring/part_00003.pcap 21-33
mergecap -F pcap -w ring.merged.pcap ring/*.pcap
editcap -F pcap -r "$base" overlap/a.pcap 1 3 4 7-9 12 20
editcap -F pcapng -r "$base" overlap/b.pcapng 2 5 6 10 11 13-19
mergecap -F pcap -w overlap.merged.pcap overlap/a.pcap overlap/b.pcapng
