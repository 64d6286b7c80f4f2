# Path: connections come about and suffer.

# Packets over 1,300 bytes do not get from the server to the clients, and nothing says so: the TLS handshake stalls at the certificate.
faults_certificate_too_big_for_path() {
    cause path_mtu_black_hole network
    town --ba mtu=1300; certificate $NAME server
    for i in 1 2 3 4 5 6; do cat "$WORK/root.pem" >>"$WORK/server.chain"; done
    shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    for i in 1 2; do MOST=9 visit $URL/; done
    captures_end
}
# Uploads stall, as packets over 1,300 bytes vanish on the way to the server while short requests work; captured at the client.
faults_upload_too_big_for_path() {
    cause path_mtu_black_hole network
    town --ab mtu=1300; page form 5000; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    ask http://$API:8080/page/1 http://$API:8080/page/2
    for i in 1 2; do MOST=9 ask --data-binary "@$WORK/www/form" http://$API:8080/page/upload$i; done
    captures_end
}
# One packet in twenty is lost on the way to the clients: downloads are slow, nothing else is wrong.
faults_lossy_path() {
    cause packet_loss network
    town --ba loss=0.06,delay=15ms --ab delay=15ms --seed 5; page big 70000; nginx_at server 80 'server { listen 80; }'
    capture client eth0 "$OUT"
    for i in 1 2; do ask http://$NAME/big; done
    captures_end
}
# A link of 1 Mbit/s with a queue of a second: while one client uploads, the requests of the others wait in it.
faults_bufferbloat() {
    cause queueing_delay network
    town --ab rate=800k,limit=80,delay=5ms --ba delay=5ms; page form 220000; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT" -s 200
    ask http://$API:8080/page/1 http://$API:8080/page/2
    ask --data-binary "@$WORK/www/form" http://$API:8080/page/upload &
    local upload=$! i
    sleep 0.7
    for i in 3 4 5; do ask http://$API:8080/page/$i; sleep 0.1; done
    wait $upload
    ask http://$API:8080/page/6
    captures_end
}
# A policer drops whatever comes faster than 2 Mbit/s, after a small burst.
faults_policer() {
    cause rate_policed network
    town --ab delay=10ms --ba delay=10ms; page big 1200000; nginx_at server 80 'server { listen 80; }'
    filter router forward 'tcp sport 80 limit rate over 200 kbytes/second burst 12 kbytes drop'
    capture client eth0 "$OUT" -s 100
    ask http://$NAME/big
    captures_end
}
# Two routers send what is for the shop to each other until its time to live has run out.
faults_routing_loop() {
    cause routing_loop network
    town; shop
    namespace second forward; cable router loop1 second loop2
    configure router loop1 "$(mac 4 1)" 192.0.100.1/24; configure second loop2 "$(mac 4 2)" 192.0.100.2/24
    ip -n "$LAB-router" route add 203.0.113.0/24 via 192.0.100.2
    ip -n "$LAB-second" route add default via 192.0.100.1
    capture router loop1 "$OUT.loop"; capture client eth0 "$OUT.near"
    MOST=5 visit --resolve $NAME:443:203.0.113.80 $URL/
    captures_end
    mergecap -F pcap -w "$OUT" "$OUT.loop" "$OUT.near"
}
# Each exchange takes 650 ms, as the path goes over a satellite; nothing is lost.
faults_satellite() {
    cause high_latency network
    town --ab delay=320ms --ba delay=320ms; shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    visit $URL/ $URL/cart
    captures_end
}
# A device damages a bit of some segments without updating their checksum; the receiver drops them.
faults_damaged_segments() {
    cause corrupted_segment network
    town --ba 'corruptat=3;9;16;25;33,delay=10ms' --ab delay=10ms; page big 60000; nginx_at server 80 'server { listen 80; }'
    in_ns router sysctl -qw net.ipv4.ip_forward=1
    capture client eth0 "$OUT"
    ask http://$NAME/big
    captures_end
}
# An inspecting device resets the connection in the server's name in the middle of the transfer, upon a word in the request.
faults_reset_by_device() {
    cause reset_not_from_peer device
    town --ba delay=4ms --ab delay=4ms; app_at server $FAR_SERVER 8080
    filter router forward 'tcp dport 8080 ip length > 400 reject with tcp reset'
    capture client eth0 "$OUT"
    for i in 1 2 3; do
        ask http://$API:8080/page/1 http://$API:8080/page/2 -H "Cookie: session=$(printf 'f%.0s' $(seq 1 10))" --next -sS \
            -H "Cookie: $(printf 'tracking%.0s' $(seq 1 50))" http://$API:8080/page/3
    done
    captures_end
}
# A NAT forgets connections after seconds of silence and drops what comes later; the client repeats its request in vain.
faults_nat_forgets_silently() {
    cause silent_after_idle,peer_unresponsive network,device,unclear
    town; serve server $FAR_SERVER 5432 4x:recv=120/send=900 recv=120
    capture client eth0 "$OUT"
    (
        sleep 9
        in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }; add rule ip t f tcp dport 5432 drop; add rule ip t f tcp sport 5432 drop'
    ) &
    peer client connect $FAR_SERVER 5432 user-timeout=12000 4x:send=120/recv=900/sleep=0.3 sleep=25 send=120 recv=900 2>/dev/null || true
    captures_end
}
# A load balancer resets connections of the pool that were idle for too long, when they are used again.
faults_pool_reset_after_idle() {
    cause reset_after_idle device,server
    town
    filter router forward 'tcp dport 5432 ct original packets > 12 meta mark set 1'
    serve server $FAR_SERVER 5432 4x:recv=120/send=900 recv=1 reset
    capture client eth0 "$OUT"
    peer client connect $FAR_SERVER 5432 4x:send=120/recv=900/sleep=0.3 sleep=62 send=120 recv=900 2>/dev/null || true
    captures_end
}
# The client's program stops reading the report for seconds: its window closes and the server has to wait.
faults_slow_reader() {
    cause zero_window client
    town; page big 90000; nginx_at server 80 'server { listen 80; }'
    capture client eth0 "$OUT"
    peer client connect $FAR_SERVER 80 rcvbuf=12000 "text=GET /big HTTP/1.0\r\nHost: $NAME\r\n\r\n" sleep=4 recv=40000 sleep=3 recv-eof shut
    captures_end
}
# The server's program reads the upload too slowly: its window closes and the client has to wait.
faults_slow_upload_reader() {
    cause zero_window server
    town
    serve server $FAR_SERVER 5001 rcvbuf=12000 recv=20000 sleep=4 recv=30000 sleep=3 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $FAR_SERVER 5001 send=90000 shut recv-eof wait-closed
    captures_end
}
# The client's receive buffer of 8 kB, not the network, sets the pace of a download over 80 ms.
faults_small_window() {
    cause window_limited client,unclear
    town --ab delay=40ms --ba delay=40ms; page big 150000; nginx_at server 80 'server { listen 80; }'
    capture client eth0 "$OUT" -s 120
    peer client connect $FAR_SERVER 80 rcvbuf=8192 "text=GET /big HTTP/1.0\r\nHost: $NAME\r\n\r\n" recv-eof shut
    captures_end
}
# The server vanishes in the middle of its answer: its cable was pulled.
faults_server_vanishes() {
    cause icmp_unreachable,peer_unresponsive server,network,unclear
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    (sleep 2; ip -n "$LAB-router" link set far down) &
    peer client connect $FAR_SERVER 8080 user-timeout=9000 30x:"text=GET\x20\x2fpage\x20HTTP\x2f1.1\r\nHost:\x20$API\r\n\r\n"/recv=300/sleep=0.4 2>/dev/null || true
    captures_end
}
