#!/bin/bash
# Makes the captures of routers that talk to each other (OSPF, LDP, VRRP, HSRP) with real software in network namespaces, but HSRP,
# for which Debian has none: hsrp.py sends what Cisco's routers do, from RFC 2281. Needs root.
#   routing.sh NAME|all     one capture, named as its folder, such as healthy/ospf, or every one of them
#   routing.sh --list       what there is
# Needs beside the tools of ../tools/net.sh: frr (zebra, ospfd, ospf6d, ldpd), keepalived, nft.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"
FRR=/usr/lib/frr

# daemon NS NAME LINE...: one of FRR's daemons with these lines of configuration.
daemon() {
    local ns=$1 name=$2
    shift 2
    mkdir -p "$WORK/$ns"
    printf '%s\n' "$@" >"$WORK/$ns/$name.conf"
    chmod -R a+rwX "$WORK"
    spawn "$ns" "$FRR/$name" -u frr -g frr --vty_socket "$WORK/$ns" -z "$WORK/$ns/zebra.sock" -i "$WORK/$ns/$name.pid" \
        -f "$WORK/$ns/$name.conf" --log stdout >"$WORK/$ns/$name.log" 2>&1
}
zebra() { daemon "$1" zebra ""; sleep 1; }

# ospf NS DEVICE ADDRESS [INTERFACE LINE...]: a router in area ${AREA:-0}, with hellos each second.
ospf() {
    local ns=$1 dev=$2 address=$3
    shift 3
    zebra "$ns"
    daemon "$ns" ospfd "interface $dev" " ip ospf hello-interval ${HELLO:-1}" " ip ospf dead-interval ${DEAD:-4}" "${@/#/ }" "exit" \
        "router ospf" " ospf router-id $address" " network 192.0.2.0/24 area ${AREA:-0}" "${ROUTER:- !}" "exit"
    OSPFD=$SPAWNED
}
routers() { pair; capture client eth0 "$OUT" proto 89; }

# Two routers become neighbours and exchange their databases.
healthy_ospf() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER
    sleep 14
    captures_end
}

# The same over IPv6.
healthy_ospf6() {
    pair
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    capture client eth0 "$OUT" ip6 proto 89
    local ns dev
    for ns in client server; do
        dev=$([ $ns = client ] && echo eth0 || echo eth1)
        zebra $ns
        daemon $ns ospf6d "interface $dev" " ipv6 ospf6 area 0.0.0.0" " ipv6 ospf6 hello-interval 1" " ipv6 ospf6 dead-interval 4" exit \
            "router ospf6" " ospf6 router-id $([ $ns = client ] && echo $CLIENT || echo $SERVER)" exit
    done
    sleep 14
    captures_end
}

# One router takes the link for area 1.
findings_routing_mismatch() {
    routers
    ospf client eth0 $CLIENT
    AREA=1 ospf server eth1 $SERVER
    sleep 8
    captures_end
}

# One router says hello each 2 s.
findings_routing_mismatch-ospf-hello() {
    routers
    ospf client eth0 $CLIENT
    HELLO=2 ospf server eth1 $SERVER
    sleep 8
    captures_end
}

# The netmasks of the link differ: /24 and /25.
findings_routing_mismatch-ospf-netmask() {
    routers
    ip -n "$LAB-server" address flush dev eth1
    ip -n "$LAB-server" address add $SERVER/25 dev eth1
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER
    sleep 8
    captures_end
}

# One router signs its packets, the other does not.
findings_routing_mismatch-ospf-authentication() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER "ip ospf authentication message-digest" "ip ospf message-digest-key 1 md5 wonderland"
    sleep 8
    captures_end
}

# Both sign them, with different passwords.
findings_routing_mismatch-ospf-key() {
    routers
    ospf client eth0 $CLIENT "ip ospf authentication message-digest" "ip ospf message-digest-key 1 md5 wonderland"
    ospf server eth1 $SERVER "ip ospf authentication message-digest" "ip ospf message-digest-key 1 md5 yesterday"
    sleep 10
    captures_end
}

