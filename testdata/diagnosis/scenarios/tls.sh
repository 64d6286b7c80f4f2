# TLS: the connection comes about, the handshake does not.

# The shop's certificate ran out two days ago.
faults_certificate_expired() {
    cause tls_certificate_expired server
    town; certificate $NAME server 230101000000Z "$(date -u -d '-2 days' +%y%m%d%H%M%SZ)"; shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# After a move, the server shows the certificate of another name.
faults_certificate_of_another_name() {
    cause tls_certificate_name_mismatch server
    town; certificate mail.example.test server; shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# The server sends its certificate without the intermediate; clients that do not have it give up.
faults_intermediate_missing() {
    cause tls_chain_incomplete server
    town; CHAIN_FILE=server.pem shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# A proxy of the company signs with an authority that this client does not know.
faults_authority_unknown() {
    cause tls_certificate_untrusted,tls_client_rejected_server server,client
    town; shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    for i in 1 2; do visit --cacert /etc/ssl/certs/ca-certificates.crt $URL/; done
    captures_end
}
# An old client that speaks TLS 1.2 at most meets a server for 1.3 only.
faults_no_common_version() {
    cause tls_version_mismatch client,server,unclear
    town; shop 'ssl_protocols TLSv1.3;'
    capture client eth0 "$OUT"
    for i in 1 2; do visit --tls-max 1.2 $URL/; done
    visit $URL/
    captures_end
}
# The client's only cipher suite was switched off at the server.
faults_no_common_cipher() {
    cause tls_no_shared_parameters client,server,unclear
    town; shop 'ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384;'
    capture client eth0 "$OUT"
    for i in 1 2; do visit --tls-max 1.2 --ciphers ECDHE-ECDSA-AES128-SHA $URL/; done
    captures_end
}
# The interface wants a client certificate, which this client does not have.
faults_client_certificate_missing() {
    cause tls_server_rejected_client client
    town; certificate $NAME server
    spawn server openssl s_server -quiet -www -accept $FAR_SERVER:443 -cert "$WORK/server.pem" -key "$WORK/server.key" \
        -cert_chain "$WORK/middle.pem" -tls1_2 -Verify 2 -verify_return_error -CAfile "$WORK/root.pem" < <(sleep 60) >/dev/null 2>&1
    listening server 443
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# The load balancer does not know the name in the ClientHello and turns it down.
faults_name_not_served() {
    cause tls_name_unknown client,server
    town; certificate other.example.test server
    nginx_at server 443 "server { listen 443 ssl default_server; ssl_reject_handshake on; } server { listen 443 ssl; server_name other.example.test;
        ssl_certificate $WORK/server.chain; ssl_certificate_key $WORK/server.key; }"
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# A device on the path resets each connection upon its ClientHello.
faults_name_reset_by_device() {
    cause tls_blocked_by_name device
    town; certificate $NAME server; shop
    filter router forward 'tcp dport 443 @ih,0,8 0x16 reject with tcp reset'
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/; done
    captures_end
}
# The client is told to speak https to a port where the server speaks http.
faults_https_to_http() {
    cause tls_to_plaintext_port client
    town; authority; page index.html 500; nginx_at server 8080 'server { listen 8080; }'
    capture client eth0 "$OUT"
    for i in 1 2; do visit https://$API:8080/; done
    captures_end
}
# The client is told to speak http to a port where the server speaks https.
faults_http_to_https() {
    cause plaintext_to_tls_port client
    town; shop
    capture client eth0 "$OUT"
    for i in 1 2; do visit http://$NAME:443/; done
    captures_end
}
# The server waits seconds for its key store before its part of each handshake.
faults_slow_handshake() {
    cause tls_slow_handshake server
    town; certificate $NAME server
    spawn server python3 "$HERE/../tls/slow_server.py" $FAR_SERVER 443 "$WORK/server.chain" "$WORK/server.key" 1.7
    listening server 443
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
