#!/bin/bash
# Makes the captures of services that run networks (NTP, SNMP, BGP, ARP, STP) with real software in network
# namespaces. Needs root.
#   network.sh NAME|all     one capture, named as its folder, such as healthy/ntp, or every one of them
#   network.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: chronyd, ntpdig, faketime, snmpd, snmpget, snmpset, bird,
# birdc, arping (iputils).

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# clock LINE...: chronyd as a server that leaves the machine's clock alone.
clock() {
    printf '%s\n' "allow all" "pidfile $WORK/chrony.pid" "bindcmdaddress /" "cmdport 0" "user root" "$@" >"$WORK/chrony.conf"
    spawn server chronyd -x -d -f "$WORK/chrony.conf" >"$WORK/chrony.log" 2>&1
    listening server 123
    sleep 1
}

ask_time() { in_ns client timeout 20 chronyd -Q -t 5 -f /dev/null "user root" "cmdport 0" "server $SERVER iburst maxsamples ${1:-4}" \
    >/dev/null 2>&1 || true; }

# A client compares its clock with the server's, and they agree.
healthy_ntp() {
    pair
    clock "local stratum 8"
    capture client eth0 "$OUT"
    ask_time
    captures_end
}

# The server has no source of time itself.
findings_service_error-ntp-unsynchronized() {
    pair
    clock
    capture client eth0 "$OUT"
    ask_time
    captures_end
}

# The server's clock is 90 s ahead of the client's.
findings_clock_skew-ntp() {
    pair
    clock "local stratum 8"
    capture client eth0 "$OUT"
    for _ in 1 2 3; do
        in_ns client faketime -f -90s ntpdig -t 1 $SERVER >/dev/null 2>&1 || true
    done
    captures_end
}

# No server of time runs there, and the host's firewall drops what comes.
findings_service_unanswered-ntp() {
    pair
    in_ns server nft -f - <<<'table ip f { chain i { type filter hook input priority 0; udp dport 123 drop; }; }'
    meet client $SERVER
    capture client eth0 "$OUT"
    in_ns client timeout 12 chronyd -Q -t 10 -f /dev/null "user root" "cmdport 0" "server $SERVER iburst" >/dev/null 2>&1 || true
    captures_end
}

# agent: snmpd, with communities for reading, for writing and for one branch, and a user of version 3.
agent() {
    mkdir -p "$WORK/snmp"
    cat >"$WORK/snmpd.conf" <<CONF
agentaddress udp:$SERVER:161
rocommunity readers-word
rwcommunity writers-word
view one included .1.3.6.1.2.1.1
createUser operator SHA "wonderland" AES "wonderland"
rouser operator priv
sysName switch.example.test
CONF
    SNMP_PERSISTENT_DIR=$WORK/snmp spawn server snmpd -f -C -c "$WORK/snmpd.conf" -Lf /dev/null -p "$WORK/snmpd.pid"
    listening server 161
}

get() { in_ns client "$@" >/dev/null 2>&1 || true; }

# Reads by version 1, 2c and 3.
healthy_snmp() {
    pair
    agent
    capture client eth0 "$OUT"
    get snmpget -v1 -c readers-word $SERVER .1.3.6.1.2.1.1.5.0
    get snmpbulkget -v2c -c readers-word $SERVER .1.3.6.1.2.1.1
    get snmpget -v3 -u operator -l authPriv -a SHA -A wonderland -x AES -X wonderland $SERVER .1.3.6.1.2.1.1.5.0
    captures_end
}

# Version 1, a value that the agent does not have.
findings_service_error-snmp-no-such-name() {
    pair
    agent
    capture client eth0 "$OUT"
    for _ in 1 2 3; do get snmpget -v1 -Cf -c readers-word $SERVER .1.3.6.1.2.1.1.99.0; done
    captures_end
}

# A community that may only read writes.
findings_service_error-snmp-no-access() {
    pair
    agent
    capture client eth0 "$OUT"
    for _ in 1 2; do get snmpset -v2c -c readers-word $SERVER .1.3.6.1.2.1.1.6.0 s attic; done
    captures_end
}

