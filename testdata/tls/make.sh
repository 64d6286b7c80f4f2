#!/bin/bash
# Makes the captures of this directory with real TLS programs in network namespaces. Needs root on Linux, and openssl, gnutls-bin,
# curl, nginx, tinyproxy, ngtcp2-client and ngtcp2-server for the scenarios that use them.
#   make.sh SCENARIO|all     one capture, named as its folder, such as findings/tls_stalled, or every one of them
#   make.sh --list           what there is
# Those in findings/ are named by the finding that is to come first; those in healthy/ give no error and no warning.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"
. "$HERE/../tools/certificates.sh"

NAME=www.example.test

# secure ADDRESS OPTION...: openssl s_server with the certificate in server.*, its whole chain.
secure() {
    local address=$1
    shift
    [ -e "$WORK/server.pem" ] || certificate $NAME server
    # shellcheck disable=SC2086
    spawn server openssl s_server -quiet ${WWW--www} -accept "$address:443" -cert "$WORK/server.pem" -key "$WORK/server.key" \
        ${CHAIN--cert_chain $WORK/middle.pem} "$@" < <(sleep 60) >/dev/null 2>&1
    listening server 443
}

# fetch ADDRESS OPTION...: curl asks for the page of $NAME and checks the certificate.
fetch() {
    local address=$1
    shift
    in_ns client timeout 20 curl -sS -o /dev/null --cacert "$WORK/root.pem" --resolve "$NAME:443:$address" "$@" https://$NAME/ || true
}

# talk OPTION...: openssl s_client asks for the page and leaves when it has it.
talk() {
    printf 'GET / HTTP/1.0\r\n\r\n' | in_ns client timeout 10 openssl s_client -quiet -CAfile "$WORK/root.pem" -servername $NAME \
        "$@" >/dev/null 2>&1 || true
}

# quic ADDRESS OPTION...: the server of ngtcp2's examples.
quic_server() {
    local address=$1
    shift
    [ -e "$WORK/server.pem" ] || certificate $NAME server
    page index.html 300
    spawn server gtlsserver -q -d "$WORK/www" "$@" "$address" 443 "$WORK/server.key" "$WORK/server.chain" >/dev/null 2>&1
    listening server 443
}

quic_fetch() {
    local address=$1
    shift
    in_ns client timeout 8 gtlsclient -q --no-quic-dump --no-http-dump --exit-on-all-streams-close --timeout=3s --sni=$NAME "$@" \
        "$address" 443 https://$NAME/index.html >/dev/null 2>&1 || true
}

# The client speaks TLS 1.2 at most, the server 1.3 only.
findings_tls_version_mismatch() {
    pair; secure $SERVER -tls1_3
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1_2
    captures_end
}

# Both have TLS 1.2, but no cipher suite in common.
findings_tls_no_shared_parameters() {
    pair; secure $SERVER -tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256
    captures_end
}

