# One scenario for each finding code of TCP, of the capture itself and of TLS; the comment above it says what happens.
# $OUT is the file to write.

attempt() { "$@" 2>/dev/null && fail "should have failed: $*" || true; }

# filter NS RULE...: packet filter rules, each "CHAIN RULE" with CHAIN one of input, forward, output.
filter() {
    local ns=$1 rule
    shift
    in_ns "$ns" nft -f - <<'NFT'
table inet filter {
    chain input {
        type filter hook input priority 0
    }
    chain forward {
        type filter hook forward priority 0
    }
    chain output {
        type filter hook output priority 0
    }
}
NFT
    for rule in "$@"; do
        # shellcheck disable=SC2086
        in_ns "$ns" nft add rule inet filter $rule
    done
}

# Set-up

# Two connections to a host whose filter drops port 3306 silently, between HTTP exchanges that work.
scenario_syn_unanswered() {
    pair
    filter server "input tcp dport 3306 drop"
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=2 net.ipv4.tcp_syn_linear_timeouts=0
    page index.html 700
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    attempt peer client connect $SERVER 3306
    attempt peer client connect $SERVER 3306
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
}

# Four connections to a closed port of a server whose web port works.
scenario_connection_refused() {
    pair
    page index.html 700
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    for _ in 1 2 3 4; do attempt peer client connect $SERVER 5432; done
    captures_end
}

# A router on the way rejects port 22 with ICMP "administratively prohibited".
scenario_connection_blocked_icmp() {
    routed
    filter router "forward tcp dport 22 reject with icmp type admin-prohibited"
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=2
    capture client eth0 "$OUT"
    attempt peer client connect $FAR_SERVER 22
    attempt peer client connect $FAR_SERVER 22
    captures_end
}

# The client's own filter drops the SYN-ACK: both sides repeat theirs, no ACK ever comes. Taken at the server.
scenario_handshake_incomplete() {
    pair
    filter client "input tcp sport 8443 drop"
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=2
    in_ns server sysctl -qw net.ipv4.tcp_synack_retries=3
    serve server $SERVER 8443 sleep=60
    capture server eth1 "$OUT"
    attempt peer client connect $SERVER 8443
    sleep 6
    captures_end
}

# 240 bare SYNs in 2 s from the addresses of one /24 to port 80, SYN-ACKs that nobody answers. Taken at the server.
scenario_syn_flood() {
    routed
    in_ns router ip route add 203.0.113.0/24 via $CLIENT
    in_ns server sysctl -qw net.ipv4.tcp_synack_retries=1
    web server
    capture server eth1 "$OUT"
    in_ns client python3 "$TOOLS/syns.py" $FAR_SERVER 80 240 2 203.0.113
    sleep 3.5
    captures_end
}

# One client tries ports 20 to 119 of one server; 53 and 80 are open.
scenario_port_scan() {
    pair
    web server
    names server
    capture client eth0 "$OUT"
    in_ns client python3 "$TOOLS/scan.py" $SERVER 20 119 0.01
    captures_end
}

# The server's filter drops port 8000 for the first 1.4 s: the SYN gets through when it is sent again.
scenario_setup_delayed() {
    pair
    filter server "input tcp dport 8000 drop"
    serve server $SERVER 8000 recv=100 send=3000 recv-eof
    capture client eth0 "$OUT"
    spawn client python3 "$TOOLS/peer.py" connect $SERVER 8000 send=100 recv=3000
    local client=$SPAWNED
    sleep 1.4
    in_ns server nft flush ruleset
    wait "$client"
    captures_end
}

# A half-open health check: a bare SYN to an open port, and the client's kernel, which knows no such connection, resets.
scenario_handshake_reset() {
    routed
    serve server $FAR_SERVER 80 recv-eof
    capture server eth1 "$OUT"
    in_ns client python3 "$TOOLS/syns.py" $FAR_SERVER 80 1 1 $CLIENT
    sleep 0.5
    captures_end
}

# The client lost a connection that the server still has, and its filter drops the RST with which it should answer the ACKs that
# its new SYNs get from there.
scenario_syn_challenged() {
    pair --ab delay=5ms --ba delay=5ms
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=2 net.ipv4.tcp_syn_linear_timeouts=0
    serve server $SERVER 8000 recv=100 send=300 sleep=60
    filter client "output tcp flags & (fin | rst) != 0 drop"
    in_ns client python3 "$TOOLS/peer.py" connect $SERVER 8000 --from-port 40000 send=100 recv=300 reset
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 --from-port 40000
    captures_end
}

