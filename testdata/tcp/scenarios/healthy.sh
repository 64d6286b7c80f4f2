# Traffic in which nothing is wrong, however odd it looks; the comment above each scenario says what happens.
# $OUT is the file to write.

# Three HTTP requests of one connection on a LAN.
scenario_lan_http() {
    pair
    page index.html 900
    page style.css 5000
    page image.bin 18000
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html -o /dev/null http://$SERVER/style.css \
        -o /dev/null http://$SERVER/image.bin
    captures_end
}

# 40 kB over a link of 512 kbit/s with 40 ms each way: the queue fills and drains, nothing is lost.
scenario_slow_link() {
    pair --ab rate=512k,delay=40ms --ba rate=512k,delay=40ms
    meet client $SERVER
    page report.bin 40000
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/report.bin
    captures_end
}

# A connection that is idle for 65 s but for keep-alives every 10 s, answered each; then used again and closed.
scenario_long_idle_keepalive() {
    pair
    serve server $SERVER 7000 2x:recv=100/send=300 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 7000 keepalive=10:5:3 send=100 recv=300 sleep=65 send=100 recv=300 shut recv-eof
    captures_end
}

# HTTPS with TLS 1.3, closed in order.
scenario_tls13() {
    pair
    tls_server -www
    capture client eth0 "$OUT"
    in_ns client curl -sfk --tlsv1.3 -o /dev/null https://$SERVER/
    captures_end
}

# HTTPS with TLS 1.2, closed in order with close_notify.
scenario_tls12() {
    pair
    tls_server -www -tls1_2
    capture client eth0 "$OUT"
    in_ns client curl -sfk --tls-max 1.2 -o /dev/null https://$SERVER/
    captures_end
}

# A remote shell: keystrokes of 36 bytes with pauses, echoed at once, now and then a screenful.
scenario_interactive() {
    pair --ab delay=6ms --ba delay=6ms
    meet client $SERVER
    local echoed=recv=36/send=36 key=send=36/recv=36
    serve server $SERVER 22 nodelay 3x:$echoed/$echoed/$echoed/$echoed/recv=36/send=1100 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 22 nodelay \
        3x:$key/sleep=0.14/$key/sleep=0.21/$key/sleep=0.09/$key/sleep=0.3/send=36/recv=1100/sleep=0.7 shut recv-eof
    captures_end
}

# The client has its answer and closes; what the server still sends (close_notify, as with TLS) meets a reset. Three
# times.
scenario_browser_reset_after_fin() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 8443 recv=300 send=4000 recv-eof send=31 shut --count 3
    capture client eth0 "$OUT"
    peer client connect $SERVER 8443 send=300 recv=4000 sleep=0.2 close --count 3
    captures_end
}

# The client closes and the server, which has all, ends its own half with a reset, as many servers do. Twice.
scenario_reset_behind_fin() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    serve server $SERVER 8000 recv=300 send=4000 recv-eof sleep=0.01 reset --count 2
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 send=300 recv=4000 shut sleep=0.1 --count 2
    captures_end
}

# The server waits for data before it takes a connection (TCP_DEFER_ACCEPT), drops the bare ACK and repeats its SYN-ACK; the
# client's request comes after 3.5 s.
scenario_defer_accept() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 8000 defer-accept=1 recv=100 send=90000 recv-eof
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 sleep=3.5 send=100 recv=90000
    captures_end
}

# The client says that it has sent all; the server goes on sending for a second, then closes too.
scenario_half_close() {
    pair
    serve server $SERVER 7000 recv-eof 10x:send=1000/sleep=0.1 shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 7000 send=500 shut recv-eof
    captures_end
}

# HTTP over IPv6, two requests.
scenario_ipv6() {
    pair
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    page index.html 9000
    web server 'listen [::]:80;'
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null -o /dev/null "http://[$SERVER6]/index.html" "http://[$SERVER6]/index.html"
    captures_end
}

# Names that exist, asked over UDP.
scenario_udp_dns() {
    pair
    names server
    local query
    capture client eth0 "$OUT"
    for query in "www.example.test A" "host.example.test A" "host.example.test AAAA" "alias.example.test A" "example.test MX"; do
        # shellcheck disable=SC2086
        in_ns client dig +tries=1 +time=2 +noall @$SERVER $query
    done
    captures_end
}

