# Causes of which the packets show only what follows; as in findings.sh. A name with __ gives findings/CODE-VARIANT.

# crowded BACKLOG FIRST EACH CLIENTS EVERY: clients of a server with a short accept queue, see crowd.py. Taken at the client.
crowded() {
    spawn server python3 "$TOOLS/crowd.py" serve $SERVER 8080 --backlog "$1" --first "$2" --each "$3"
    listening server 8080
    capture client eth0 "$OUT"
    in_ns client python3 "$TOOLS/crowd.py" ask $SERVER 8080 --count "$4" --every "$5"
    captures_end
}

# A server that works on one request after another, 0.7 s each, and lets one connection wait; eight clients within 0.4 s.
scenario_accept_queue_full() {
    pair
    crowded 1 0 0.7 8 0.05
}

# The process of a server hangs for 6 s; three connections fit its queue, the SYNs of later ones are ignored.
scenario_accept_queue_full__hung() {
    pair --ab delay=10ms --ba delay=10ms
    meet client $SERVER
    crowded 2 6 0.01 7 0.4
}

# Thirty clients come at the same moment: more complete the handshake than the queue takes.
scenario_accept_queue_full__burst() {
    pair --ab delay=10ms --ba delay=10ms
    meet client $SERVER
    crowded 3 0 0.2 14 0.001
}

# A router writes another destination into what goes to the server, and does not undo that in the answers.
scenario_syn_answered_elsewhere() {
    routed
    ip -n "$LAB-server" address add 198.51.100.81/24 dev eth1
    in_ns router nft -f - <<'NFT'
table ip translate {
    chain before {
        type filter hook prerouting priority -300
        ip daddr 198.51.100.80 tcp dport 443 notrack ip daddr set 198.51.100.81
    }
}
NFT
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=2 net.ipv4.tcp_syn_linear_timeouts=0
    serve server 198.51.100.81 443 recv-eof
    capture client eth0 "$OUT"
    attempt peer client connect $FAR_SERVER 443 send=100
    attempt peer client connect $FAR_SERVER 443 send=100
    captures_end
}

# A server that accepts each connection, reads the request of 120 bytes and closes without a word, five times.
scenario_closed_without_answer() {
    pair --ab delay=10ms --ba delay=10ms
    meet client $SERVER
    serve server $SERVER 9000 --count 5 recv=120 sleep=0.1 close
    capture client eth0 "$OUT"
    for _ in 1 2 3 4 5; do attempt peer client connect $SERVER 9000 send=120 recv=100; sleep 0.2; done
    captures_end
}

# The same by RST: the process dies with the request before it has answered.
scenario_closed_without_answer__reset() {
    pair --ab delay=10ms --ba delay=10ms
    meet client $SERVER
    serve server $SERVER 9000 --count 4 recv=300 sleep=0.15 reset
    capture client eth0 "$OUT"
    for _ in 1 2 3 4; do attempt peer client connect $SERVER 9000 send=300 recv=100; sleep 0.3; done
    captures_end
}

# The client's host lost its connections; the server, which still has that of port 40000, answers the new SYN with an ACK of it.
# A firewall lets the client's RST pass only after half a second.
scenario_syn_challenged__late() {
    pair --ab delay=5ms --ba delay=5ms
    serve server $SERVER 8000 --count 2 recv=100 send=300 sleep=0.4
    in_ns client python3 "$TOOLS/peer.py" connect $SERVER 8000 --from-port 40000 send=100 recv=300 vanish
    filter client "output tcp flags & rst != 0 drop"
    capture client eth0 "$OUT"
    spawn_peer client connect $SERVER 8000 --from-port 40000 send=100 recv=300 recv-eof
    local client=$SPAWNED
    sleep 0.5
    in_ns client nft flush ruleset
    wait "$client"
    captures_end
}

# The server's host restarts while three clients use it, and answers what they send then with bare RSTs.
scenario_connection_reset__restart() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    for port in 8001 8002 8003; do serve server $SERVER $port 4x:recv=200/send=500 wait-acked vanish; done
    capture client eth0 "$OUT"
    for port in 8001 8002; do
        spawn client python3 "$TOOLS/peer.py" connect $SERVER $port 4x:send=200/recv=500/sleep=0.15 send=200 recv=500
    done
    attempt peer client connect $SERVER 8003 4x:send=200/recv=500/sleep=0.15 send=200 recv=500
    sleep 0.5
    captures_end
}

