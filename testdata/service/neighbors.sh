#!/bin/bash
# Makes the captures of devices that say what they are (LLDP, CDP) with Debian's lldpd at both ends of a wire. Needs root.
#   neighbors.sh NAME|all     one capture, named as its folder, such as healthy/lldp, or every one of them
#   neighbors.sh --list       what there is
# Needs beside the tools of ../tools/net.sh: lldpd, lldpcli.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# untagged NS VLAN: what comes without a tag is of this VLAN, as a switch says it (IEEE 802.1, port VLAN id).
untagged() {
    lldpcli -u "$WORK/$1/socket" configure lldp custom-tlv oui 00,80,c2 subtype 1 oui-info "00,$(printf %02x "$2")" >/dev/null
}
# speak NS DEVICE NAME [OPTION...]: lldpd, with a word each second.
speak() {
    local ns=$1 dev=$2 name=$3
    shift 3
    mkdir -p "$WORK/$ns/run"
    chmod a+rwX "$WORK" "$WORK/$ns"  # lldpcli gives up being root
    spawn "$ns" unshare -mu sh -c 'hostname "$0"; mkdir -p /run/lldpd; mount --bind "$1" /run/lldpd; shift
        exec lldpd -d "$@"' "$name" "$WORK/$ns/run" -u "$WORK/$ns/socket" -I "$dev" -C "$dev" -S "Debian GNU/Linux" "$@" \
        >"$WORK/$ns/lldpd.log" 2>&1
    sleep 1
    lldpcli -u "$WORK/$ns/socket" configure lldp tx-interval 1 >/dev/null
}

# Two switches tell each other what they are.
healthy_lldp() {
    pair
    capture client eth0 "$OUT" ether proto 0x88cc
    speak client eth0 switch-one.example
    speak server eth1 switch-two.example
    untagged client 10
    untagged server 10
    sleep 4
    captures_end
}

# The same in CDP.
healthy_cdp() {
    pair
    capture client eth0 "$OUT" ether host 01:00:0c:cc:cc:cc
    speak client eth0 switch-one.example -ll -cc
    speak server eth1 switch-two.example -ll -cc
    sleep 4
    captures_end
}

# Untagged frames are of VLAN 10 at one end, of VLAN 20 at the other one.
findings_link_mismatch() {
    pair
    capture client eth0 "$OUT" ether proto 0x88cc
    speak client eth0 switch-one.example
    speak server eth1 switch-two.example
    untagged client 10
    untagged server 20
    sleep 4
    captures_end
}

# One of them is stopped, and says so.
findings_link_neighbor_left() {
    pair
    capture client eth0 "$OUT" ether proto 0x88cc
    speak client eth0 switch-one.example
    speak server eth1 switch-two.example
    sleep 3
    pkill -TERM -P "$SPAWNED" || true
    kill -TERM "$SPAWNED" || true
    sleep 2
    captures_end
}

. "$HERE/../tools/scenarios.sh"
