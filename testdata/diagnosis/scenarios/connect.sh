# Connect: the name resolves, the connection does not come about.

# A packet filter before the server drops what goes to port 443; the name resolves and port 80 still redirects there.
faults_firewall_drops() {
    cause syn_unanswered network,unclear
    town; shop; nginx_at2 80 "return 301 $URL\$request_uri;"
    filter router forward 'tcp dport 443 drop'
    capture client eth0 "$OUT"
    MOST=8 visit -L http://$NAME/; MOST=8 visit $URL/
    captures_end
}
# The firewall refuses with an ICMP error, administratively prohibited.
faults_firewall_rejects() {
    cause connection_blocked_icmp device
    town; shop
    filter router forward 'tcp dport 443 reject with icmp type admin-prohibited'
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# The service is stopped: its host answers each SYN with a reset.
faults_port_closed() {
    cause connection_refused server
    town; authority
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# The server's host is down: the last router finds nobody by ARP and says host unreachable.
faults_host_down() {
    cause connection_blocked_icmp,icmp_unreachable network,device,server
    SHOP=198.51.100.99 town; shop
    capture client eth0 "$OUT"
    for i in 1 2; do MOST=9 visit $URL/; done
    captures_end
}
# The server's queue of connections to accept is full, as its application accepts none: SYNs are dropped although it runs.
faults_accept_queue_full() {
    cause accept_queue_full server
    town
    spawn server $PYTHON "$HERE/../tools/full_queue.py" $FAR_SERVER 8080 7
    listening server 8080
    capture client eth0 "$OUT"
    local i ids=()
    for i in 1 2 3 4 5 6; do MOST=14 ask http://$API:8080/orders/$i & ids+=($!); sleep 0.25; done
    wait "${ids[@]}"
    captures_end
}
# The way back leaves by another gateway, which does not undo the translation: SYN-ACKs come from an address nobody asked.
faults_translation_not_undone() {
    cause syn_answered_elsewhere device,network,unclear
    SHOP=203.0.113.80 town; shop
    in_ns router nft 'add table ip t; add chain ip t p { type filter hook prerouting priority -300; };
        add rule ip t p ip daddr 203.0.113.80 ip daddr set 198.51.100.80'
    ip -n "$LAB-client" route add 203.0.113.0/24 via $NEAR_GATEWAY
    capture client eth0 "$OUT"
    for i in 1 2; do MOST=8 visit $URL/; done
    captures_end
}
# A SYN flood from many addresses fills the backlog while customers try to connect.
faults_syn_flood() {
    cause syn_flood client
    town; shop
    in_ns server sysctl -qw net.ipv4.tcp_syncookies=0 net.ipv4.tcp_max_syn_backlog=64
    ip -n "$LAB-server" route add 203.0.113.0/24 dev eth1
    ip -n "$LAB-server" neighbor add 203.0.113.0 lladdr "$(mac 2 1)" dev eth1 2>/dev/null || true
    capture server eth1 "$OUT"
    spawn router python3 "$TOOLS/syns.py" $FAR_SERVER 443 400 4 203.0.113
    sleep 1
    for i in 1 2; do MOST=7 visit $URL/; done
    captures_end
}
# The server still holds a connection of the same ports after the client's restart, and answers the SYN with a challenge ACK.
faults_port_held() {
    cause syn_challenged server,client
    town
    filter client output 'tcp flags & rst == rst drop'
    serve server $FAR_SERVER 7000 --count 2 recv=100 send=300 sleep=20
    capture client eth0 "$OUT"
    timeout 2 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 7000 --from-port 40000 send=100 recv=300 sleep=1 || true
    in_ns client nft 'add table ip cut; add chain ip cut o { type filter hook output priority 0; }; add rule ip cut o tcp flags & fin == fin drop'
    in_ns client ss -K dst $FAR_SERVER >/dev/null 2>&1 || true
    timeout 8 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 7000 --from-port 40000 send=100 recv=300 || true
    captures_end
}
# The network printer's address is given by hand to a second host: IPv6 finds the duplicate.
faults_duplicate_address() {
    cause ipv6_duplicate_address client
    pair; page index.html 900
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    nginx_at server 80 "server { listen [::]:80; }"
    in_ns client sysctl -qw net.ipv6.conf.eth0.accept_dad=1 net.ipv6.conf.eth0.disable_ipv6=0
    sleep 2
    capture client eth0 "$OUT"
    ip -n "$LAB-client" address add 2001:db8:1::11/64 dev eth0
    sleep 1.5
    ask "http://[$SERVER6]/"
    ip -n "$LAB-client" address add $SERVER6/64 dev eth0
    sleep 2
    captures_end
}
# The neighbour's address on the local network answers no neighbour solicitation: the host is switched off.
faults_neighbor_off() {
    cause ipv6_neighbor_silent server,network,unclear
    pair; page index.html 900
    configure client eth0 "$(mac 1 1)" $CLIENT6/64; configure server eth1 "$(mac 1 2)" $SERVER6/64
    nginx_at server 80 "server { listen [::]:80; }"
    capture client eth0 "$OUT"
    ask "http://[$SERVER6]/"
    for i in 1 2; do MOST=5 ask "http://[2001:db8:1::99]/"; done
    captures_end
}
# The DHCP server is off: the host never gets an address, so it asks nothing else.
faults_no_dhcp_server() {
    cause dhcp_no_offer server,network
    pair
    ip -n "$LAB-client" address flush dev eth0
    capture client eth0 "$OUT"
    in_ns client udhcpc -f -i eth0 -s /bin/true -n -q -t 5 -T 2 -A 1 -x hostname:till-3 >/dev/null 2>&1 || true
    captures_end
}
# All addresses of the pool are taken: the server hears the client and has nothing to offer.
faults_pool_exhausted() {
    cause dhcp_no_offer server
    pair
    ip -n "$LAB-client" address flush dev eth0
    spawn server dnsmasq -k -C /dev/null -p 0 -u root --pid-file= --dhcp-leasefile="$WORK/leases" --dhcp-authoritative --no-ping \
        --dhcp-range=192.0.2.50,192.0.2.51,255.255.255.0,1h 2>/dev/null
    listening server 67
    capture client eth0 "$OUT"
    for i in 1 2 3 4; do
        ip -n "$LAB-client" link set eth0 down; ip -n "$LAB-client" link set eth0 address "$(mac 5 $i)"; ip -n "$LAB-client" link set eth0 up
        in_ns client udhcpc -f -i eth0 -s /bin/true -n -q -t 3 -T 1 -A 1 >/dev/null 2>&1 || true
    done
    captures_end
}
# A forgotten box hands out itself as the router and resolver; hosts that take its offer get nowhere.
faults_rogue_dhcp() {
    cause dhcp_multiple_servers server
    local ns i=0
    namespace bridge
    ip -n "$LAB-bridge" link add br0 type bridge; ip -n "$LAB-bridge" link set br0 up
    for ns in client server box; do
        i=$((i + 1)); namespace $ns; cable $ns eth0 bridge $ns
        ip -n "$LAB-bridge" link set $ns master br0 up
        configure $ns eth0 "$(mac 1 $i)"
    done
    ip -n "$LAB-server" address add 192.0.2.1/24 dev eth0
    ip -n "$LAB-box" address add 192.0.2.254/24 dev eth0
    for ns in server:1:5 box:254:15; do
        i=${ns#*:}; spawn ${ns%%:*} dnsmasq -k -C /dev/null -p 0 -u root --pid-file= --dhcp-leasefile="$WORK/${ns%%:*}.leases" --dhcp-authoritative \
            --no-ping --leasefile-ro --dhcp-range=192.0.2.${i#*:}0,192.0.2.${i#*:}9,255.255.255.0,1h --dhcp-option=6,192.0.2.${i%:*} 2>/dev/null
        listening ${ns%%:*} 67
    done
    capture client eth0 "$OUT"
    for i in 1 2 3; do in_ns client udhcpc -f -i eth0 -s /bin/true -n -q >/dev/null 2>&1 || true; done
    resolvers client 192.0.2.254 'options timeout:1 attempts:2'
    ip -n "$LAB-client" address add 192.0.2.150/24 dev eth0
    filter box input 'udp dport 53 drop'
    MOST=5 ask https://$NAME/
    captures_end
}
