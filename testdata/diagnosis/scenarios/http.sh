# HTTP: the answer is the trouble, or there is none.

# nginx answers 502, as the application behind it is down; captured at the clients, who see the gateway only.
faults_bad_gateway() {
    cause http_server_error server
    town; nginx_at server 80 'server { listen 80; location / { proxy_pass http://127.0.0.1:8081; } location /static { return 200 "logo\n"; } }'
    capture client eth0 "$OUT"
    for i in 1 2 3; do ask http://$NAME/static/logo http://$NAME/orders/$i; done
    captures_end
}
# The same captured at the gateway on both sides: the application's port refuses, therefore 502.
faults_bad_gateway_both_sides() {
    cause connection_refused server
    gateway 'location / { proxy_pass http://198.51.100.80:8081; } location /static { return 200 "logo\n"; }'
    for i in 1 2 3; do ask http://$NAME/static/logo http://$NAME/orders/$i; done
    gateway_end
}
# The application takes longer than the gateway waits: 504; captured at the gateway on both sides.
faults_gateway_timeout() {
    cause http_unanswered,http_slow,slow_server server
    gateway 'location / { proxy_pass http://198.51.100.80:8081; proxy_read_timeout 2s; }'
    app_at server $FAR_SERVER 8081
    for i in 1 2; do ask http://$NAME/page/1 http://$NAME/hang/9; done
    gateway_end
}
# One page takes 3 seconds, always at the server; the others are fast.
faults_slow_page() {
    cause http_slow server
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    for i in 1 2 3; do ask http://$API:8080/page/$i http://$API:8080/slow/3 http://$API:8080/page/$i; done
    captures_end
}
# The server takes the request for the export and never answers; the clients give up after 6 seconds.
faults_request_hangs() {
    cause http_unanswered server
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    for i in 1 2; do MOST=12 ask --max-time 6 http://$API:8080/page/$i http://$API:8080/hang/60; done
    captures_end
}
# nginx closes idle connections after 2 seconds, just when the client sends its next request; the request is lost.
faults_keepalive_race() {
    cause http_keepalive_race server
    town --ab delay=100ms --ba delay=100ms
    KEEP=2s nginx_at server 80 'server { listen 80; location / { return 200 "well\n"; } }'
    capture server eth1 "$OUT"
    in_ns client $PYTHON "$HERE/../http/app.py" get $NAME 80 /login sleep=1.95 post=/order >/dev/null 2>&1 || true
    captures_end
}
# A client repeats what answers 503 sixty times a second.
faults_retry_storm() {
    cause http_retry_storm,http_server_error client,server
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    in_ns client $PYTHON "$HERE/../http/app.py" get $API 8080 /page storm=60:/busy >/dev/null 2>&1 || true
    captures_end
}
# The shop sends http to https and its application https to http: the browser gives up after its twentieth redirect.
faults_redirect_loop() {
    cause http_redirect_loop server
    town; nginx_at server 80 'server { listen 80; location /de { return 302 /en; } location /en { return 302 /de; } }'
    capture client eth0 "$OUT"
    ask -L --max-redirs 20 http://$NAME/de
    captures_end
}
# The company's proxy lets nobody through to port 22.
faults_proxy_refuses() {
    cause http_proxy_refused device,client
    town
    printf 'Port 8888\nTimeout 30\nLogLevel Error\nMaxClients 10\nAllow 0.0.0.0/0\nConnectPort 443\n' >"$WORK/tinyproxy.conf"
    spawn server tinyproxy -d -c "$WORK/tinyproxy.conf" >/dev/null 2>&1; listening server 8888
    capture client eth0 "$OUT"
    for i in 1 2; do ask -p -x http://$API:8888 http://git.example.test:22/; done
    captures_end
}
# A job runs with an old password: 401 each time.
faults_wrong_password() {
    cause http_auth_required client
    town; echo "job:$(openssl passwd -apr1 right)" >"$WORK/users"
    nginx_at server 80 "server { listen 80; location / { auth_basic lab; auth_basic_user_file $WORK/users; } }"
    capture client eth0 "$OUT"
    for i in 1 2 3 4; do ask -u job:old http://$NAME/report/$i; done
    captures_end
}
# The server's process dies within its answer: 20,000 of the 90,000 bytes announced, then the end.
faults_answer_cut() {
    cause http_truncated server
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    for i in 1 2; do ask http://$API:8080/page/$i http://$API:8080/cut; done
    captures_end
}
# The server's worker dies upon each request for one page: the connection ends without an answer.
faults_worker_dies() {
    cause http_closed_without_answer server
    town; app_at server $FAR_SERVER 8080
    capture client eth0 "$OUT"
    for i in 1 2 3; do ask http://$API:8080/page/$i http://$API:8080/crash; done
    captures_end
}
# The pages of an API were moved; the client still asks for the old ones: 404.
faults_pages_gone() {
    cause http_client_error client
    town; nginx_at server 80 'server { listen 80; location /v1/ { return 404; } location /v2/ { return 200 "ok\n"; } }'
    capture client eth0 "$OUT"
    ask http://$NAME/v2/orders; for i in 1 2 3; do ask http://$NAME/v1/orders/{1,2,3,4,5,6}; done
    captures_end
}
# haproxy has no server left that is up: 503 for everyone, at once.
faults_no_backend_left() {
    cause http_server_error server,device
    town
    printf 'defaults\n  mode http\n  timeout connect 2s\n  timeout client 20s\n  timeout server 20s\nfrontend f\n  bind %s:80\n  default_backend b\nbackend b\n  server s 127.0.0.1:9 check inter 200ms\n' \
        $FAR_SERVER >"$WORK/haproxy.cfg"
    spawn server haproxy -f "$WORK/haproxy.cfg" >/dev/null 2>&1; listening server 80; sleep 2
    users 3
    capture client eth0 "$OUT"
    for i in 1 2 3; do ask --interface 192.0.2.1$i http://$NAME/cart; done
    captures_end
}
# The proxy that upgrades to a WebSocket cuts it after 6 seconds without a message.
faults_websocket_cut() {
    cause websocket_abnormal_close server,device,unclear
    town
    spawn server $PYTHON "$HERE/../http/app.py" echo $FAR_SERVER 8081 >/dev/null 2>&1; listening server 8081
    nginx_at server 80 "server { listen 80; location / { proxy_pass http://$FAR_SERVER:8081; proxy_http_version 1.1; proxy_read_timeout 6s;
        proxy_set_header Upgrade \$http_upgrade; proxy_set_header Connection upgrade; } }"
    capture client eth0 "$OUT"
    in_ns client $PYTHON "$HERE/../http/app.py" talk ws://$NAME/chat hello ping sleep=8 >/dev/null 2>&1 || true
    captures_end
}
# Calls of a microservice run into their deadline of one second, as the server takes three.
faults_deadline_exceeded() {
    cause grpc_error,http_unanswered,http_slow server,client,unclear
    town; spawn server $PYTHON "$HERE/../http/app.py" grpc $FAR_SERVER 50051 >/dev/null 2>&1; listening server 50051
    capture client eth0 "$OUT"
    in_ns client $PYTHON "$HERE/../http/app.py" call $FAR_SERVER 50051 hello sleep=1 sleep=1 >/dev/null 2>&1 || true
    captures_end
}

# gateway LOCATIONS: nginx on the router, which clients take for the shop and which asks the far server; both wires are captured.
gateway() {
    routed; resolvers client $NEAR_GATEWAY; meet client $FAR_SERVER
    SHOP=$NEAR_GATEWAY names_at router
    nginx_at router 80 "server { listen 80; $1 }"
    capture router near "$OUT.near"; capture router far "$OUT.far"
}
gateway_end() { captures_end; mergecap -F pcap -w "$OUT" "$OUT.near" "$OUT.far"; }