# A community that the agent does not know: it drops the requests.
findings_service_unanswered-snmp() {
    pair
    agent
    meet client $SERVER
    capture client eth0 "$OUT"
    get snmpget -v2c -c another-word -r 3 -t 1 $SERVER .1.3.6.1.2.1.1.5.0
    captures_end
}

# A user of version 3 with a wrong password, then one who is not there.
findings_login_failed-snmp() {
    pair
    agent
    capture client eth0 "$OUT"
    get snmpget -v3 -u operator -l authPriv -a SHA -A yesterday1 -x AES -X wonderland $SERVER .1.3.6.1.2.1.1.5.0
    get snmpget -v3 -u mallory -l authPriv -a SHA -A wonderland -x AES -X wonderland $SERVER .1.3.6.1.2.1.1.5.0
    captures_end
}

# router NS PROTOCOL LINES: bird.
router() {
    local ns=$1
    printf '%s\n' "router id ${ROUTER:-192.0.2.1};" "protocol device { }" "protocol direct { ipv4; }" "${@:2}" >"$WORK/$ns.conf"
    spawn "$ns" bird -f -c "$WORK/$ns.conf" -s "$WORK/$ns.ctl" >/dev/null 2>&1
}
control() { in_ns "$1" birdc -s "$WORK/$1.ctl" "${@:2}" >/dev/null; }
bgp() { # NS OWN_AS PEER PEER_AS [LINE...]
    ROUTER=$([ "$1" = client ] && echo $CLIENT || echo $SERVER) router "$1" "protocol bgp peer {
 local as $2; neighbor $3 as $4; connect delay time 1; error wait time 2, 4; hold time ${HOLD:-90};
 ipv4 { import all; export all; };
 ${5:-}
}"
}

# A session that comes up and stays.
healthy_bgp() {
    pair
    capture client eth0 "$OUT"
    bgp server 64502 $CLIENT 64501
    bgp client 64501 $SERVER 64502
    sleep 5
    captures_end
}

# The peer expects another autonomous system.
findings_bgp_session_down-bad-as() {
    pair
    capture client eth0 "$OUT"
    bgp server 64502 $CLIENT 64599
    bgp client 64501 $SERVER 64502
    sleep 6
    captures_end
}

# A router hangs: its peer waits for the hold time, then ends the session.
findings_bgp_session_down-hold-timer() {
    pair
    capture client eth0 "$OUT"
    HOLD=6 bgp server 64502 $CLIENT 64501
    local server=$SPAWNED
    HOLD=6 bgp client 64501 $SERVER 64502
    sleep 5
    kill -STOP "$server"
    sleep 8
    captures_end
    kill -CONT "$server"
}

# An operator shuts a session down, with a word on why.
findings_bgp_session_down-cease() {
    pair
    capture client eth0 "$OUT"
    bgp server 64502 $CLIENT 64501
    bgp client 64501 $SERVER 64502
    sleep 4
    control server disable peer '"moving to the new rack"'
    sleep 1
    captures_end
}

# lan N: a switch and hosts host1..hostN on it, 192.0.2.11 and so on.
lan() {
    local i
    namespace switch
    ip -n "$LAB-switch" link add br0 type bridge
    ip -n "$LAB-switch" link set br0 up
    for i in $(seq "$1"); do
        namespace "host$i"
        cable "host$i" eth0 switch "port$i"
        configure "host$i" eth0 "$(mac 3 "$i")" "192.0.2.1$i/24"
        ip -n "$LAB-switch" link set "port$i" master br0 up
    done
    sleep 1
}

# Two hosts were given the same address; a third one talks to it.
findings_address_conflict() {
    lan 3
    ip -n "$LAB-host3" address flush dev eth0
    ip -n "$LAB-host3" address add 192.0.2.12/24 dev eth0
    capture host1 eth0 "$OUT"
    for _ in 1 2 3; do
        ip -n "$LAB-host1" neigh flush dev eth0
        in_ns host1 ping -qc 1 192.0.2.12 >/dev/null || true
        sleep 0.5
    done
    captures_end
}