# Four HTTP requests in one write, four answers in order, closed by the server.
scenario_pipelined() {
    pair --ab delay=8ms --ba delay=8ms
    meet client $SERVER
    page a.txt 700
    page b.txt 3000
    web server
    capture client eth0 "$OUT"
    local rest='HTTP/1.1\r\nHost: www.example.test\r\n' requests
    requests="GET /a.txt $rest\r\nGET /b.txt $rest\r\nGET /a.txt $rest\r\nGET /b.txt ${rest}Connection: close\r\n\r\n"
    peer client connect $SERVER 80 "text=$requests" recv-eof shut
    captures_end
}

# 150 kB over 30 ms without loss.
scenario_large_download() {
    pair --ab delay=15ms --ba delay=15ms
    meet client $SERVER
    page big.bin 150000
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/big.bin
    captures_end
}

# A browser's six connections at once, and a seventh a little later.
scenario_parallel() {
    pair --ab delay=4ms --ba delay=4ms
    meet client $SERVER
    page part.bin 4000
    web server
    capture client eth0 "$OUT"
    local wanted=()
    for _ in 1 2 3 4 5 6; do wanted+=(-o /dev/null "http://$SERVER/part.bin"); done
    in_ns client curl -sfS --no-progress-meter --parallel --parallel-immediate "${wanted[@]}"
    in_ns client curl -sf -o /dev/null http://$SERVER/part.bin
    captures_end
}

# A load balancer's probe: connects and resets at once, every second, to a server that also serves a real client.
scenario_health_check() {
    pair
    page index.html 900
    web server
    capture server eth1 "$OUT"
    for _ in 1 2 3 4; do
        peer client connect $SERVER 80 reset
        sleep 1
    done
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
}

# TCP Fast Open: the first connection fetches the cookie, the second and third carry their request in the SYN.
scenario_fast_open() {
    pair
    in_ns client sysctl -qw net.ipv4.tcp_fastopen=1
    in_ns server sysctl -qw net.ipv4.tcp_fastopen=2
    in_ns client sysctl -qw net.ipv4.tcp_no_metrics_save=0
    page index.html 2000
    web server 'listen 80 fastopen=16;'
    capture client eth0 "$OUT"
    for _ in 1 2 3; do in_ns client curl -sf --tcp-fastopen -o /dev/null http://$SERVER/index.html; done
    captures_end
}

# Both ends connect to each other at once, as hole punching does: SYN crosses SYN.
scenario_simultaneous_open() {
    pair --ab delay=100ms --ba delay=100ms
    meet client $SERVER
    capture client eth0 "$OUT"
    spawn_peer server connect $CLIENT 5000 --from-port 6000 recv=100 send=200 recv-eof shut
    peer client connect $SERVER 6000 --from-port 5000 send=100 recv=200 shut recv-eof
    captures_end
}

# Both ends close at once: FIN crosses FIN.
scenario_simultaneous_close() {
    pair --ab delay=60ms --ba delay=60ms
    meet client $SERVER
    serve server $SERVER 7000 recv=100 send=100 sleep=0.5 shut recv-eof
    capture client eth0 "$OUT"
    peer client connect $SERVER 7000 send=100 recv=100 sleep=0.38 shut recv-eof
    captures_end
}

# A 60 kB upload whose sequence numbers pass 2^32 on the way.
scenario_sequence_wrap() {
    pair --ab delay=4ms --ba delay=4ms
    meet client $SERVER
    serve server $SERVER 5001 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 5001 isn=4294940000 send=60000 shut recv-eof
    captures_end
}

# The server sends 200 bytes every half second for 10 s, the client only acknowledges; closed by the client.
scenario_server_push() {
    pair --ab delay=10ms --ba delay=10ms
    meet client $SERVER
    serve server $SERVER 7000 recv=60 20x:send=200/sleep=0.5 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 7000 send=60 recv=4000 shut recv-eof
    captures_end
}

# The capture ends while two connections are in use.
scenario_still_open() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 7000 50x:recv=80/send=700
    serve server $SERVER 7001 50x:recv=80/send=700
    capture client eth0 "$OUT"
    spawn_peer client connect $SERVER 7000 50x:send=80/recv=700/sleep=0.2
    spawn_peer client connect $SERVER 7001 50x:send=80/recv=700/sleep=0.3
    sleep 2
    captures_end
}
