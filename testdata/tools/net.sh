# Namespaces, wires and captures for the scenarios. Sourced, not run. Everything it makes carries $LAB in its name
# and is gone when the shell ends.

set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
TOOLS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB=pl$$
WORK=$(mktemp -d)
PIDS=()
CAPTURES=()

# The addresses are those that RFC 5737 and RFC 3849 keep for documentation.
CLIENT=192.0.2.10 SERVER=192.0.2.80                   # one network
FAR_SERVER=198.51.100.80 NEAR_GATEWAY=192.0.2.1 FAR_GATEWAY=198.51.100.1   # behind the router
CLIENT6=2001:db8:1::10 SERVER6=2001:db8:1::80

fail() { echo "$*" >&2; exit 1; }

cleanup() {
    local pid ns
    for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    for ns in $(ip netns list 2>/dev/null | awk -v lab="$LAB-" 'index($1, lab) == 1 { print $1 }'); do ip netns del "$ns"; done
    rm -rf "$WORK" "/etc/netns/$LAB-"*
}
trap cleanup EXIT

in_ns() { local ns=$1; shift; ip netns exec "$LAB-$ns" "$@"; }

# spawn NS COMMAND...: runs it in the background until the scenario ends; its id is in $SPAWNED.
spawn() {
    local ns=$1; shift
    ip netns exec "$LAB-$ns" "$@" &
    SPAWNED=$!
    PIDS+=("$SPAWNED")
}

# namespace NAME [forward]: a fresh host. No IPv6 until asked for, no memory of earlier connections.
namespace() {
    ip netns add "$LAB-$1"
    in_ns "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
        net.ipv4.tcp_no_metrics_save=1 net.ipv4.ip_forward=$([ "${2:-}" = forward ] && echo 1 || echo 0)
    ip -n "$LAB-$1" link set lo up
}

mac() { printf '02:00:00:00:%02x:%02x' "$1" "$2"; }

# configure NS DEVICE MAC ADDRESS...: no offload, so that the capture shows the frames that the wire carries.
configure() {
    local ns=$1 dev=$2 mac=$3 address
    shift 3
    ip -n "$LAB-$ns" link set "$dev" address "$mac" txqueuelen 10000
    in_ns "$ns" ethtool -K "$dev" tx off rx off tso off gso off gro off sg off >/dev/null 2>&1 || true
    for address in "$@"; do
        case $address in
            *:*) in_ns "$ns" sysctl -qw "net.ipv6.conf.$dev.disable_ipv6=0" "net.ipv6.conf.$dev.accept_dad=0" \
                    "net.ipv6.conf.$dev.router_solicitations=0"
                 ip -n "$LAB-$ns" address add "$address" dev "$dev" nodad ;;
            *) ip -n "$LAB-$ns" address add "$address" dev "$dev" ;;
        esac
    done
    ip -n "$LAB-$ns" link set "$dev" up
}

# cable A DEV_A B DEV_B: a plain wire (veth) between two namespaces; configure its ends afterwards.
cable() { ip link add "$2" netns "$LAB-$1" type veth peer name "$4" netns "$LAB-$3"; }

# bad_cable A DEV_A B DEV_B: two TAPs for a wire that link.py forwards; start it with `wire` when both ends are configured.
bad_cable() {
    ip -n "$LAB-$1" tuntap add dev "$2" mode tap
    ip -n "$LAB-$3" tuntap add dev "$4" mode tap
}

# wire A DEV_A B DEV_B OPTION...: forwards frames between the ends of a bad_cable, see link.py.
# The account is in $WORK/DEV_A.json when it has ended.
wire() {
    local a=$1 dev_a=$2 b=$3 dev_b=$4
    shift 4
    python3 "$TOOLS/link.py" --a "$LAB-$a:$dev_a" --b "$LAB-$b:$dev_b" --stats "$WORK/$dev_a.json" "$@" &
    WIRE=$!
    PIDS+=("$WIRE")
    until ip -n "$LAB-$a" link show "$dev_a" | grep -q LOWER_UP && ip -n "$LAB-$b" link show "$dev_b" | grep -q LOWER_UP; do
        kill -0 "$WIRE" || fail "link.py did not start"
        sleep 0.05
    done
}