# Area 1 is a stub to one router only.
findings_routing_mismatch-ospf-stub() {
    routers
    AREA=1 ospf client eth0 $CLIENT
    AREA=1 ROUTER=' area 1 stub' ospf server eth1 $SERVER
    sleep 8
    captures_end
}

# The MTU of both ends differs: descriptions of the database are repeated for ever.
findings_routing_mismatch-ospf-mtu() {
    routers
    ip -n "$LAB-server" link set eth1 mtu 1400
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER
    sleep 36
    captures_end
}

# One router takes the link for a point-to-point one: they are neighbours, and have no routes.
findings_routing_mismatch-ospf-network-type() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER "ip ospf network point-to-point"
    sleep 20
    captures_end
}

# Two routers have the same id.
findings_routing_mismatch-ospf-router-id() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $CLIENT
    sleep 8
    captures_end
}

# A router dies: the other one gives it up after the dead interval.
findings_routing_neighbor_lost() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER
    sleep 10
    kill -9 "$OSPFD"
    sleep 9
    captures_end
}

# What one router sends is lost: the other one does not hear it, and says so in its hellos.
findings_routing_neighbor_lost-ospf-one-way() {
    routers
    ospf client eth0 $CLIENT
    ospf server eth1 $SERVER
    sleep 10
    in_ns server nft -f - <<<'table ip f { chain i { type filter hook input priority 0; ip protocol 89 drop; }; }'
    sleep 10
    captures_end
}

# ldp NS DEVICE ADDRESS: a router that hands out labels to its neighbour on the link.
ldp() {
    zebra "$1"
    daemon "$1" ldpd "mpls ldp" " router-id $3" " address-family ipv4" "  discovery transport-address $3" "  session holdtime 15" \
        "  interface $2" "  exit" " exit-address-family" exit
}

# Two routers open a session and tell their labels.
healthy_ldp() {
    pair
    capture client eth0 "$OUT" tcp port 646
    ldp client eth0 $CLIENT
    ldp server eth1 $SERVER
    sleep 20
    captures_end
}

# One of them is shut down.
findings_routing_neighbor_lost-ldp() {
    pair
    capture client eth0 "$OUT" tcp port 646
    ldp client eth0 $CLIENT
    ldp server eth1 $SERVER
    sleep 16
    kill -TERM "$SPAWNED"
    sleep 3
    captures_end
}

# One of them hangs: the other one waits, then ends the session.
findings_routing_neighbor_lost-ldp-silent() {
    pair
    capture client eth0 "$OUT" tcp port 646
    ldp client eth0 $CLIENT
    ldp server eth1 $SERVER
    sleep 16
    pkill -STOP -P "$SPAWNED" || true
    kill -STOP "$SPAWNED"
    sleep 24
    captures_end
    pkill -CONT -P "$SPAWNED" || true
    kill -CONT "$SPAWNED"
}

# gateways: two routers (host1, host2) and a host on a switch.
gateways() {
    local i
    namespace switch
    ip -n "$LAB-switch" link add br0 type bridge mcast_snooping 0
    ip -n "$LAB-switch" link set br0 up
    for i in 1 2 3; do
        namespace "host$i"
        cable "host$i" eth0 switch "port$i"
        configure "host$i" eth0 "$(mac 3 "$i")" "192.0.2.1$i/24"
        ip -n "$LAB-switch" link set "port$i" master br0 up
    done
    sleep 1
}
# gateway HOST PRIORITY LINE...: keepalived.
gateway() {
    local ns=host$1
    mkdir -p "$WORK/$ns"
    cat >"$WORK/$ns/keepalived.conf" <<CONF
global_defs {
    vrrp_version ${VERSION:-2}
    vrrp_garp_master_delay 0
    vrrp_garp_master_repeat 1
}
vrrp_instance gateway {
    interface eth0
    state BACKUP
    virtual_router_id ${GROUP:-51}
    priority $2
    advert_int ${EACH:-1}
    $(printf '%s\n' "${@:3}")
    virtual_ipaddress { ${ADDRESS:-192.0.2.1}/24 }
}
CONF
    spawn "$ns" keepalived -n -D -P -f "$WORK/$ns/keepalived.conf" -p "$WORK/$ns/pid" -r "$WORK/$ns/vrrp.pid" \
        >"$WORK/$ns/keepalived.log" 2>&1
}
watch_gateways() { capture host3 eth0 "$OUT" proto 112 or ip6 proto 112 or arp or icmp; }

