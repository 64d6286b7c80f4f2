#!/bin/bash
# Makes the captures of this directory with real software in network namespaces. Needs root on Linux.
#   make.sh NAME|all     one capture, named as its folder, such as findings/dhcp_nak, or every one of them
#   make.sh --list       what there is
# Needs beside the tools of ../tools/net.sh: dnsmasq, udhcpc (busybox), dhclient, dhcpstarv, perfdhcp (kea-admin), dhcrelay,
# kea-dhcp4-server, kea-dhcp6-server. Captures in findings/ are named by the finding that comes first;
# those in healthy/ show no fault.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# lan NAME...: hosts on one bridge, each with the device eth0; the bridge is a namespace of its own.
lan() {
    local ns i=0
    namespace bridge
    ip -n "$LAB-bridge" link add br0 type bridge
    ip -n "$LAB-bridge" link set br0 up
    for ns in "$@"; do
        i=$((i + 1))
        namespace "$ns"
        cable "$ns" eth0 bridge "$ns"
        ip -n "$LAB-bridge" link set "$ns" master br0 up
        configure "$ns" eth0 "$(mac 1 $i)"
    done
}

# server NS ADDRESS RANGE OPTION...: dnsmasq as a DHCP server.
server() {
    local ns=$1 address=$2 range=$3
    shift 3
    ip -n "$LAB-$ns" address add "$address/24" dev eth0
    spawn "$ns" dnsmasq -k -C /dev/null -p 0 -u root --pid-file= --dhcp-leasefile="$WORK/$ns.leases" --dhcp-range="$range" \
        --dhcp-authoritative --no-ping --leasefile-ro "$@" 2>/dev/null
    listening "$ns" 67
}

# A script for udhcpc that sets the address.
setter() {
    cat >"$WORK/set" <<'SCRIPT'
#!/bin/sh
case $1 in
    deconfig) ip address flush dev "$interface" ;;
    bound | renew) ip address replace "$ip/24" dev "$interface" ;;
esac
SCRIPT
    chmod +x "$WORK/set"
}

udhcpc_in() { local ns=$1; shift; in_ns "$ns" udhcpc -f -i eth0 -s "$WORK/set" "$@" >/dev/null 2>&1; }

# dhclient_in NS OPTION...: with files of its own; it must not touch this machine's resolv.conf.
dhclient_in() {
    local ns=$1
    shift
    in_ns "$ns" dhclient -sf /bin/true -lf "$WORK/$ns.dhclient" -pf "$WORK/$ns.pid" "$@" >/dev/null 2>&1
}

# A client on a network without a server: four DISCOVERs, no offer.
findings_dhcp_no_offer() {
    lan client other
    setter
    capture client eth0 "$OUT"
    udhcpc_in client -n -q -t 4 -T 2 -A 1 -x hostname:printer-7 || true
    captures_end
}

# A client comes back with an address from another network and is refused; the pool has no other for it.
findings_dhcp_nak() {
    lan client server other
    setter
    server server 192.0.2.1 192.0.2.50,192.0.2.50,255.255.255.0,1h
    udhcpc_in other -n -q
    cat >"$WORK/client.dhclient" <<LEASE
lease {
  interface "eth0";
  fixed-address 198.51.100.77;
  option subnet-mask 255.255.255.0;
  option dhcp-lease-time 86400;
  option dhcp-message-type 5;
  option dhcp-server-identifier 198.51.100.1;
  renew 4 $(date -u -d '+1 day' '+%Y/%m/%d %H:%M:%S');
  rebind 4 $(date -u -d '+1 day' '+%Y/%m/%d %H:%M:%S');
  expire 5 $(date -u -d '+2 day' '+%Y/%m/%d %H:%M:%S');
}
LEASE
    echo 'timeout 12; backoff-cutoff 4;' >"$WORK/dhclient.conf"
    capture client eth0 "$OUT"
    dhclient_in client -1 -cf "$WORK/dhclient.conf" eth0 || true
    captures_end
}

# A forgotten box with a server of its own hands out another router and name server.
findings_dhcp_multiple_servers() {
    lan client server box
    setter
    server server 192.0.2.1 192.0.2.50,192.0.2.99,255.255.255.0,1h --dhcp-option=6,192.0.2.53
    server box 192.0.2.254 192.0.2.150,192.0.2.199,255.255.255.0,12h --dhcp-option=6,198.51.100.53
    capture client eth0 "$OUT" port 67 or port 68
    udhcpc_in client -n -q
    udhcpc_in client -n -q
    captures_end
}

