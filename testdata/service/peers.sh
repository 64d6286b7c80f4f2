#!/bin/bash
# Makes the captures of Diameter with freeDiameter at both ends, in network namespaces. Needs root.
#   peers.sh NAME|all     one capture, named as its folder, such as healthy/diameter, or every one of them
#   peers.sh --list       what there is
# Needs beside the tools of ../tools/net.sh: freeDiameterd, openssl.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# diameter NS NAME ADDRESS LINE...: a peer, named NAME.test.example.
diameter() {
    local ns=$1 name=$2
    mkdir -p "$WORK/$ns"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$name.test.example" -keyout "$WORK/$ns/key.pem" \
        -out "$WORK/$ns/cert.pem" 2>/dev/null
    printf '%s\n' "Identity = \"$name.test.example\";" 'Realm = "test.example";' 'SecPort = 0;' No_SCTP\; No_IPv6\; \
        "ListenOn = \"$3\";" 'TwTimer = 6;' "TLS_Cred = \"$WORK/$ns/cert.pem\", \"$WORK/$ns/key.pem\";" \
        "TLS_CA = \"$WORK/$ns/cert.pem\";" "${@:4}" >"$WORK/$ns/fd.conf"
    spawn "$ns" freeDiameterd -c "$WORK/$ns/fd.conf" >"$WORK/$ns/fd.log" 2>&1
}
# peers LINE...: the server with these lines, then the client, which connects.
peers() {
    pair
    echo "ALLOW_IPSEC aaa.test.example" >"$WORK/friends"
    diameter server hss $SERVER "$@"
    listening server 3868
    capture client eth0 "$OUT" tcp port 3868
    diameter client aaa $CLIENT "ConnectPeer = \"hss.test.example\" { ConnectTo = \"$SERVER\"; No_TLS; };" "${CLIENT_LINE:-}"
}
FRIENDS='LoadExtension = "/usr/lib/freeDiameter/acl_wl.fdx" : "'

# Two peers tell each other what they can, and ask whether the other one is there.
healthy_diameter() {
    peers "$FRIENDS$WORK/friends\";"
    sleep 16
    captures_end
}

# The server does not know the peer.
findings_service_refused-diameter() {
    peers
    sleep 4
    captures_end
}

# Both have no application in common.
findings_service_refused-diameter-application() {
    CLIENT_LINE='NoRelay;' peers "$FRIENDS$WORK/friends\";" 'NoRelay;'
    sleep 4
    captures_end
}

# The server hangs: the watchdog is not answered.
findings_service_unanswered-diameter() {
    peers "$FRIENDS$WORK/friends\";"
    sleep 5
    in_ns server nft -f - <<<'table ip f { chain o { type filter hook output priority 0; tcp flags psh tcp sport 3868 drop; }; }'
    sleep 16
    captures_end
}

. "$HERE/../tools/scenarios.sh"
