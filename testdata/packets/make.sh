#!/usr/bin/env bash
# Puts the first frames of other captures in testdata into one file, each with its own link type and interface:
# one of everything that show_packets has a line of its own for. Needs editcap and mergecap.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
i=0
take() {
    local capture=$1 frames=$2
    i=$((i + 1))
    # shellcheck disable=SC2086
    editcap -r -F pcapng "$here/../$capture" "$work/$(printf %02d $i).pcapng" $frames
}
take tcp/http-clean/capture.pcap "1-6 8"
take tcp/healthy/tls13/capture.pcap "1-12"
take dns/healthy/recursion/capture.pcap "1-4"
take dns/healthy/mdns/capture.pcap "1-2"
take dns/healthy/netbios/capture.pcap "1-2"
take dhcp/healthy/kea/capture.pcap "1-4"
take dhcp/healthy/dhcpv6/capture.pcap "1-4"
take icmp/healthy/ping/capture.pcap "1-4"
take icmp/healthy/traceroute/capture.pcap "1-8"
take sip/healthy/call/capture.pcap "1-8"
take layers/fragments-udp-ipv4/capture.pcap "1-4"
take layers/vxlan-linux/capture.pcap "1-4"
take layers/link-wlan/capture.pcap "1-3"
mergecap -a -F pcapng -w "$here/mixed/capture.pcapng" "$work"/*.pcapng