# Nobody has the address of the gateway: requests stay unanswered.
findings_arp_unanswered() {
    lan 2
    capture host1 eth0 "$OUT"
    in_ns host1 ping -qc 2 192.0.2.12 >/dev/null
    in_ns host1 ping -qc 5 -W 1 192.0.2.1 >/dev/null || true
    captures_end
}

# A host looks for everybody in its network at once, as a worm or a careless scanner does.
findings_arp_storm() {
    lan 2
    capture host1 eth0 "$OUT" arp
    for i in $(seq 20 240); do in_ns host1 ping -qc 1 -W 4 "192.0.2.$i" >/dev/null & done
    sleep 5
    captures_end
}

# A card is changed: the host announces its address with the new link address, and nobody disputes it.
healthy_arp-new-card() {
    lan 2
    capture host1 eth0 "$OUT"
    in_ns host1 ping -qc 2 192.0.2.12 >/dev/null
    ip -n "$LAB-host2" link set eth0 down
    ip -n "$LAB-host2" link set eth0 address "$(mac 4 2)"
    ip -n "$LAB-host2" link set eth0 up
    in_ns host2 arping -q -A -c 3 -I eth0 192.0.2.12
    in_ns host1 ping -qc 2 192.0.2.12 >/dev/null
    captures_end
}

# stp: three bridges in a ring with a host, bridge 1 the root.
stp() {
    local i
    for i in 1 2 3; do
        namespace "bridge$i"
        ip -n "$LAB-bridge$i" link add br0 address "$(mac 5 "$i")" type bridge stp_state 1 forward_delay 400 hello_time 100 max_age 600 \
            priority $((4096 * i))
        ip -n "$LAB-bridge$i" link set br0 up
    done
    namespace host1
    cable host1 eth0 bridge1 host
    configure host1 eth0 "$(mac 3 1)" 192.0.2.11/24
    ip -n "$LAB-bridge1" link set host master br0 up
    for i in 1 2 3; do
        cable "bridge$i" next "bridge$((i % 3 + 1))" last
        ip -n "$LAB-bridge$i" link set next master br0 up
        ip -n "$LAB-bridge$((i % 3 + 1))" link set last master br0 up
    done
}

# Bridges that agree.
healthy_stp() {
    stp
    sleep 30
    capture host1 eth0 "$OUT"
    sleep 6
    captures_end
}

# A cable between two bridges flaps.
findings_topology_changes() {
    local _
    stp
    sleep 30
    capture host1 eth0 "$OUT"
    for _ in 1 2; do
        ip -n "$LAB-bridge1" link set next down
        sleep 20
        ip -n "$LAB-bridge1" link set next up
        sleep 20
    done
    captures_end
}

# Two cables between two bridges without a spanning tree: a broadcast goes round.
findings_loop_suspected() {
    local i
    for i in 1 2; do
        namespace "bridge$i"
        ip -n "$LAB-bridge$i" link add br0 type bridge
        ip -n "$LAB-bridge$i" link set br0 up
    done
    namespace host1
    cable host1 eth0 bridge1 host
    configure host1 eth0 "$(mac 3 1)" 192.0.2.11/24
    ip -n "$LAB-bridge1" link set host master br0 up
    bad_cable bridge1 p1 bridge2 p1
    cable bridge1 p2 bridge2 p2
    for i in 1 2; do
        configure bridge1 "p$i" "$(mac 6 "$i")"
        configure bridge2 "p$i" "$(mac 7 "$i")"
        ip -n "$LAB-bridge1" link set "p$i" master br0
    done
    wire bridge1 p1 bridge2 p1 --ab delay=20ms --ba delay=20ms
    ip -n "$LAB-bridge2" link set p1 master br0 up
    capture host1 eth0 "$OUT" -c 80
    ip -n "$LAB-bridge2" link set p2 master br0 up
    in_ns host1 ping -qc 1 -W 1 192.0.2.99 >/dev/null || true
    sleep 3
    ip -n "$LAB-bridge2" link set p2 down
    sleep 1
    CAPTURES=()
}

. "$HERE/../tools/scenarios.sh"
