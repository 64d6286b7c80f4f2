#!/bin/bash
# Makes the captures of this directory with sipp and baresip in network namespaces. Needs root on Linux, sipp with
# its speech (Debian: sip-tester), baresip-core, and what ../tools needs.
#   make.sh NAME|all     one capture, such as findings/sip_call_failed, or every one of them
#   make.sh --list       what there is, with what happens in it

HERE=$(cd "$(dirname "$0")" && pwd)

# fill SCENARIO KEY=VALUE...: a scenario with its own keys filled in; sipp's keys stay as they are.
fill() {
    local scenario=$1 pair
    shift
    cp "$HERE/scenarios/$scenario.xml" "$WORK/$scenario.xml"
    for pair in "$@"; do sed -i "s#\[${pair%%=*}\]#${pair#*=}#" "$WORK/$scenario.xml"; done
}

# callee SCENARIO [ARGUMENT...]: sipp in the server's namespace, in the background.
callee() {
    spawn server sipp -nostdin -i "$ADDRESS" -p 5060 -mi "$ADDRESS" -mp 6000 -sf "$WORK/$1.xml" "${@:2}" >"$WORK/callee.log" 2>&1
    listening server 5060
}

# caller SCENARIO [ARGUMENT...]: sipp in the client's namespace, until its calls are over.
caller() {
    in_ns client sipp -nostdin -i "$CLIENT_ADDRESS" -p 5060 -mi "$CLIENT_ADDRESS" -mp 7000 -sf "$WORK/$1.xml" -s bob -m "${CALLS:-1}" -l 1 \
        "${@:2}" "$ADDRESS:5060" >"$WORK/caller.log" 2>&1 || [ -n "${MAY_FAIL:-}" ] || fail "$(tail -5 "$WORK/caller.log")"
}

# answering SLOW RINGING [ARGUMENT...]: the answering scenario; milliseconds.
answering() { fill answer slow="${1:-20}" ringing="${2:-400}" formats="${FORMATS:-8}"; callee answer "${@:3}"; }
# refusing STATUS: the refusing one.
refusing() { fill refuse status="$1"; callee refuse; }

ADDRESS=192.0.2.80 CLIENT_ADDRESS=192.0.2.10

# registering STATUS HEADER: a registration that ends in this status.
registering() { fill registrar status="$1" challenge="$2"; callee registrar; fill register; caller register; }

begin() { pair "$@"; meet client "$ADDRESS"; capture "${AT:-server}" "${DEVICE:-eth1}" "$OUT" udp or tcp; }
call() { ring caller "$@"; }
quiet_call() { ring silent-caller "$@"; }
ring() {
    fill "$1" sdpaddress="${SDP_ADDRESS:-$CLIENT_ADDRESS}" formats=8 wait="${WAIT:-3000}" speech=/usr/share/sip-tester/g711a.pcap
    caller "$@"
}

# The number that is called does not exist: 404.
findings_sip_call_failed() { begin; refusing "404 Not Found"; quiet_call; captures_end; }
# A REGISTER is refused with 403 although no credentials were asked for.
findings_sip_registration_failed() { begin; fill no-registrar; callee no-registrar; fill register; caller register; captures_end; }
# A REGISTER with a wrong password: 401, credentials for its nonce, 401 again.
findings_sip_auth_failures() {
    begin
    registering "401 Unauthorized" 'WWW-Authenticate: Digest realm="example.test", nonce="77aa12c0ffee", algorithm=MD5, qop="auth"'
    captures_end
}
# A packet filter at the server drops the INVITE and all its repetitions.
findings_sip_unanswered() {
    begin
    in_ns server nft 'add table ip f; add chain ip f in { type filter hook input priority 0; }; add rule ip f in udp dport 5060 drop'
    MAY_FAIL=1 quiet_call -timeout 6 -max_invite_retrans 3
    captures_end
}
# Three calls to a server that takes 1.8 seconds for its first response.
findings_sip_retransmissions() { begin; answering 1800 200; CALLS=3 WAIT=200 quiet_call; captures_end; }
# The caller offers PCMA, the callee answers with G.729.
findings_sip_codec_mismatch() { begin; FORMATS=18 answering; WAIT=500 quiet_call; captures_end; }
# The caller, seen with a public address, announces 10.20.30.40 for its media; the server sends speech there.
findings_sip_nat_address() {
    begin
    ip -n "$LAB-server" route add 10.20.30.0/24 via $CLIENT
    answering
    SDP_ADDRESS=10.20.30.40 call
    captures_end
}
# The caller speaks for three seconds, the callee, who agreed to speak too, sends nothing.
findings_sip_one_way_audio() { begin; answering; call; captures_end; }
# Every 16th packet of the echo is lost on its way back; captured at the caller.
findings_rtp_loss() {
    routed
    ADDRESS=$FAR_SERVER
    meet client $ADDRESS
    in_ns router nft 'add table ip f; add chain ip f way { type filter hook forward priority 0; };
        add rule ip f way udp sport 6000 numgen inc mod 16 == 5 drop'
    capture client eth0 "$OUT" udp
    answering 20 400 -rtp_echo
    WAIT=4000 call
    captures_end
}
# The wire delays each frame by up to 400 ms more or less, and lets none overtake another.
findings_rtp_jitter() {
    begin --ab delay=5ms,jitter=400ms,reorder=0.3,hold=150ms --ba delay=5ms --seed 7
    answering 20 400 -rtp_echo
    WAIT=6000 call
    captures_end
}