# wire_end: the last wire started ends and its account is written.
wire_end() { kill -TERM "$WIRE"; wait "$WIRE" || fail "link.py failed"; }

# pair [link.py option...]: client and server on one network; with options the wire between them is a bad one.
pair() {
    namespace client
    namespace server
    if [ $# -gt 0 ]; then bad_cable client eth0 server eth1; else cable client eth0 server eth1; fi
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure server eth1 "$(mac 1 2)" $SERVER/24
    if [ $# -gt 0 ]; then wire client eth0 server eth1 "$@"; fi
}

# routed [link.py option...]: client, router, server; with options the wire from router to server is a bad one.
# Devices: client eth0, router near and far, server eth1.
routed() {
    namespace client
    namespace router forward
    namespace server
    cable client eth0 router near
    if [ $# -gt 0 ]; then bad_cable router far server eth1; else cable router far server eth1; fi
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure router near "$(mac 1 2)" $NEAR_GATEWAY/24
    configure router far "$(mac 2 1)" $FAR_GATEWAY/24
    configure server eth1 "$(mac 2 2)" $FAR_SERVER/24
    ip -n "$LAB-client" route add default via $NEAR_GATEWAY
    ip -n "$LAB-server" route add default via $FAR_GATEWAY
    if [ $# -gt 0 ]; then wire router far server eth1 "$@"; fi
}

# stretched NEAR_OPTIONS FAR_OPTIONS: as routed, with both wires bad ones; each argument is one string of link.py options.
stretched() {
    namespace client
    namespace router forward
    namespace server
    bad_cable client eth0 router near
    bad_cable router far server eth1
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure router near "$(mac 1 2)" $NEAR_GATEWAY/24
    configure router far "$(mac 2 1)" $FAR_GATEWAY/24
    configure server eth1 "$(mac 2 2)" $FAR_SERVER/24
    ip -n "$LAB-client" route add default via $NEAR_GATEWAY
    ip -n "$LAB-server" route add default via $FAR_GATEWAY
    # shellcheck disable=SC2086
    wire client eth0 router near $1
    NEAR_WIRE=$WIRE
    # shellcheck disable=SC2086
    wire router far server eth1 $2
}

# meet NS ADDRESS: ARP is done before the capture starts, even if the wire loses some.
meet() { in_ns "$1" ping -qc 3 -i 0.2 "$2" >/dev/null; }

# capture NS DEVICE FILE [tcpdump argument...]: returns when tcpdump listens.
capture() {
    local ns=$1 dev=$2 file=$3 log
    shift 3
    log=$WORK/tcpdump.${#CAPTURES[@]}
    : >"$log"
    ip netns exec "$LAB-$ns" tcpdump -Z root -U --immediate-mode -B 8192 -n -i "$dev" -w "$file" "$@" 2>"$log" &
    CAPTURES+=("$!:$log")
    PIDS+=("$!")
    until grep -q 'listening on' "$log"; do
        kill -0 $! || fail "$(cat "$log")"
        sleep 0.05
    done
}

# captures_end: libpcap may hold its last block for a second; the kernel must have dropped nothing.
captures_end() {
    local entry pid log
    sleep 1.3
    for entry in "${CAPTURES[@]}"; do
        pid=${entry%%:*} log=${entry#*:}
        kill -INT "$pid"
        wait "$pid" || fail "$(cat "$log")"
        grep -q '^0 packets dropped by kernel' "$log" || fail "capture is incomplete: $(cat "$log")"
    done
    CAPTURES=()
}

peer() { local ns=$1; shift; in_ns "$ns" python3 "$TOOLS/peer.py" "$@"; }
spawn_peer() { local ns=$1; shift; spawn "$ns" python3 "$TOOLS/peer.py" "$@"; }

# listening NS PORT: waits until something listens there.
listening() {
    local tries=200
    until in_ns "$1" ss -Htuln "sport = :$2" | grep -q .; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "nothing listens on port $2 in $1"
        sleep 0.05
    done
}

# serve NS ADDRESS PORT STEP...: a peer that listens, in the background; waits until it does. Its id is in $SPAWNED.
serve() { spawn_peer "$1" listen "${@:2}"; local id=$SPAWNED; listening "$1" "$3"; SPAWNED=$id; }

# resolvers NS LINE...: what the resolv.conf of NS says; its C library asks DNS alone. Lines without a keyword are addresses.
resolvers() {
    local ns=$1 line
    shift
    mkdir -p "/etc/netns/$LAB-$ns"
    for line in "$@"; do case $line in *' '*) echo "$line" ;; *) echo "nameserver $line" ;; esac; done >"/etc/netns/$LAB-$ns/resolv.conf"
    printf 'hosts: dns\n' >"/etc/netns/$LAB-$ns/nsswitch.conf"
}

# web NS [LISTEN LINE]: nginx on port 80 over $WORK/www.
web() {
    mkdir -p "$WORK/www" "$WORK/nginx"
    cat >"$WORK/nginx.conf" <<CONF
daemon off; master_process off; pid $WORK/nginx/pid; error_log $WORK/nginx/error.log;
events { }
http {
    access_log off; client_body_temp_path $WORK/nginx/body; proxy_temp_path $WORK/nginx/proxy;
    fastcgi_temp_path $WORK/nginx/fastcgi; uwsgi_temp_path $WORK/nginx/uwsgi; scgi_temp_path $WORK/nginx/scgi;
    default_type text/plain; keepalive_timeout 30;
    server { ${2:-listen 80;} root $WORK/www; }
}
CONF
    spawn "$1" nginx -p "$WORK/nginx" -c "$WORK/nginx.conf" -e "$WORK/nginx/error.log"
    listening "$1" "${3:-80}"
}

# page NAME BYTES: a file for the web server, each line of which names its own offset.
page() {
    mkdir -p "$WORK/www"
    awk -v n="$2" 'BEGIN {
        for (i = 0; i < n; i += 64) printf "%011d %-51s\n", i, "test data: the number is the offset of this line"
    }' | head -c "$2" >"$WORK/www/$1"
}

# tls_server OPTION...: openssl on port 443 of the server, with a self-signed certificate.
tls_server() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=www.example.test \
        -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null
    spawn server openssl s_server -quiet -accept $SERVER:443 -cert "$WORK/cert.pem" -key "$WORK/key.pem" "$@" \
        </dev/null 2>/dev/null
    listening server 443
}

# names NS: dnsmasq, answering for example.test only.
names() {
    spawn "$1" dnsmasq -k -C /dev/null -R -h -u root --pid-file= --port=53 --no-resolv --local=/test/ --local-ttl=300 \
        --address=/www.example.test/192.0.2.80 --host-record=host.example.test,192.0.2.81,2001:db8:1::81 \
        --cname=alias.example.test,host.example.test --mx-host=example.test,mail.example.test,10 \
        --txt-record=example.test,"v=spf1 -all" --srv-host=_sip._udp.example.test,sip.example.test,5060,10,20
    listening "$1" 53
}

# kernel_says FILE: the counts of a socket whose TCP_INFO peer.py wrote.
kernel_says() {
    python3 - "$1" <<'PY'
import json, sys
info = json.load(open(sys.argv[1]))
print("kernel:", *("%s %d" % (name, info[name]) for name in ("total_retrans", "bytes_retrans", "dsack_dups", "reord_seen")))
PY
}
