# Resolver: what TCP never gets to see.

# The link leads to a name that does not exist; the browser tries it three times and no connection is made.
faults_name_missing() {
    cause dns_nxdomain client
    town; shop
    capture client eth0 "$OUT"
    visit $URL/
    for i in 1 2 3; do visit https://shpo.example.test/; done
    captures_end
}
# The first of two resolvers is gone: each visit starts five seconds late.
faults_first_resolver_dead() {
    cause dns_unanswered resolver
    town; shop
    ip -n "$LAB-router" address add $DEAD_RESOLVER/24 dev near
    filter router input "ip daddr $DEAD_RESOLVER drop"
    resolvers client $DEAD_RESOLVER $NEAR_GATEWAY
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# Nothing listens on the first resolver's port any more; its host says so by ICMP.
faults_first_resolver_stopped() {
    cause dns_unanswered,icmp_unreachable resolver,network
    town; shop
    namespace old; cable old eth2 router old
    configure old eth2 "$(mac 3 1)" 192.0.100.53/24; configure router old "$(mac 3 2)" 192.0.100.1/24
    ip -n "$LAB-old" route add default via 192.0.100.1
    resolvers client 192.0.100.53 $NEAR_GATEWAY
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/ $URL/cart; done
    captures_end
}
# The path from the resolver to the zone's servers takes seconds, so each first visit waits; the shop itself is fast.
faults_resolver_slow() {
    cause dns_slow resolver
    routed; resolvers client $NEAR_GATEWAY; meet client $FAR_SERVER; shop
    spawn router $PYTHON "$HERE/../tools/slow_names.py" $NEAR_GATEWAY 2.2 $FAR_SERVER
    listening router 53
    capture client eth0 "$OUT"
    for host in $NAME www.$NAME m.$NAME; do visit -k https://$host/; done
    captures_end
}
# The resolver cannot validate the zone, whose signatures are broken: SERVFAIL, so nobody gets to the shop.
faults_resolver_fails() {
    cause dns_servfail resolver
    routed; resolvers client $NEAR_GATEWAY; meet client $FAR_SERVER; shop
    names_at server
    echo 'example.test. IN DS 12345 13 2 AAAABBBBCCCCDDDDEEEEFFFF00001111AAAABBBBCCCCDDDDEEEEFFFF00001111' >"$WORK/anchor"
    unbound_at router $NEAR_GATEWAY "trust-anchor-file: $WORK/anchor"
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# The resolver serves another department only and refuses this client.
faults_resolver_refuses() {
    cause dns_refused resolver,client
    routed; resolvers client $NEAR_GATEWAY; meet client $FAR_SERVER; shop
    ACCESS=refuse unbound_at router $NEAR_GATEWAY
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# The zone's server does not know of it and refers to the root; taken between resolver and server, with the client on the same wire.
faults_lame_delegation() {
    cause dns_lame_delegation server
    routed; resolvers client $NEAR_GATEWAY; meet client $FAR_SERVER
    spawn server python3 "$HERE/../dns/odd_server.py" $FAR_SERVER upward
    listening server 53
    unbound_at router $NEAR_GATEWAY
    capture router far "$OUT"
    visit $URL/
    captures_end
}
# A long answer is truncated, and the firewall drops port 53 over TCP: the mail gateway never gets its record.
faults_truncated_without_tcp() {
    cause dns_truncated,syn_unanswered resolver,network,unclear
    routed; meet client $FAR_SERVER
    local i records=()
    for i in $(seq 1 30); do records+=("--txt-record=big.example.test,record $i of a policy that does not fit into one datagram"); done
    spawn server dnsmasq -k -C /dev/null -R -h -u root --pid-file= --port=53 --no-resolv --local=/test/ --edns-packet-max=1232 "${records[@]}" \
        --host-record=$NAME,$FAR_SERVER
    listening server 53
    filter router forward 'tcp dport 53 drop'
    capture client eth0 "$OUT"
    in_ns client dig +tries=1 +time=6 +noall @$FAR_SERVER $NAME A || true
    in_ns client dig +tries=1 +time=6 +noall @$FAR_SERVER big.example.test TXT || true
    captures_end
}
# DNS still has the address of the old server, on which nothing listens any more.
faults_old_address() {
    cause connection_refused server
    SHOP=198.51.100.79 town; shop
    ip -n "$LAB-server" address add 198.51.100.79/24 dev eth1
    filter server input 'ip daddr 198.51.100.79 tcp dport 443 reject with tcp reset'
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# The name has an IPv6 address, but the path for IPv6 is dead: each connection tries it first and falls back to IPv4.
faults_ipv6_dead() {
    cause syn_unanswered network,unclear
    town; kill "$SPAWNED"; wait "$SPAWNED" 2>/dev/null || true
    SHOP=$FAR_SERVER,2001:db8:2::80 names_at router
    shop
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure router near "$(mac 1 2)" 2001:db8:1::1/64
    ip -n "$LAB-client" -6 route add default via 2001:db8:1::1
    in_ns router sysctl -qw net.ipv6.conf.all.forwarding=1
    in_ns router nft 'add table ip6 t; add chain ip6 t p { type filter hook prerouting priority 0; }; add rule ip6 t p ip6 daddr 2001:db8:2::/64 drop'
    capture client eth0 "$OUT"
    for i in 1 2 3 4; do visit $URL/; sleep 0.4; done
    captures_end
}
# A resolver with two addresses answers from the one that was not asked; clients drop that and wait.
faults_answer_from_elsewhere() {
    cause dns_other_source resolver
    routed; meet client $FAR_SERVER; shop; names_at server
    ip -n "$LAB-router" address add $DEAD_RESOLVER/24 dev near
    unbound_at router 0.0.0.0
    resolvers client $DEAD_RESOLVER $FAR_SERVER 'options timeout:2'
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# A filter of the resolver blocks the shop's name and says so in an extended error.
faults_name_blocked() {
    cause dns_blocked resolver
    pair; resolvers client $SERVER
    spawn server python3 "$HERE/../dns/odd_server.py" $SERVER blocked
    listening server 53
    capture client eth0 "$OUT"
    visit $URL/; visit $URL/cart
    captures_end
}