# A call with speech both ways: the callee echoes.
healthy_call() { begin; answering 20 400 -rtp_echo; call; captures_end; }
# Over IPv6.
healthy_call_ipv6() {
    namespace client; namespace server; cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    ADDRESS=$SERVER6 CLIENT_ADDRESS=$CLIENT6
    meet client "$ADDRESS"
    capture server eth1 "$OUT" udp
    ADDRESS="[$SERVER6]" answering
    WAIT=300 ADDRESS="[$SERVER6]" CLIENT_ADDRESS="[$CLIENT6]" SDP_ADDRESS=$CLIENT6 quiet_call
    captures_end
}
# Over TCP with an MTU of 600, so that messages span segments; three calls.
healthy_call_tcp() {
    begin
    ip -n "$LAB-client" link set eth0 mtu 600
    ip -n "$LAB-server" link set eth1 mtu 600
    answering 20 300 -t t1
    CALLS=3 WAIT=200 quiet_call -t t1
    captures_end
}
# INVITE and response in IP fragments: an MTU of 576.
healthy_call_fragments() {
    begin
    ip -n "$LAB-client" link set eth0 mtu 576
    ip -n "$LAB-server" link set eth1 mtu 576
    in_ns client sysctl -qw net.ipv4.ip_no_pmtu_disc=1
    answering
    WAIT=200 quiet_call
    captures_end
}
# The callee is busy: 486.
healthy_busy() { begin; refusing "486 Busy Here"; quiet_call; captures_end; }
# REGISTER, 401, REGISTER with credentials, 200.
healthy_register() { begin; registering "200 OK" "Date: Mon, 23 Nov 2026 12:00:00 GMT"; captures_end; }

# phone NS ADDRESS NAME [ANSWER]: baresip with GSM and a tone as its voice; answers auto or manual.
phone() {
    local dir=$WORK/$3
    mkdir -p "$dir"
    python3 -c "import math, struct, sys, wave
w = wave.open(sys.argv[1], 'wb'); w.setnchannels(1); w.setsampwidth(2); w.setframerate(8000)
w.writeframes(b''.join(struct.pack('<h', int(9000 * math.sin(i * 0.3456))) for i in range(240000)))" "$dir/voice.wav"
    cat >"$dir/config" <<CONF
sip_listen $2:5060
audio_player aufile,$dir/heard.wav
audio_source aufile,$dir/voice.wav
audio_alert aufile,$dir/alert.wav
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
module_path /usr/lib/baresip/modules
module aufile.so
module gsm.so
module_app account.so
module_app menu.so
module ctrl_tcp.so
ctrl_tcp_listen $2:4444
rtp_ports 10000-10100
rtcp_mux no
CONF
    echo "<sip:$3@$2>;regint=0;answermode=${4:-auto}" >"$dir/accounts"
    : >"$dir/contacts"
    spawn "$1" baresip -f "$dir" >"$dir/log" 2>&1 </dev/null
    listening "$1" 5060
}

# tell NS ADDRESS COMMAND [PARAMETERS]: a command for baresip, as a netstring of JSON.
tell() {
    in_ns "$1" python3 - "$2" "$3" "${4:-}" <<'PY'
import json, socket, sys
text = json.dumps({"command": sys.argv[2], "params": sys.argv[3], "token": "t"})
with socket.create_connection((sys.argv[1], 4444)) as s:
    s.sendall(("%d:%s," % (len(text), text)).encode())
    s.recv(4096)
PY
}

# Two baresip phones talk for 13 seconds in GSM, with RTCP, and hold and resume in between.
healthy_rtcp_hold() {
    begin
    phone server $ADDRESS bob
    phone client $CLIENT_ADDRESS alice
    tell client $CLIENT_ADDRESS dial sip:bob@$ADDRESS
    sleep 7
    tell client $CLIENT_ADDRESS hold
    sleep 1
    tell client $CLIENT_ADDRESS resume
    sleep 5
    tell client $CLIENT_ADDRESS hangup
    sleep 1
    captures_end
}
# The caller gives up while it rings.
healthy_cancelled() {
    begin
    phone server $ADDRESS bob manual
    phone client $CLIENT_ADDRESS alice
    tell client $CLIENT_ADDRESS dial sip:bob@$ADDRESS
    sleep 2
    tell client $CLIENT_ADDRESS hangup
    sleep 1
    captures_end
}
# Alice calls Bob and transfers him to Carol, on a second address of the client's host.
healthy_transfer() {
    begin
    ip -n "$LAB-client" address add 192.0.2.11/24 dev eth0
    phone server $ADDRESS bob
    phone client $CLIENT_ADDRESS alice
    phone client 192.0.2.11 carol
    tell client $CLIENT_ADDRESS dial sip:bob@$ADDRESS
    sleep 2
    tell client $CLIENT_ADDRESS transfer sip:carol@192.0.2.11
    sleep 3
    tell client 192.0.2.11 hangup
    sleep 1
    captures_end
}

. "$HERE/../tools/scenarios.sh"
