# Voice and UDP.

# fill SCENARIO KEY=VALUE...: a scenario of ../sip with its own keys filled in.
fill() {
    local scenario=$1 pair
    shift
    cp "$HERE/../sip/scenarios/$scenario.xml" "$WORK/$scenario.xml"
    for pair in "$@"; do sed -i "s#\[${pair%%=*}\]#${pair#*=}#" "$WORK/$scenario.xml"; done
}
# callee, caller SCENARIO [ARGUMENT...]: sipp at the server, and at the client.
callee() {
    spawn server sipp -nostdin -i $FAR_SERVER -p 5060 -mi $FAR_SERVER -mp 6000 -sf "$WORK/$1.xml" "${@:2}" >"$WORK/callee.log" 2>&1
    listening server 5060
}
caller() {
    in_ns client sipp -nostdin -i $CLIENT -p 5060 -mi $CLIENT -mp 7000 -sf "$WORK/$1.xml" -s bob -m "${CALLS:-1}" -l 1 "${@:2}" \
        $FAR_SERVER:5060 >"$WORK/caller.log" 2>&1 || true
}
calls() { # SCENARIO WAIT SDP-ADDRESS
    fill "$1" sdpaddress="$3" formats=8 wait="$2" speech=/usr/share/sip-tester/g711a.pcap
    caller "$1"
}

# The caller's phone announces its private address for speech, so the other side's goes nowhere: he hears nothing.
faults_private_media_address() {
    cause sip_nat_address device
    town
    ip -n "$LAB-router" route add 10.20.30.0/24 via 192.0.2.10
    fill answer slow=20 ringing=300 formats=8; callee answer
    capture client eth0 "$OUT" udp
    calls caller 1500 10.20.30.40
    captures_end
}
# A firewall drops the speech towards the caller; signalling works, and he hears nothing.
faults_speech_one_way() {
    cause sip_one_way_audio unclear,network
    town; filter router forward 'udp sport 6000 drop'
    fill answer slow=20 ringing=300 formats=8; callee answer -rtp_echo
    capture client eth0 "$OUT" udp
    calls caller 2500 $CLIENT
    captures_end
}
# The registrar refuses the phone's wrong password.
faults_registration_refused() {
    cause sip_auth_failures client
    town
    fill registrar status="401 Unauthorized" challenge='WWW-Authenticate: Digest realm="example.test", nonce="77aa12c0ffee", algorithm=MD5, qop="auth"'
    callee registrar
    capture client eth0 "$OUT" udp
    fill register; CALLS=2 caller register
    captures_end
}
# The provider is not reached: a firewall drops port 5060, so calls and their repetitions get no answer.
faults_provider_silent() {
    cause sip_unanswered network,unclear
    town; filter router forward 'udp dport 5060 drop'
    fill answer slow=20 ringing=300 formats=8; callee answer
    capture client eth0 "$OUT" udp
    fill silent-caller sdpaddress=$CLIENT formats=8 wait=300
    caller silent-caller -timeout 8 -max_invite_retrans 4
    captures_end
}
# Caller and provider share no codec: 488.
faults_no_common_codec() {
    cause sip_call_failed,sip_codec_mismatch unclear,client,server
    town; fill refuse status="488 Not Acceptable Here"; callee refuse
    capture client eth0 "$OUT" udp
    fill silent-caller sdpaddress=$CLIENT formats=8 wait=300; CALLS=2 caller silent-caller
    captures_end
}
# The path loses every twelfth packet of the speech.
faults_speech_choppy() {
    cause rtp_loss network
    town; filter router forward 'udp sport 6000 numgen inc mod 12 == 5 drop'
    fill answer slow=20 ringing=300 formats=8; callee answer -rtp_echo
    capture client eth0 "$OUT" udp
    calls caller 3500 $CLIENT
    captures_end
}
# The firewall drops UDP port 443: the browser tries QUIC first, waits, and comes back over TCP.
faults_quic_dropped() {
    cause quic_blocked device,network
    town; certificate $NAME server; shop
    spawn server gtlsserver -q -d "$WORK/www" $FAR_SERVER 443 "$WORK/server.key" "$WORK/server.chain" >/dev/null 2>&1
    sleep 1
    filter router forward 'udp dport 443 drop'
    capture client eth0 "$OUT"
    in_ns client timeout 8 gtlsclient -q --no-quic-dump --no-http-dump --exit-on-all-streams-close --timeout=3s --sni=$NAME \
        --handshake-timeout=2s $FAR_SERVER 443 $URL/index.html >/dev/null 2>&1 || true
    visit $URL/
    captures_end
}