# End

# The server closes a connection after 2 s without a request; the client's next request is on its way at that moment.
scenario_request_met_close() {
    pair --ab delay=40ms --ba delay=40ms
    serve server $SERVER 8000 recv=100 send=3000 wait-acked sleep=2 close
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 send=100 recv=3000 sleep=2.02 send=350 recv=100
    captures_end
}

# The server resets in the middle of its answer.
scenario_connection_reset() {
    pair --ab delay=4ms --ba delay=4ms
    serve server $SERVER 8000 recv=64 send=12000 wait-acked sleep=0.02 reset
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 send=64 recv=30000
    captures_end
}

# 95 s without a packet, then the client's next request is answered by the server with a reset.
scenario_reset_after_idle() {
    pair
    serve server $SERVER 8000 recv=200 send=3000 recv=1 reset
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 send=200 recv=3000 sleep=95 send=200 recv=3000
    captures_end
}

# The router answers the request with a reset in the server's name, one hop nearer than the server.
scenario_reset_not_from_peer() {
    routed
    filter router "forward tcp dport 80 ip length > 300 reject with tcp reset"
    serve server $FAR_SERVER 80 recv=4000 sleep=1
    capture client eth0 "$OUT"
    attempt peer client connect $FAR_SERVER 80 'text=HELLO\n' sleep=0.3 send=600 recv=100
    captures_end
}

# The server vanishes in the middle of the connection; the client repeats its request until it gives up after 10 s.
scenario_peer_unresponsive() {
    pair --ab blackhole=16 --ba blackhole=16
    serve server $SERVER 7000 20x:recv=300/send=300
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 7000 user-timeout=10000 20x:send=300/recv=300/sleep=0.1
    captures_end
}

# Flow

# 120 kB upload with 5 % loss, 16 ms round trip; taken at the sending client.
scenario_packet_loss() {
    pair --seed 11 --ab loss=0.05,delay=8ms --ba delay=8ms
    meet client $SERVER
    serve server $SERVER 5001 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $SERVER 5001 send=120000 shut recv-eof wait-closed info="$WORK/info"
    captures_end
    kernel_says "$WORK/info"
}

