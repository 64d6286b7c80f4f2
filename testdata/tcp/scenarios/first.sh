# The scenarios of the first captures, one function each; the comment above it says what happens. $OUT is the file to write.

# Two HTTP requests of one keep-alive connection, nothing lost; nginx and curl. Taken at the client.
scenario_http_clean() {
    pair
    page index.html 900
    page report.txt 20000
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null -o /dev/null http://$SERVER/index.html http://$SERVER/report.txt
    captures_end
}

# A connection to a port that nobody listens on: SYN, then RST+ACK. Three tries.
scenario_refused_port() {
    pair
    capture client eth0 "$OUT"
    for _ in 1 2 3; do peer client connect $SERVER 8080 2>/dev/null && fail "port is open" || true; done
    captures_end
}

# The server's packet filter drops the SYN silently; the client tries again until it gives up.
scenario_syn_unanswered() {
    pair
    in_ns server nft -f - <<'NFT'
table inet filter {
    chain in {
        type filter hook input priority 0
        tcp dport 443 drop
    }
}
NFT
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=3
    capture client eth0 "$OUT"
    peer client connect $SERVER 443 2>/dev/null && fail "SYN was answered" || true
    captures_end
}

# 90 kB from server to client over 20 ms with 8 % loss, SACK; taken at the sender.
scenario_lossy_transfer() {
    pair --seed 3 --ab delay=10ms --ba loss=0.08,delay=10ms
    serve server $SERVER 5001 recv=5 send=90000 shut recv-eof wait-closed info="$WORK/info"
    capture server eth1 "$OUT"
    peer client connect $SERVER 5001 text=start recv-eof shut
    wait "$SPAWNED"
    captures_end
    wire_end
    kernel_says "$WORK/info"
}

# The server resets the connection after 15 kB of 40 kB.
scenario_server_reset() {
    pair --ab delay=5ms --ba delay=5ms
    serve server $SERVER 8000 recv=4 send=15000 wait-acked sleep=0.05 reset
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 'text=GET\n' recv=40000 2>/dev/null && fail "no reset" || true
    captures_end
}

# The client stops reading for 1.5 s; its window closes, the server probes, then the rest flows.
scenario_zero_window() {
    pair
    serve server $SERVER 8000 send=60000 shut recv-eof wait-closed info="$WORK/info"
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 rcvbuf=4096 sleep=1.5 recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# One HTTP exchange over IPv6, neighbour discovery included.
scenario_ipv6_http() {
    pair
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    page index.html 6000
    web server 'listen [::]:80;'
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null "http://[$SERVER6]/index.html"
    captures_end
}

# The capture starts when the connection has been up for some time, and ends before it is closed.
scenario_mid_stream() {
    pair
    serve server $SERVER 7000 20x:recv=200/send=1200 mark="$WORK/half" 20x:recv=200/send=1200/sleep=0.02 sleep=3
    spawn_peer client connect $SERVER 7000 20x:send=200/recv=1200 wait-for="$WORK/go" 20x:send=200/recv=1200 sleep=3
    until [ -e "$WORK/half" ]; do sleep 0.05; done
    capture client eth0 "$OUT"
    touch "$WORK/go"
    captures_end
}

# Two connections from the same client port; the server closed the first, the second is a new stream.
scenario_reused_port() {
    pair
    serve server $SERVER 9000 recv=10 send=500 shut recv-eof close --count 2
    capture client eth0 "$OUT"
    peer client connect $SERVER 9000 --from-port 40000 send=10 recv-eof shut
    sleep 1.2
    peer client connect $SERVER 9000 --from-port 40000 send=10 recv-eof shut
    wait "$SPAWNED"
    captures_end
}

# One host, two networks, captured by dumpcap: HTTP from the first, DNS and a refused port from the second.
scenario_two_interfaces() {
    namespace client
    namespace server
    namespace guest
    cable client eth0 server lan
    cable guest eth0 server guests
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure server lan "$(mac 1 2)" $SERVER/24
    configure guest eth0 "$(mac 2 1)" 198.51.100.20/24
    configure server guests "$(mac 2 2)" 198.51.100.80/24
    page index.html 3000
    web server
    names server
    spawn server dumpcap -q -B 8 -i lan -i guests -w "$OUT" 2>"$WORK/dumpcap"
    sleep 1.5
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    in_ns guest dig +tries=1 +noall @198.51.100.80 www.example.test A
    peer guest connect 198.51.100.80 2222 2>/dev/null && fail "port is open" || true
    sleep 1.5
    kill -INT "$SPAWNED"
    wait "$SPAWNED" || true
    [ "$(grep -c 'received/dropped.*/0 (' "$WORK/dumpcap")" = 2 ] || fail "capture is incomplete: $(cat "$WORK/dumpcap")"
    # Without the processor and the kernel of the machine.
    python3 "$HERE/../capinfos/shorten.py" "$OUT" "$WORK/plain" 1000000 && mv "$WORK/plain" "$OUT"
}

# A real dnsmasq and dig over UDP: A, AAAA, CNAME, MX, TXT, SRV, PTR, a name that does not exist, a refused one.
scenario_dns_udp() {
    pair
    names server
    local query
    capture client eth0 "$OUT"
    for query in "www.example.test A" "host.example.test AAAA" "alias.example.test A" "example.test MX" "example.test TXT" \
            "_sip._udp.example.test SRV" "81.2.0.192.in-addr.arpa PTR" "nosuch.example.test A" "www.example.com A"; do
        # shellcheck disable=SC2086
        in_ns client dig +tries=1 +time=2 +noall @$SERVER $query
    done
    captures_end
}
