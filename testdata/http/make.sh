#!/bin/bash
# Makes the captures of this directory with nginx, haproxy, tinyproxy, nghttp2, curl and Python in network namespaces. Needs root on
# Linux, what ../tools needs, and Debian's nginx, haproxy, tinyproxy, nghttp2-server, nghttp2-proxy, nghttp2-client, curl,
# apache2-utils, python3-websockets, python3-grpcio, python3-h2.
#   make.sh NAME|all     one capture, such as findings/http_slow, or every one of them
#   make.sh --list       what there is, with what happens in it

HERE=$(cd "$(dirname "$0")" && pwd)
URL=http://192.0.2.80
PYTHON=/usr/bin/python3

# begin [FILTER...]: client and server on one network, captured at the server.
begin() { pair; meet client $SERVER; capture server eth1 "$OUT" "${@:-tcp}"; }
# far DELAY: the same with so much delay each way.
far() { pair --ab "delay=$1" --ba "delay=$1"; meet client $SERVER; capture "${AT:-server}" "${DEVICE:-eth1}" "$OUT" tcp; }
# app NAME PORT: one of the servers of app.py.
app() {
    spawn server $PYTHON "$HERE/app.py" "$1" "${ADDRESS:-$SERVER}" "$2" >"$WORK/$1.log" 2>&1
    listening server "$2"
}
# client MODE ARGUMENT...: one of the clients of app.py.
client() { in_ns client $PYTHON "$HERE/app.py" "$@" >>"$WORK/client.log" 2>&1 || true; }
# fetch ARGUMENT...: curl, whatever comes of it.
fetch() { in_ns client curl -s -o /dev/null --max-time "${MOST:-20}" "$@" || true; }
# nginx_with LINES...: nginx with these lines in its http block.
nginx_with() {
    mkdir -p "$WORK/www" "$WORK/nginx"
    cat >"$WORK/nginx.conf" <<CONF
daemon off; master_process off; pid $WORK/nginx/pid; error_log $WORK/nginx/error.log; user root;
events { }
http {
    access_log off; client_body_temp_path $WORK/nginx/body; proxy_temp_path $WORK/nginx/proxy;
    fastcgi_temp_path $WORK/nginx/fastcgi; uwsgi_temp_path $WORK/nginx/uwsgi; scgi_temp_path $WORK/nginx/scgi;
    default_type text/plain; root $WORK/www;
    $*
}
CONF
    spawn server nginx -p "$WORK/nginx" -c "$WORK/nginx.conf" -e "$WORK/nginx/error.log"
    listening server "${PORT:-80}"
}
h2_server() { spawn server nghttpd --no-tls -d "$WORK/www" "$@" 80 >"$WORK/nghttpd.log" 2>&1; listening server 80; }
h2_get() { in_ns client nghttp -n "$@" >>"$WORK/client.log" 2>&1 || true; }
# tunnel_proxy LINES: tinyproxy on port 8888.
tunnel_proxy() {
    printf 'Port 8888\nTimeout 30\nLogLevel Error\nMaxClients 10\nAllow 0.0.0.0/0\n%s\n' "$1" >"$WORK/tinyproxy.conf"
    spawn server tinyproxy -d -c "$WORK/tinyproxy.conf" >"$WORK/tinyproxy.log" 2>&1
    listening server 8888
}
# balancer LINES: haproxy in front.
balancer() {
    printf 'global\n  log stdout local0 err\ndefaults\n  mode http\n  timeout connect 2s\n  timeout client 20s\n  timeout server 20s\n%s\n' \
        "$1" >"$WORK/haproxy.cfg"
    spawn server haproxy -f "$WORK/haproxy.cfg" >"$WORK/haproxy.log" 2>&1
    listening server "${PORT:-80}"
}