# The first router is the gateway and stays it.
healthy_vrrp() {
    gateways
    watch_gateways
    gateway 1 150
    gateway 2 100
    sleep 8
    in_ns host3 ping -qc 2 192.0.2.1 >/dev/null
    captures_end
}

# The same with version 3.
healthy_vrrp3() { VERSION=3 healthy_vrrp; }

# The gateway dies: the second router takes over after three intervals.
findings_gateway_failover() {
    gateways
    watch_gateways
    gateway 1 150
    local first=$SPAWNED
    gateway 2 100
    sleep 8
    ip -n "$LAB-host1" link set eth0 down
    sleep 8
    captures_end
}

# The gateway is shut down in order, and started again: it takes its place back.
findings_gateway_failover-shutdown() {
    gateways
    watch_gateways
    gateway 1 150
    local first=$SPAWNED
    gateway 2 100
    sleep 8
    kill -TERM "$first"
    sleep 4
    gateway 1 150
    sleep 8
    captures_end
}

# The same router becomes the gateway and gives up again and again.
findings_gateway_failover-flapping() {
    local _
    gateways
    watch_gateways
    gateway 2 100
    sleep 4
    for _ in 1 2 3; do
        gateway 1 150
        sleep 6
        kill -TERM "$SPAWNED"
        sleep 2
    done
    captures_end
}

# The passwords of both differ: each takes itself for the gateway.
findings_gateway_conflict() {
    gateways
    watch_gateways
    gateway 1 150 "authentication { auth_type PASS
 auth_pass wonderla
 }"
    gateway 2 100 "authentication { auth_type PASS
 auth_pass yesterda
 }"
    sleep 10
    captures_end
}

# A host's firewall drops what the other router says.
findings_gateway_conflict-filtered() {
    gateways
    watch_gateways
    in_ns host2 nft -f - <<<'table netdev f { chain i { type filter hook ingress device "eth0" priority 0; ip protocol 112 drop; }; }'
    gateway 1 150
    gateway 2 100
    sleep 10
    captures_end
}

# One speaks version 2, the other version 3.
findings_gateway_conflict-version() {
    gateways
    watch_gateways
    gateway 1 150
    VERSION=3 gateway 2 100
    sleep 10
    captures_end
}

# The routers disagree on the gateway's address.
findings_gateway_conflict-address() {
    gateways
    watch_gateways
    gateway 1 150
    ADDRESS=192.0.2.2 gateway 2 100
    sleep 10
    captures_end
}

hsrp() { local ns=host$1; spawn "$ns" python3 "$HERE/hsrp.py" "192.0.2.1$1" "${@:2}"; }
watch_hsrp() { gateways; capture host3 eth0 "$OUT" udp port 1985; }

# HSRP by hsrp.py: an active and a standby router.
healthy_hsrp() {
    watch_hsrp
    hsrp 1 120 speak=1 standby=1 active=6
    hsrp 2 100 listen=1 speak=2 standby=5
    sleep 9
    captures_end
}

# The active router falls silent; the standby one takes over after the hold time.
findings_gateway_failover-hsrp() {
    watch_hsrp
    hsrp 1 120 active=4
    hsrp 2 100 standby=7 active=5
    sleep 13
    captures_end
}

# A router of higher priority takes the gateway with a coup, and the active one resigns.
findings_gateway_failover-hsrp-coup() {
    watch_hsrp
    hsrp 1 100 active=4 wait=0.5 resign speak=2 standby=3
    hsrp 2 120 wait=2 listen=2 coup wait=0.7 active=4
    sleep 11
    captures_end
}

# The texts that both authenticate with differ: two are active.
findings_gateway_conflict-hsrp() {
    watch_hsrp
    hsrp 1 120 active=8
    hsrp 2 100 text=secret wait=0.5 active=8
    sleep 10
    captures_end
}

. "$HERE/../tools/scenarios.sh"
