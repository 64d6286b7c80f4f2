#!/usr/bin/env bash
# Writes one small capture in every file format, from the first frames of ../tcp/dns-udp/capture.pcap, and sets of files.
# Needs editcap, mergecap (package wireshark-common) and Python 3. The same input gives the same files.
set -euo pipefail
cd "$(dirname "$0")"
base=../tcp/dns-udp/capture.pcap

# Formats that are read. Each holds the same six frames, cut to 80 bytes.
mkdir -p formats
for format in pcap nsecpcap modpcap nokiapcap rh6_1pcap suse6_3pcap snoop; do
    editcap -F "$format" -s 80 -r "$base" "formats/$format.cap" 1-6
done
editcap -F pcapng -s 80 -r "$base" formats/pcapng.cap 1-6
(cd formats && python3 ../variants.py pcap.cap)

# Formats that are named and refused.
mkdir -p refused
for format in 5views k12text lanalyzer netmon1 netmon2 nettl ngsniffer ngwsniffer_1_1 ngwsniffer_2_0 observer visual; do
    editcap -F "$format" -r "$base" "refused/$format" 1-1
done
python3 foreign.py refused

# A ring buffer of three files, and two captures of the same time, with what mergecap makes of each.
mkdir -p ring/parts overlap/parts
editcap -F pcap -r ../tcp/http-clean/capture.pcap ring/parts/part_00001.pcap 1-11
editcap -F pcap -r ../tcp/http-clean/capture.pcap ring/parts/part_00002.pcap 12-20
editcap -F pcap -r ../tcp/http-clean/capture.pcap ring/parts/part_00003.pcap 21-33
mergecap -F pcap -w ring/merged.pcap ring/parts/*.pcap
editcap -F pcap -r "$base" overlap/parts/a.pcap 1 3 4 7-9 12 20
editcap -F pcapng -r "$base" overlap/parts/b.pcapng 2 5 6 10 11 13-19
mergecap -F pcap -w overlap/merged.pcap overlap/parts/a.pcap overlap/parts/b.pcapng