# A server that closes after 1.5 s without a request: twice the next request is on its way at that moment, once it is not.
scenario_request_met_close__timeout() {
    pair --ab delay=40ms --ba delay=40ms
    meet client $SERVER
    serve server $SERVER 8000 --count 3 recv=100 send=3000 sleep=1.5 close
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 send=100 recv=3000 sleep=1.47 send=350 recv=100
    sleep 0.2
    peer client connect $SERVER 8000 send=100 recv=3000 recv-eof close
    sleep 0.2
    attempt peer client connect $SERVER 8000 send=100 recv=3000 sleep=1.47 send=420 recv=100
    captures_end
}

# Exchanges every 0.3 s, then 2.5 s of silence, in which the server's host forgets the connection: RST at the next request.
scenario_reset_after_idle__short() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 8000 5x:recv=200/send=900 sleep=1 vanish
    capture client eth0 "$OUT"
    attempt peer client connect $SERVER 8000 5x:send=200/recv=900/sleep=0.3 sleep=2.2 send=200 recv=900
    captures_end
}

# After 8 s of silence a router has forgotten the connection and drops what the client sends.
scenario_silent_after_idle() {
    routed
    serve server $FAR_SERVER 8000 5x:recv=200/send=900 sleep=60
    capture client eth0 "$OUT"
    spawn client python3 "$TOOLS/peer.py" connect $FAR_SERVER 8000 user-timeout=9000 \
        5x:send=200/recv=900/sleep=0.5 mark="$WORK/quiet" sleep=7.5 send=200 recv=900
    local client=$SPAWNED
    until [ -e "$WORK/quiet" ]; do sleep 0.1; done
    filter router "forward tcp dport 8000 drop"
    wait "$client" || true
    captures_end
}

# Large segments of the server do not fit a tunnel and vanish before the capture point; the client gives up.
scenario_path_mtu_black_hole__receiver() {
    routed --ba mtu=1400
    serve server $FAR_SERVER 8000 recv=200 send=6200 sleep=30
    capture client eth0 "$OUT"
    attempt peer client connect $FAR_SERVER 8000 --timeout 6 send=200 recv=6200
    captures_end
}

# A link of 1 Mbit/s with a queue of more than a second: an upload fills it, and what else is asked meanwhile waits in it.
scenario_queueing_delay() {
    pair --ab rate=1m,delay=8ms,limit=150 --ba delay=8ms
    meet client $SERVER
    serve server $SERVER 5001 recv-eof shut
    serve server $SERVER 7000 --count 4 recv=80 send=300
    capture client eth0 "$OUT" -s 160
    spawn_peer client connect $SERVER 5001 send=230000 shut recv-eof
    sleep 0.9
    for _ in 1 2 3 4; do peer client connect $SERVER 7000 send=80 recv=300; done
    captures_end
}

# A client that has window scaling turned off downloads over 90 ms. Taken at the client, where nothing is in flight.
scenario_window_limited__unscaled() {
    pair --ab delay=45ms --ba delay=45ms
    in_ns client sysctl -qw net.ipv4.tcp_window_scaling=0
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=900000 shut recv-eof
    capture client eth0 "$OUT" -s 100
    peer client connect $SERVER 5001 rcvbuf=12000 text=go recv-eof shut
    captures_end
}

# A download of 1.2 MB past a policer that discards what comes faster than 2 Mbit/s; taken at the server.
scenario_rate_policed() {
    routed --ab delay=15ms --ba delay=15ms
    filter router 'forward tcp sport 5001 limit rate over 250 kbytes/second burst 30 kbytes drop'
    serve server $FAR_SERVER 5001 recv=2 send=1200000 shut recv-eof
    capture server eth1 "$OUT" -s 80
    peer client connect $FAR_SERVER 5001 text=go recv-eof shut
    captures_end
}