# The certificate ran out two days ago.
findings_tls_certificate_expired() {
    pair; certificate $NAME server 230101000000Z "$(date -u -d '-2 days' +%y%m%d%H%M%SZ)"; secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# The certificate counts from tomorrow on.
findings_tls_certificate_not_yet_valid() {
    pair; certificate $NAME server "$(date -u -d '+1 day' +%y%m%d%H%M%SZ)"; secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# The certificate is another host's.
findings_tls_certificate_name_mismatch() {
    pair; certificate mail.example.test server; secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# The client does not know the root.
findings_tls_certificate_untrusted() {
    pair; secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER --cacert /etc/ssl/certs/ca-certificates.crt
    captures_end
}

# The server does not send the intermediate.
findings_tls_chain_incomplete() {
    pair; CHAIN="" secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# The same, and a client that looks at it for a second and leaves without having sent anything.
findings_tls_chain_incomplete-unused() {
    pair; CHAIN="" secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    sleep 1.4 | in_ns client timeout 10 openssl s_client -CAfile "$WORK/root.pem" -servername $NAME -connect $SERVER:443 \
        >/dev/null 2>&1 || true
    captures_end
}

# The client offers nothing but cipher suites without encryption.
findings_tls_no_shared_parameters-null() {
    pair; secure $SERVER
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1_2 -cipher NULL-SHA256:NULL-SHA:NULL-MD5:@SECLEVEL=0
    captures_end
}

# TLS 1.3: the client does not trust the server, which shows as an encrypted alert right after the server's flight.
findings_tls_client_rejected_server() {
    pair; secure $SERVER -tls1_3
    capture client eth0 "$OUT"
    in_ns client timeout 10 gnutls-cli --port 443 --sni-hostname $NAME --x509cafile /etc/ssl/certs/ca-certificates.crt \
        $SERVER </dev/null >/dev/null 2>&1 || true
    captures_end
}

# The server wants a client certificate, the client has none.
findings_tls_server_rejected_client() {
    pair; certificate $NAME server; secure $SERVER -tls1_2 -Verify 2 -verify_return_error -CAfile "$WORK/root.pem"
    capture client eth0 "$OUT"
    talk -connect $SERVER:443
    captures_end
}

# nginx turns down names that it does not serve.
findings_tls_name_unknown() {
    pair; certificate other.example.test server
    web server "listen 443 ssl default_server; ssl_reject_handshake on; } server { listen 443 ssl; server_name other.example.test;
        ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key;" 443
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# What is longer than 1,000 bytes does not get from the server to the client; nothing says so.
findings_tls_stalled() {
    routed; secure $FAR_SERVER -tls1_2
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }
        add rule ip t f tcp sport 443 ip length > 1000 drop'
    capture client eth0 "$OUT"
    fetch $FAR_SERVER --max-time 5
    captures_end
}

# The server stands still until the client has given up, and answers then.
findings_tls_stalled-late() {
    local server
    pair; secure $SERVER
    server=$(in_ns server ss -Hltnp 'sport = :443' | grep -o 'pid=[0-9]*' | head -1 | cut -d= -f2)
    kill -STOP "$server"
    capture client eth0 "$OUT"
    fetch $SERVER --max-time 6
    kill -CONT "$server"
    sleep 0.5
    captures_end
}

# A mail server that offers STARTTLS and then refuses it; the client leaves.
findings_tls_to_plaintext_port-starttls() {
    pair
    spawn server python3 "$HERE/smtp_server.py" $SERVER 25
    listening server 25
    capture client eth0 "$OUT"
    in_ns client python3 -c "
import smtplib
client = smtplib.SMTP('$SERVER', 25, timeout=5)
client.ehlo()
try:
    client.starttls()
except smtplib.SMTPResponseException:
    client.quit()" >/dev/null 2>&1 || true
    captures_end
}

# A filter on the path resets connections upon the ClientHello.
findings_tls_blocked_by_name() {
    routed; secure $FAR_SERVER
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }
        add rule ip t f tcp dport 443 ip length > 200 reject with tcp reset'
    capture client eth0 "$OUT"
    fetch $FAR_SERVER; fetch $FAR_SERVER
    captures_end
}

# https to a port where the server speaks http.
findings_tls_to_plaintext_port() {
    pair; authority; page index.html 100; web server
    capture client eth0 "$OUT"
    in_ns client timeout 10 curl -sS -o /dev/null https://$SERVER:80/ || true
    captures_end
}

# http to a port where the server speaks https.
findings_plaintext_to_tls_port() {
    pair; certificate $NAME server
    web server "listen 443 ssl; ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key;" 443
    capture client eth0 "$OUT"
    in_ns client timeout 10 curl -sS -o /dev/null http://$SERVER:443/ || true
    captures_end
}

# The server takes its time before its part of the handshake.
findings_tls_slow_handshake() {
    pair; certificate $NAME server
    spawn server python3 "$HERE/slow_server.py" $SERVER 443 "$WORK/server.chain" "$WORK/server.key" 1.6
    listening server 443
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# TLS 1.0, as between old devices.
findings_tls_outdated() {
    pair; secure $SERVER -tls1 -cipher DEFAULT:@SECLEVEL=0
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1 -cipher DEFAULT:@SECLEVEL=0
    captures_end
}

# UDP port 443 is dropped on the path; the client tries QUIC, then TCP.
findings_quic_blocked() {
    routed; certificate $NAME server
    quic_server $FAR_SERVER
    web server "listen 443 ssl; ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key;" 443
    until in_ns server ss -Htln 'sport = :443' | grep -q .; do sleep 0.05; done
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }; add rule ip t f udp dport 443 drop'
    capture client eth0 "$OUT"
    quic_fetch $FAR_SERVER --handshake-timeout=2s
    fetch $FAR_SERVER
    captures_end
}

# UDP is dropped as before; the client goes on over TCP at another address of the same name.
findings_quic_blocked-elsewhere() {
    routed; certificate localhost server
    in_ns server ip addr add 198.51.100.81/24 dev eth1
    quic_server $FAR_SERVER
    web server "listen 198.51.100.81:443 ssl; ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key;" 443
    until in_ns server ss -Htln 'sport = :443' | grep -q .; do sleep 0.05; done
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }; add rule ip t f udp dport 443 drop'
    capture client eth0 "$OUT"
    quic_fetch $FAR_SERVER --handshake-timeout=2s
    in_ns client timeout 10 curl -sS -o /dev/null --cacert "$WORK/root.pem" --resolve localhost:443:198.51.100.81 https://localhost/ || true
    captures_end
}

# The server's host says by ICMP that nobody listens; the client tries QUIC, then TCP.
findings_quic_blocked-rejected() {
    routed; certificate $NAME server
    page index.html 300
    web server "listen 443 ssl; ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key;" 443
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; }
        add rule ip t f udp dport 443 reject with icmp type admin-prohibited'
    capture client eth0 "$OUT"
    quic_fetch $FAR_SERVER --handshake-timeout=2s
    fetch $FAR_SERVER
    captures_end
}

# An old draft, which the server does not know, and the client tries no other.
findings_quic_version_negotiation() {
    pair; quic_server $SERVER
    capture client eth0 "$OUT"
    quic_fetch $SERVER --version=0xff000013
    captures_end
}

# No group in common: the server closes with a TLS alert in its first packet.
findings_quic_closed() {
    pair; quic_server $SERVER --groups=-GROUP-ALL:+GROUP-SECP521R1
    capture client eth0 "$OUT"
    quic_fetch $SERVER --groups=-GROUP-ALL:+GROUP-X25519
    captures_end
}

# TLS 1.3 with the whole chain.
healthy_tls_1_3() {
    pair; secure $SERVER
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# TLS 1.2 with the whole chain.
healthy_tls_1_2() {
    pair; secure $SERVER -tls1_2
    capture client eth0 "$OUT"
    fetch $SERVER
    captures_end
}

# A session taken up again, TLS 1.2 and 1.3.
healthy_resumption() {
    pair; secure $SERVER
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1_2 -sess_out "$WORK/session2"
    talk -connect $SERVER:443 -tls1_2 -sess_in "$WORK/session2"
    talk -connect $SERVER:443 -tls1_3 -sess_out "$WORK/session3"
    talk -connect $SERVER:443 -tls1_3 -sess_in "$WORK/session3"
    captures_end
}

# Data with the ClientHello, accepted.
healthy_early_data() {
    pair; WWW=-naccept\ 2 secure $SERVER -tls1_3 -early_data -no_anti_replay
    printf 'GET / HTTP/1.0\r\n\r\n' >"$WORK/request"
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -sess_out "$WORK/session"
    talk -connect $SERVER:443 -sess_in "$WORK/session" -early_data "$WORK/request"
    captures_end
}

# Client certificates, TLS 1.2 and 1.3.
healthy_client_certificate() {
    pair; certificate $NAME server; certificate user.example.test user
    secure $SERVER -Verify 3 -verify_return_error -CAfile "$WORK/root.pem"
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -tls1_2 -cert "$WORK/user.pem" -key "$WORK/user.key" -cert_chain "$WORK/middle.pem"
    talk -connect $SERVER:443 -tls1_3 -cert "$WORK/user.pem" -key "$WORK/user.key" -cert_chain "$WORK/middle.pem"
    captures_end
}

# The server wants another group than the one of the key share.
healthy_hello_retry_request() {
    pair; secure $SERVER -groups P-384
    capture client eth0 "$OUT"
    talk -connect $SERVER:443 -groups X25519:P-384
    captures_end
}

# STARTTLS of SMTP.
healthy_starttls() {
    pair; certificate $NAME server
    spawn server python3 "$HERE/smtp_server.py" $SERVER 25 "$WORK/server.chain" "$WORK/server.key"
    listening server 25
    capture client eth0 "$OUT"
    printf 'NOOP\r\nQUIT\r\n' | in_ns client timeout 10 openssl s_client -quiet -CAfile "$WORK/root.pem" -servername $NAME -starttls smtp \
        -connect $SERVER:25 >/dev/null 2>&1 || true
    captures_end
}

# In a tunnel of CONNECT through tinyproxy, which is at the router.
healthy_connect() {
    routed; secure $FAR_SERVER
    echo "$FAR_SERVER $NAME" >"$WORK/hosts"
    printf 'Port 8080\nTimeout 30\nUser root\nGroup root\nConnectPort 443\nLogLevel Error\n' >"$WORK/proxy.conf"
    spawn router tinyproxy -d -c "$WORK/proxy.conf" >/dev/null 2>&1
    listening router 8080
    capture client eth0 "$OUT"
    in_ns client timeout 10 curl -sS -o /dev/null --insecure -x http://$NEAR_GATEWAY:8080 https://$FAR_SERVER/ || true
    captures_end
}

# DTLS 1.2 with a cookie.
healthy_dtls_1_2() {
    pair; certificate $NAME server
    spawn server openssl s_server -quiet -dtls1_2 -listen -accept $SERVER:4433 -cert "$WORK/server.pem" -key "$WORK/server.key" \
        -cert_chain "$WORK/middle.pem" </dev/null >/dev/null 2>&1
    listening server 4433
    capture client eth0 "$OUT"
    (echo hello; sleep 1) | in_ns client timeout 5 openssl s_client -quiet -dtls1_2 -connect $SERVER:4433 -CAfile "$WORK/root.pem" \
        -servername $NAME >/dev/null 2>&1 || true
    captures_end
}

# DTLS between GnuTLS programs; certificates come in fragments.
healthy_dtls_gnutls() {
    pair; certificate $NAME server
    spawn server gnutls-serv -q --udp --echo --port 4433 --mtu 700 --x509certfile "$WORK/server.chain" --x509keyfile "$WORK/server.key" \
        </dev/null >/dev/null 2>&1
    listening server 4433
    capture client eth0 "$OUT"
    (echo hello; sleep 1) | in_ns client timeout 5 gnutls-cli --udp --mtu 700 --port 4433 --x509cafile "$WORK/root.pem" \
        --sni-hostname $NAME --verify-hostname $NAME $SERVER >/dev/null 2>&1 || true
    captures_end
}

# QUIC version 1.
healthy_quic() {
    pair; quic_server $SERVER
    capture client eth0 "$OUT"
    quic_fetch $SERVER
    captures_end
}

# QUIC version 2 as in its drafts, with a Retry first.
healthy_quic_retry() {
    pair; quic_server $SERVER -V
    capture client eth0 "$OUT"
    quic_fetch $SERVER --version=0x709a50c4
    captures_end
}

# QUIC with a session taken up again and data in the first flight.
healthy_quic_early_data() {
    pair; quic_server $SERVER
    capture client eth0 "$OUT"
    quic_fetch $SERVER --session-file="$WORK/session" --tp-file="$WORK/parameters"
    quic_fetch $SERVER --session-file="$WORK/session" --tp-file="$WORK/parameters"
    captures_end
}

make() {
    OUT=$WORK/capture
    mkdir -p "$HERE/$1"
    "${1/\//_}"
    mv "$OUT" "$HERE/$1/capture.pcap"
    chmod 644 "$HERE/$1/capture.pcap"
    echo "$1: $(tshark -r "$HERE/$1/capture.pcap" 2>/dev/null | wc -l) frames, $(stat -c %s "$HERE/$1/capture.pcap") bytes"
}

list() { sed -n 's/^\(healthy\|findings\)_\(.*\)() {$/\1\/\2/p' "$HERE/make.sh"; }

case ${1:-} in
    "" | --help) sed -n '2,6s/^# //p' "$0" ;;
    --list) list ;;
    all) list | while read -r name; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