# dhcpstarv takes one address after the other.
findings_dhcp_starvation_suspected() {
    lan client server
    server server 192.0.2.1 192.0.2.50,192.0.2.119,255.255.255.0,1h
    capture server eth0 "$OUT" port 67 or port 68
    in_ns client timeout 3 dhcpstarv -i eth0 >/dev/null 2>&1 || true
    captures_end
}

# One client that asks a hundred times a second and takes nothing.
findings_dhcp_flood() {
    lan client server
    server server 192.0.2.1 192.0.2.50,192.0.2.99,255.255.255.0,1h
    capture client eth0 "$OUT" port 67 or port 68
    ip -n "$LAB-client" address add 192.0.2.9/24 dev eth0
    in_ns client perfdhcp -4 -i -R 1 -r 100 -n 70 -l eth0 -B >/dev/null 2>&1 || true
    captures_end
}

# A host has an address of the pool by hand; the client finds out by ARP and declines it.
findings_dhcp_address_conflict() {
    lan client server fixed
    setter
    ip -n "$LAB-fixed" address add 192.0.2.50/24 dev eth0
    server server 192.0.2.1 192.0.2.50,192.0.2.60,255.255.255.0,1h --dhcp-host="$(mac 1 1)",192.0.2.50
    capture client eth0 "$OUT"
    spawn client udhcpc -f -a -i eth0 -s "$WORK/set" -A 2 >/dev/null 2>&1
    sleep 9
    kill "$SPAWNED"
    captures_end
}

# The switch drops what servers send; taken at the server, which offers and hears no request.
findings_dhcp_offer_not_taken() {
    lan client server
    setter
    server server 192.0.2.1 192.0.2.50,192.0.2.60,255.255.255.0,1h
    in_ns bridge nft 'add table bridge t; add chain bridge t f { type filter hook forward priority 0; };
        add rule bridge t f udp sport 67 drop'
    capture server eth0 "$OUT" port 67 or port 68
    udhcpc_in client -n -q -t 4 -T 2 -A 1 -x hostname:phone-1 || true
    captures_end
}

# The server answers no more once it has given the lease, which runs out.
findings_dhcp_not_renewed() {
    lan client server
    setter
    server server 192.0.2.1 192.0.2.50,192.0.2.60,255.255.255.0,2m
    capture client eth0 "$OUT" port 67 or port 68
    spawn client udhcpc -f -i eth0 -s "$WORK/set" -t 2 -T 2 -A 60 >/dev/null 2>&1
    sleep 2
    in_ns server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in udp dport 67 drop'
    sleep 126
    captures_end
}

# udhcpc gets an address, renews it and gives it back; dnsmasq.
healthy_lease() {
    lan client server
    setter
    server server 192.0.2.1 192.0.2.50,192.0.2.60,255.255.255.0,10m --dhcp-option=42,192.0.2.123 --domain=example.test
    capture client eth0 "$OUT"
    spawn client udhcpc -f -R -i eth0 -s "$WORK/set" -x hostname:desk-1 -F desk-1.example.test -V 'test client' >/dev/null 2>&1
    sleep 2
    kill -USR1 "$(pgrep -P "$SPAWNED" udhcpc || echo "$SPAWNED")"
    sleep 2
    kill -USR2 "$(pgrep -P "$SPAWNED" udhcpc || echo "$SPAWNED")"
    sleep 1
    kill "$SPAWNED"
    captures_end
}

# dhclient gets an address, and after a restart asks for the same one; Kea, with options of every kind.
healthy_kea() {
    lan client server
    ip -n "$LAB-server" address add 192.0.2.1/24 dev eth0
    mkdir -p "$WORK/kea"
    cat >"$WORK/kea4.json" <<CONF
{ "Dhcp4": {
    "interfaces-config": { "interfaces": [ "eth0" ] },
    "lease-database": { "type": "memfile", "persist": false },
    "valid-lifetime": 3600, "renew-timer": 900, "rebind-timer": 1800, "authoritative": true,
    "loggers": [ { "name": "kea-dhcp4", "output_options": [ { "output": "$WORK/kea/log" } ], "severity": "WARN" } ],
    "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.100 - 192.0.2.120" } ],
        "option-data": [ { "name": "routers", "data": "192.0.2.1" },
            { "name": "domain-name-servers", "data": "192.0.2.53, 192.0.2.54" },
            { "name": "domain-search", "data": "example.test, sub.example.test" },
            { "name": "ntp-servers", "data": "192.0.2.123" },
            { "name": "interface-mtu", "data": "1400" },
            { "code": 121, "name": "classless-static-route", "csv-format": false,
              "data": "18C6336400C000020108C0C0000201", "always-send": true } ] } ],
    "option-def": [ { "name": "classless-static-route", "code": 121, "type": "binary", "space": "dhcp4" } ]
} }
CONF
    sed -i 's/"18C6336400C000020108C0C0000201"/"18C63364C000020208CBC0000203"/' "$WORK/kea4.json"
    spawn server env KEA_PIDFILE_DIR="$WORK/kea" KEA_LOCKFILE_DIR="$WORK/kea" kea-dhcp4 -c "$WORK/kea4.json" >/dev/null 2>&1
    listening server 67
    sleep 1
    cat >"$WORK/dhclient.conf" <<'CONF'