# 100 kB download over 20 Mbit/s; the wire holds every seventh or so back behind one or two others. Nothing lost, nothing
# resent.
scenario_reordering() {
    pair --ab delay=10ms --ba rate=20m,delay=10ms,hold=900us,holdat='5;12;18;23;29;34;40;46;51;57;63'
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=100000 shut recv-eof wait-closed info="$WORK/info"
    capture client eth0 "$OUT"
    peer client connect $SERVER 5001 text=go recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# A switch mirrors both what enters and what leaves its ports: every frame is in the capture twice.
scenario_duplicate_frames() {
    namespace client
    namespace server
    namespace switch
    cable client eth0 switch port1
    cable server eth1 switch port2
    cable switch mirror switch probe
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure server eth1 "$(mac 1 2)" $SERVER/24
    ip -n "$LAB-switch" link add br0 type bridge
    local port
    for port in port1 port2; do
        configure switch $port "$(mac 9 "${port#port}")"
        ip -n "$LAB-switch" link set $port master br0
    done
    configure switch mirror "$(mac 9 8)"
    configure switch probe "$(mac 9 9)"
    ip -n "$LAB-switch" link set br0 up
    in_ns switch nft -f - <<'NFT'
table netdev mirror {
    chain in1 {
        type filter hook ingress device port1 priority 0
        dup to mirror
    }
    chain in2 {
        type filter hook ingress device port2 priority 0
        dup to mirror
    }
    chain out1 {
        type filter hook egress device port1 priority 0
        dup to mirror
    }
    chain out2 {
        type filter hook egress device port2 priority 0
        dup to mirror
    }
}
NFT
    page index.html 12000
    web server
    capture switch probe "$OUT"
    in_ns client curl -sf -o /dev/null -o /dev/null http://$SERVER/index.html http://$SERVER/index.html
    captures_end
}

# The wire stalls for 350 ms four times: the server's timer resends what then arrives; D-SACK says so.
scenario_spurious_retransmission() {
    pair --ab delay=5ms --ba stallat='4;9;15;21',stall=350ms,delay=5ms
    meet client $SERVER
    serve server $SERVER 7000 16x:recv=100/send=900 shut recv-eof wait-closed info="$WORK/info"
    capture server eth1 "$OUT"
    peer client connect $SERVER 7000 16x:send=100/recv=900/sleep=0.05 recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# The client stops reading for 4 s; its window closes, the server probes.
scenario_zero_window() {
    pair --ab delay=25ms --ba delay=25ms
    meet client $SERVER
    serve server $SERVER 8000 send=50000 shut recv-eof wait-closed info="$WORK/info"
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 rcvbuf=10000 sleep=4 recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# 100 kB download over 60 ms into a receive buffer that holds 8 kB: the window, not the network, sets the pace.
scenario_window_limited() {
    pair --ab delay=30ms --ba delay=30ms
    meet client $SERVER
    serve server $SERVER 8000 recv=2 send=100000 shut recv-eof wait-closed info="$WORK/info"
    capture server eth1 "$OUT"
    peer client connect $SERVER 8000 rcvbuf=8192 text=go recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# A hop silently drops packets over 1,300 bytes: small ones pass, full ones are resent in vain. Taken at the server.
scenario_path_mtu_black_hole() {
    pair --ab delay=5ms --ba mtu=1300,delay=5ms
    in_ns server sysctl -qw net.ipv4.tcp_mtu_probing=0
    serve server $SERVER 8000 recv=100 send=200 recv=100 send=9000 recv-eof
    capture server eth1 "$OUT"
    attempt peer client connect $SERVER 8000 --timeout 9 send=100 recv=200 send=100 recv=9000
    captures_end
}

# The link behind the router takes 1,300 bytes; the router says so by ICMP, and the server sends its data again in smaller
# segments. Taken at the server.
scenario_path_mtu_discovery() {
    routed
    ip -n "$LAB-router" link set near mtu 1300
    serve server $FAR_SERVER 8000 recv=100 send=9000 recv-eof
    capture server eth1 "$OUT"
    peer client connect $FAR_SERVER 8000 send=100 recv=9000
    captures_end
}

# HTTP over a satellite: 620 ms round trip, nothing lost.
scenario_high_latency() {
    pair --ab delay=310ms --ba delay=310ms
    meet client $SERVER
    page index.html 9000
    web server
    capture client eth0 "$OUT"
    in_ns client curl -sf -o /dev/null -o /dev/null http://$SERVER/index.html http://$SERVER/index.html
    captures_end
}

# The client writes each request in two small parts; Nagle holds the second until the server's delayed ACK.
scenario_delayed_ack_stall() {
    pair
    serve server $SERVER 7000 40x:recv=120/send=60
    capture client eth0 "$OUT"
    peer client connect $SERVER 7000 40x:send=40/send=80/recv=60
    captures_end
}

# The server acknowledges each of six requests at once and answers 1.8 s later.
scenario_slow_server() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    serve server $SERVER 8000 6x:recv=300/sleep=1.8/send=1400
    capture client eth0 "$OUT"
    peer client connect $SERVER 8000 6x:send=300/recv=1400
    captures_end
}

# The client sends the body of one POST in six parts with 2 s between them; the server answers at once when it is whole.
scenario_slow_client() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    serve server $SERVER 8080 recv=6084 'text=HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK' recv-eof
    capture client eth0 "$OUT"
    local head='POST /upload HTTP/1.1\r\nHost: 192.0.2.80:8080\r\nContent-Length: 06000\r\nA: 12345678\r\n\r\n'
    peer client connect $SERVER 8080 "text=$head" 6x:sleep=2/send=1000 recv=40
    captures_end
}

# Capture

# A clean 60 kB download whose capture lacks every IP packet with an ID that leaves 5 by 12, as a busy probe does.
scenario_capture_missed_packets() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=60000 shut recv-eof
    capture client eth0 "$OUT" 'not (tcp and tcp[13] & 7 = 0 and ip[4:2] - ip[4:2] / 12 * 12 = 5)'
    peer client connect $SERVER 5001 text=go recv-eof shut
    captures_end
}

# The probe sees only what the server sends: HTTP answers without requests, SYN-ACK without SYN.
scenario_one_sided() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    page index.html 15000
    web server
    capture client eth0 "$OUT" src host $SERVER
    in_ns client curl -sf -o /dev/null -o /dev/null http://$SERVER/index.html http://$SERVER/index.html
    captures_end
}

# The capture begins in the middle of a download and sees its end.
scenario_starts_mid_stream() {
    pair --ab delay=5ms --ba delay=5ms
    serve server $SERVER 7000 20x:recv=100/send=1000 mark="$WORK/half" 15x:recv=100/send=1000 shut recv-eof
    spawn_peer client connect $SERVER 7000 20x:send=100/recv=1000 wait-for="$WORK/go" 15x:send=100/recv=1000 recv-eof shut
    until [ -e "$WORK/half" ]; do sleep 0.05; done
    capture client eth0 "$OUT"
    touch "$WORK/go"
    sleep 1
    captures_end
}

# A clean download captured with 68 bytes of each frame.
scenario_snaplen_truncated() {
    pair
    page index.html 30000
    web server
    capture client eth0 "$OUT" -s 68
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
}

# A 60 kB download with segmentation offload: frames far larger than the MTU, taken at the sending server.
scenario_offload_frames() {
    pair
    in_ns server ethtool -K eth1 tx on sg on tso on gso on gro on >/dev/null
    in_ns client ethtool -K eth0 tx on sg on tso on gso on gro on >/dev/null
    page index.html 60000
    web server
    capture server eth1 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
}

# A clean download whose file ends in the middle of a frame, as when the disk was full.
scenario_file_truncated() {
    pair
    page index.html 20000
    web server
    capture client eth0 "$WORK/whole"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
    head -c $(($(stat -c %s "$WORK/whole") - 700)) "$WORK/whole" >"$OUT"
}

# Requests every 0.3 s; the clock is set back by 2.5 s after half of them. (The step is made with editcap and mergecap.)
scenario_clock_backwards() {
    pair
    serve server $SERVER 7000 12x:recv=100/send=400
    capture client eth0 "$WORK/whole"
    peer client connect $SERVER 7000 12x:send=100/recv=400/sleep=0.3
    captures_end
    editcap -r "$WORK/whole" "$WORK/early" 1-20
    editcap "$WORK/whole" "$WORK/rest" 1-20
    editcap -t -2.5 "$WORK/rest" "$WORK/late"
    mergecap -F pcap -a -w "$OUT" "$WORK/early" "$WORK/late"
}

# A clean download taken at the server, whose network card was to fill in the TCP checksums.
scenario_checksum_offload() {
    pair
    in_ns server ethtool -K eth1 tx on >/dev/null
    page index.html 12000
    web server
    capture server eth1 "$OUT"
    in_ns client curl -sf -o /dev/null http://$SERVER/index.html
    captures_end
}

# TLS

# The client offers TLS 1.3 only, the server knows TLS 1.2 only: fatal alert protocol_version, twice.
scenario_tls_alert() {
    pair
    tls_server -tls1_2
    capture client eth0 "$OUT"
    attempt in_ns client openssl s_client -connect $SERVER:443 -tls1_3 </dev/null >/dev/null
    attempt in_ns client openssl s_client -connect $SERVER:443 -tls1_3 </dev/null >/dev/null
    captures_end
}

# In the middle of a download of 60 kB two segments come that lie 3,000,000 bytes ahead; the client answers each with an ACK and drops it.
scenario_unacceptable_segment() {
    pair --ab delay=5ms --ba rate=20m,delay=5ms,strayat='12;30'
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=60000 shut recv-eof wait-closed info="$WORK/info"
    capture client eth0 "$OUT"
    peer client connect $SERVER 5001 text=go recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# A device shifts the numbers in the client's SACK options by 600,000,000; the wire drops three segments of the server.
scenario_sack_rewritten() {
    pair --ab delay=5ms,sackshift=600000000 --ba rate=20m,delay=5ms,drop='8;20;31'
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=60000 shut recv-eof wait-closed info="$WORK/info"
    capture server eth1 "$OUT"
    peer client connect $SERVER 5001 text=go recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}

# A device flips a bit in four segments of the server after their checksum was computed; the client drops them unread.
scenario_corrupted_segment() {
    pair --ab delay=5ms --ba rate=20m,delay=5ms,corruptat='9;16;24;33'
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=60000 shut recv-eof wait-closed info="$WORK/info"
    capture client eth0 "$OUT"
    peer client connect $SERVER 5001 text=go recv-eof shut
    wait "$SPAWNED"
    captures_end
    kernel_says "$WORK/info"
}