# The same, taken at the client, which does not see what was discarded.
scenario_rate_policed__receiver() {
    routed --ab delay=15ms --ba delay=15ms
    filter router 'forward tcp sport 5001 limit rate over 250 kbytes/second burst 30 kbytes drop'
    serve server $FAR_SERVER 5001 recv=2 send=1200000 shut recv-eof
    capture client eth0 "$OUT" -s 80
    peer client connect $FAR_SERVER 5001 text=go recv-eof shut
    captures_end
}

# A link of 2 Mbit/s with a queue of six frames: losses at a steady rate too, but few, one by one, and the round trip grows.
scenario_packet_loss__short_queue() {
    pair --ab delay=15ms --ba rate=2m,limit=6,delay=15ms
    meet client $SERVER
    serve server $SERVER 5001 recv=2 send=1200000 shut recv-eof
    capture server eth1 "$OUT" -s 80
    peer client connect $SERVER 5001 text=go recv-eof shut
    captures_end
}

# A server that reads what it sends from somewhere slow: forty times 16 kB with 80 ms between them.
scenario_sender_limited() {
    pair --ab delay=5ms --ba delay=5ms
    meet client $SERVER
    serve server $SERVER 5001 recv=2 40x:send=16000/sleep=0.08 shut recv-eof
    capture client eth0 "$OUT" -s 80
    peer client connect $SERVER 5001 text=go recv-eof shut
    captures_end
}

# A client that computes for half a second between an answer and its next request, eight times.
scenario_slow_client__between() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    serve server $SERVER 8080 8x:recv=200/send=300 recv-eof
    capture client eth0 "$OUT"
    peer client connect $SERVER 8080 8x:send=200/recv=300/sleep=0.5
    captures_end
}

# A client without timestamps; after three of its connections the server answers with SYN cookies, to four.
scenario_syn_cookies() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    in_ns client sysctl -qw net.ipv4.tcp_timestamps=0
    serve server $SERVER 8080 --count 7 recv=100 send=300 recv-eof
    capture client eth0 "$OUT"
    for i in 1 2 3 4 5 6 7; do
        [ $i = 4 ] && in_ns server sysctl -qw net.ipv4.tcp_syncookies=2
        peer client connect $SERVER 8080 send=100 recv=300
    done
    captures_end
}

# An FTP server takes 2.4 s to refuse each of three passwords, as such servers do on purpose.
scenario_slow_server__login() {
    pair --ab delay=3ms --ba delay=3ms
    meet client $SERVER
    serve server $SERVER 21 --count 3 'text=220 files ready\r\n' recv=12 'text=331 Password required\r\n' recv=12 sleep=2.4 \
        'text=530 Login incorrect.\r\n' recv-eof
    capture client eth0 "$OUT"
    for _ in 1 2 3; do
        peer client connect $SERVER 21 recv=17 'text=USER backup\r\n' recv=23 'text=PASS secret\r\n' recv=22 shut
    done
    captures_end
}

# While the SYN-ACK is on its way, the router sends a RST in the server's name that acknowledges nothing, so the client ignores it.
scenario_reset_not_from_peer__ignored() {
    routed --ab delay=10ms --ba delay=60ms
    serve server $FAR_SERVER 80 recv=100 send=300 recv-eof
    capture client eth0 "$OUT"
    in_ns router python3 -c '
import socket, struct, sys
server, client = map(socket.inet_aton, sys.argv[1:])
def summed(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16: total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff
def rst(check): return struct.pack("!HHIIBBHHH", 80, 40000, 0, 0, 5 << 4, 0x14, 16384, check, 0)
tcp = rst(summed(server + client + struct.pack("!HH", 6, 20) + rst(0)))
ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 0x1555, 0, 46, 6, 0, server, client)
heard = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
packet = b""
while len(packet) < 40 or packet[9] != 6 or packet[33] != 2: packet = heard.recv(2048)
socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW).sendto(ip + tcp, (sys.argv[2], 0))
' $FAR_SERVER $CLIENT &
    local forger=$!
    sleep 0.5
    in_ns client python3 "$TOOLS/peer.py" connect $FAR_SERVER 80 --from-port 40000 send=100 recv=300 shut
    wait $forger
    captures_end
}