option classless-routes code 121 = array of unsigned integer 8;
send host-name "desk-2";
send fqdn.fqdn "desk-2.example.test";
send fqdn.server-update on;
send vendor-class-identifier "test:1.0";
request subnet-mask, broadcast-address, routers, domain-name, domain-name-servers, domain-search, ntp-servers, interface-mtu, classless-routes;
CONF
    : >"$WORK/client.dhclient"
    capture client eth0 "$OUT" port 67 or port 68
    dhclient_in client -1 -cf "$WORK/dhclient.conf" eth0
    kill "$(cat "$WORK/client.pid")"
    sleep 1
    dhclient_in client -1 -cf "$WORK/dhclient.conf" eth0
    kill "$(cat "$WORK/client.pid")"
    captures_end
}

# A relay with option 82 between client and server; taken at the relay on both sides, so that each message is seen twice.
healthy_relay() {
    routed
    setter
    ip -n "$LAB-client" address flush dev eth0
    spawn server dnsmasq -k -C /dev/null -p 0 -u root --pid-file= --dhcp-leasefile="$WORK/leases" --leasefile-ro --no-ping \
        --dhcp-range=192.0.2.50,192.0.2.60,255.255.255.0,1h --dhcp-option=3,192.0.2.1 2>/dev/null
    listening server 67
    spawn router dhcrelay -4 -d -a -pf "$WORK/relay.pid" -i near -i far $FAR_SERVER >/dev/null 2>&1
    sleep 1
    capture router any "$OUT" port 67 or port 68
    udhcpc_in client -n -q -t 3
    captures_end
}

# An address and a prefix by DHCPv6, renewed and given back; Kea and dhclient.
healthy_dhcpv6() {
    lan client server
    local ns
    for ns in client server; do
        in_ns $ns sysctl -qw net.ipv6.conf.eth0.disable_ipv6=0 net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitations=0
    done
    ip -n "$LAB-server" address add 2001:db8:1::1/64 dev eth0 nodad
    mkdir -p "$WORK/kea"
    cat >"$WORK/kea6.json" <<CONF
{ "Dhcp6": {
    "interfaces-config": { "interfaces": [ "eth0" ] },
    "lease-database": { "type": "memfile", "persist": false },
    "preferred-lifetime": 40, "valid-lifetime": 80, "renew-timer": 4, "rebind-timer": 30,
    "server-id": { "type": "LL", "htype": 1, "identifier": "020000000102", "persist": false },
    "loggers": [ { "name": "kea-dhcp6", "output_options": [ { "output": "$WORK/kea/log" } ], "severity": "WARN" } ],
    "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
        "pools": [ { "pool": "2001:db8:1::100 - 2001:db8:1::1ff" } ],
        "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 34, "delegated-len": 48 } ],
        "option-data": [ { "name": "dns-servers", "data": "2001:db8:1::53" },
            { "name": "domain-search", "data": "example.test, sub.example.test" },
            { "name": "sntp-servers", "data": "2001:db8:1::123" } ] } ]
} }
CONF
    sleep 3 # until the link-local addresses can be used
    spawn server env KEA_PIDFILE_DIR="$WORK/kea" KEA_LOCKFILE_DIR="$WORK/kea" KEA_DHCP_DATA_DIR="$WORK/kea" \
        kea-dhcp6 -c "$WORK/kea6.json" >/dev/null 2>&1
    listening server 547
    sleep 1
    : >"$WORK/client.dhclient"
    capture client eth0 "$OUT" port 546 or port 547
    dhclient_in client -6 -1 -N -P -cf /dev/null eth0
    sleep 6
    dhclient_in client -6 -r -N -P -cf /dev/null eth0 || true
    captures_end
}

. "$HERE/../tools/scenarios.sh"