# nginx answers 502, as nothing listens where it forwards to; three requests.
findings_http_server_error() {
    begin port 80
    nginx_with 'server { listen 80; location / { proxy_pass http://127.0.0.1:8081; } }'
    fetch $URL/shop/1 $URL/shop/2 $URL/shop/3
    captures_end
}
# Eight requests for pages of an API that is gone: 404.
findings_http_client_error() {
    begin; nginx_with 'server { listen 80; location /v1/ { return 404; } }'
    fetch $URL/v1/orders/{1,2,3,4,5,6,7,8}
    captures_end
}
# Two of five answers take 3 seconds, all of them at the server.
findings_http_slow() { begin; app web 80; client get $SERVER 80 /page /slow/3 /page /slow/3 /page; captures_end; }
# The server has the request and says nothing for 5 seconds; then curl gives up.
findings_http_unanswered() { begin; app web 80; MOST=5 fetch $URL/hang/30; captures_end; }
# The server answers after 5 seconds; the client has given up after 3.
findings_http_unanswered-late() { begin; app web 80; MOST=3 fetch $URL/slow/5; sleep 3; captures_end; }
# nginx closes the connection after 2 seconds of idleness while a POST is on its way to it; captured at the server.
findings_http_keepalive_race() {
    far 100ms
    nginx_with 'keepalive_timeout 2s; server { listen 80; location / { return 200 "well\n"; } }'
    client get $SERVER 80 /login sleep=1.95 post=/order
    captures_end
}
# The server's process for this request dies: FIN instead of an answer.
findings_http_closed_without_answer() { begin; app web 80; client get $SERVER 80 /page /crash; captures_end; }
# 20,000 of the 90,000 bytes announced, then FIN.
findings_http_truncated() { begin; app web 80; fetch $URL/cut; captures_end; }
# /old leads to /new, and /new to /old; curl follows ten times.
findings_http_redirect_loop() {
    begin; nginx_with 'server { listen 80; location /old { return 302 /new; } location /new { return 302 /old; } }'
    fetch -L --max-redirs 10 $URL/old
    captures_end
}
# A wrong password, four times.
findings_http_auth_required() {
    begin
    htpasswd -bc "$WORK/users" ann right 2>/dev/null
    nginx_with "server { listen 80; location / { auth_basic lab; auth_basic_user_file $WORK/users; } }"
    for password in wrong Right right1 w; do fetch -u ann:$password $URL/; done
    captures_end
}
# tinyproxy makes tunnels to port 443 only; curl asks for port 22, twice.
findings_http_proxy_refused() {
    begin; tunnel_proxy 'ConnectPort 443'
    for host in ssh.example.test git.example.test; do fetch -p -x $SERVER:8888 http://$host:22/; done
    captures_end
}
# Three pipelined requests; the first takes 2 seconds, so the others wait behind it.
findings_http_head_of_line() {
    begin; app web 80
    printf '%s\n' $URL/slow/2 $URL/page/1 $URL/page/2 >"$WORK/urls"
    in_ns client h2load --h1 -n 3 -c 1 -m 3 -i "$WORK/urls" >"$WORK/client.log"
    captures_end
}
# One client asks 60 times within a second for what answers 503.
findings_http_retry_storm() { begin; app web 80; client get $SERVER 80 /page storm=60:/busy; captures_end; }
# A gRPC client pings each second; the server allows one in five minutes: ENHANCE_YOUR_CALM, too_many_pings.
findings_http2_goaway() { begin; app grpc 50051; client call $SERVER 50051 pings; captures_end; }
# nghttpx resets a stream, as the server behind it dies within its answer.
findings_http2_stream_reset() {
    begin port 80
    app web 8081
    spawn server nghttpx --no-ocsp -f "$SERVER,80;no-tls" -b "$SERVER,8081" -n 1 --conf=/dev/null >"$WORK/nghttpx.log" 2>&1
    listening server 80
    h2_get $URL/page $URL/cut
    captures_end
}
# The client reads nothing for 3 seconds each time its window of 65,535 bytes is used up.
findings_http2_flow_control_stalled() {
    begin; page big 90000; h2_server
    client lazy $SERVER 80 /big 3
    captures_end
}
# Three calls work, two end with UNAVAILABLE.
findings_grpc_error() { begin; app grpc 50051; client call $SERVER 50051 hello broken hello broken hello; captures_end; }
# A call that takes 3 seconds, with a deadline of one.
findings_grpc_error-deadline() { begin; app grpc 50051; client call $SERVER 50051 hello sleep=1; captures_end; }
# nginx closes a WebSocket that was silent for 10 seconds.
findings_websocket_abnormal_close() {
    begin port 80
    app echo 8081
    nginx_with "server { listen 80; location / { proxy_pass http://$SERVER:8081; proxy_http_version 1.1; proxy_read_timeout 10s;
        proxy_set_header Upgrade \$http_upgrade; proxy_set_header Connection upgrade; } }"
    client talk ws://$SERVER/chat hello ping sleep=12
    captures_end
}
# The server closes with 1011 and a reason.
findings_websocket_abnormal_close-code() { begin; app echo 80; client talk ws://$SERVER/chat hello "close 1011 the database is away"; captures_end; }

# Ten requests over one connection.
healthy_keep_alive() { begin; app web 80; client get $SERVER 80 /page/{1,2,3,4,5,6,7,8,9,10}; captures_end; }
# Twelve pipelined requests, four at a time.
healthy_pipelining() {
    begin; page small 500; nginx_with 'server { listen 80; }'
    in_ns client h2load --h1 -n 12 -c 1 -m 4 $URL/small >"$WORK/client.log"
    captures_end
}
# 90 kB with a Content-Length.
healthy_large_download() { begin; page big 90000; nginx_with 'server { listen 80; }'; fetch $URL/big; captures_end; }
# Server-sent events for six seconds.
healthy_events() { begin; app web 80; fetch -N -H 'Accept: text/event-stream' $URL/events; captures_end; }
# Two long polls of four seconds.
healthy_long_poll() { begin; app web 80; client get $SERVER 80 '/poll?since=1' '/poll?since=2'; captures_end; }
# A WebSocket with messages, pings and pauses, closed with 1000.
healthy_websocket() { begin; app echo 80; client talk ws://$SERVER/chat hello ping sleep=3 again ping close; captures_end; }
# Calls of gRPC: unary, a stream of the server, and one in both directions.
healthy_grpc_streaming() { begin; app grpc 50051; client call $SERVER 50051 hello count chat; captures_end; }
# A POST of 3 kB that waits for 100 Continue.
healthy_continue() {
    begin; app web 80; page body 3000
    fetch -H 'Expect: 100-continue' --data-binary "@$WORK/www/body" $URL/page
    captures_end
}
# HEAD of a page, and of a large file.
healthy_head() { begin; page big 200000; nginx_with 'server { listen 80; }'; fetch -I $URL/big $URL/big; captures_end; }
# 304 to a request with the date of the file.
healthy_not_modified() {
    begin; page file 5000; nginx_with 'server { listen 80; }'
    fetch $URL/file; fetch -z "$WORK/www/file" $URL/file
    captures_end
}
# Chunks with a trailer, then an answer that ends with its connection.
healthy_chunked_trailers() { begin; app web 80; fetch $URL/trailers; fetch $URL/until; captures_end; }
# haproxy tells nginx the client's address by the PROXY protocol, version 2, then version 1; captured between the two.
healthy_proxy_protocol() {
    pair; meet client $SERVER
    capture server lo "$OUT" port 8081
    PORT=8081 nginx_with 'server { listen 127.0.0.1:8081 proxy_protocol; location / { return 200 "$proxy_protocol_addr\n"; } }'
    balancer "frontend f
  bind $SERVER:80
  use_backend one if { path /one }
  default_backend two
backend one
  server s 127.0.0.1:8081 send-proxy
backend two
  server s 127.0.0.1:8081 send-proxy-v2"
    fetch $URL/two $URL/one
    captures_end
}
# A tunnel by CONNECT through tinyproxy, with HTTP inside; then a forwarded request.
healthy_connect() {
    begin; tunnel_proxy ''; app web 80
    fetch -p -x $SERVER:8888 $URL/page; fetch -x $SERVER:8888 $URL/page
    captures_end
}
# haproxy in front of a server, both connections in one capture.
healthy_reverse_proxy() {
    pair; meet client $SERVER
    capture server any "$OUT" 'port 80 or port 8081'
    ADDRESS=127.0.0.1 app web 8081
    balancer "frontend f
  bind $SERVER:80
  default_backend b
backend b
  server s 127.0.0.1:8081"
    client get $SERVER 80 /page/1 /page/2 post=/page/3
    captures_end
}
# Over IPv6.
healthy_ipv6() {
    namespace client; namespace server; cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    meet client $SERVER6
    capture server eth1 "$OUT" tcp
    ADDRESS=$SERVER6 app web 80
    client get $SERVER6 80 /page /page/2
    captures_end
}
# HTTP/2 by prior knowledge: sixteen requests, eight at a time.
healthy_http2() {
    begin; page small 800; h2_server
    in_ns client h2load -n 16 -c 1 -m 8 $URL/small >"$WORK/client.log"
    captures_end
}
# HTTP/2 by an upgrade from HTTP/1.1, two requests; nghttpx answers for the server behind it.
healthy_http2_upgrade() {
    begin port 80
    app web 8081
    spawn server nghttpx --no-ocsp -f "$SERVER,80;no-tls" -b "$SERVER,8081" -n 1 --conf=/dev/null >"$WORK/nghttpx.log" 2>&1
    listening server 80
    h2_get -u $URL/page $URL/page/2
    captures_end
}
# The server pushes two files with a page.
healthy_http2_push() {
    begin; page index.html 800; page style.css 600; page script.js 500
    h2_server -p/index.html=/style.css,/script.js
    h2_get $URL/index.html
    captures_end
}
# 90 kB over HTTP/2, with windows that the client opens as it reads.
healthy_http2_download() { begin; page big 90000; h2_server; h2_get $URL/big; captures_end; }
# nginx closes the connection in an orderly way after its three requests: GOAWAY without an error.
healthy_http2_goaway() {
    begin; page small 300
    nginx_with 'server { listen 80 http2; keepalive_requests 3; }'
    h2_get $URL/small $URL/small?2 $URL/small?3
    captures_end
}
# An HTTP/2 connection from its second request on: what its headers refer to was sent before.
healthy_http2_middle() {
    pair; meet client $SERVER; page small 800; page other 900; h2_server
    mkfifo "$WORK/go"
    spawn client $PYTHON "$HERE/app.py" late $SERVER 80 "$WORK/go"
    local program=$SPAWNED
    sleep 0.7
    capture server eth1 "$OUT" tcp
    echo >"$WORK/go"
    wait "$program"
    captures_end
}

. "$HERE/../tools/scenarios.sh"
