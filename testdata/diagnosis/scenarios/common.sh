# What the scenarios share. A town: clients behind a router that resolves names, and servers far away.

NAME=shop.example.test
URL=https://$NAME
API=api.example.test
PYTHON=/usr/bin/python3
DEAD_RESOLVER=192.0.2.53

# names_at NS LINE...: dnsmasq on all addresses of NS, which knows the names of the town and what the lines add.
names_at() {
    local ns=$1
    shift
    spawn "$ns" dnsmasq -k -C /dev/null -R -h -u root --pid-file= --port=53 --no-resolv --local=/test/ --local-ttl=300 \
        --host-record=$NAME,${SHOP:-$FAR_SERVER} --host-record=$API,$FAR_SERVER "$@"
    listening "$ns" 53
}

# town [link.py option...]: routed, with names at the router, which the client asks; ARP is done.
town() {
    routed "$@"
    names_at router
    resolvers client $NEAR_GATEWAY
    meet client $FAR_SERVER
}

# nginx_at NS PORT LINES: nginx with these lines in its http block.
nginx_at() {
    local dir=$WORK/nginx.$1
    mkdir -p "$WORK/www" "$dir"
    cat >"$dir.conf" <<CONF
daemon off; master_process off; pid $dir/pid; error_log $dir/error.log; user root;
events { }
http {
    access_log off; client_body_temp_path $dir/body; proxy_temp_path $dir/proxy; fastcgi_temp_path $dir/fastcgi;
    uwsgi_temp_path $dir/uwsgi; scgi_temp_path $dir/scgi; default_type text/plain; root $WORK/www; keepalive_timeout ${KEEP:-30};
    $3
}
CONF
    spawn "$1" nginx -p "$dir" -c "$dir.conf" -e "$dir/error.log"
    listening "$1" "$2"
}

# shop [LINES]: the shop over TLS at the far server, with pages; the lines go into nginx's server block.
shop() {
    [ -e "$WORK/server.chain" ] || certificate $NAME server
    page index.html 3000
    page cart 1200
    page list 9000
    case ${1:-} in *ssl_protocols*) ;; *) set -- "ssl_protocols TLSv1.2 TLSv1.3; ${1:-}" ;; esac
    nginx_at server 443 "server { listen ${AT:-443} ssl${H2:+ http2}; server_name $NAME; ssl_certificate $WORK/${CHAIN_FILE:-server.chain};
        ssl_certificate_key $WORK/server.key; ${1:-} }"
}

# app_at NS ADDRESS PORT: the small application of ../http.
app_at() {
    # It would look for its own name.
    mkdir -p "/etc/netns/$LAB-$1"; [ "$1" = client ] || printf 'hosts: files\n' >"/etc/netns/$LAB-$1/nsswitch.conf"
    spawn "$1" $PYTHON "$HERE/../http/app.py" web "$2" "$3" >"$WORK/app.log" 2>&1
    listening "$1" "$3"
}

# visit ARGUMENT...: curl, whatever comes of it.
visit() { in_ns client timeout "${MOST:-25}" curl -sS --cacert "$WORK/root.pem" "$@" >/dev/null 2>&1 || true; }
# nginx_at2 PORT LINES: a second server block of the far server, in an nginx of its own.
nginx_at2() { local dir=$WORK/nginx.second; mkdir -p "$dir"; sed -e "s#$WORK/nginx.server#$dir#g" -e "s#server {.*#server { listen $1; $2 }#" -e "/ssl_certificate/d" "$WORK/nginx.server.conf" >"$dir.conf"; spawn server nginx -p "$dir" -c "$dir.conf" -e "$dir/error.log"; listening server "$1"; }
# ask ARGUMENT...: curl over HTTP without TLS.
ask() { in_ns client timeout "${MOST:-25}" curl -sS "$@" >/dev/null 2>&1 || true; }

# filter NS CHAIN RULE...: rules of nftables; CHAIN is input, output, forward, prerouting or postrouting.
filter() {
    local ns=$1 chain=$2 rule
    shift 2
    in_ns "$ns" nft "add table ip $chain; add chain ip $chain c { type filter hook $chain priority 0; }"
    for rule in "$@"; do in_ns "$ns" nft "add rule ip $chain c $rule"; done
}

# users COUNT: further addresses of the client's host, 192.0.2.11 on.
users() { local i; for ((i = 1; i <= $1; i++)); do ip -n "$LAB-client" address add 192.0.2.$((10 + i))/24 dev eth0; done; }

# unbound_at NS ADDRESS LINES: a resolver that asks the far server for example.test.
unbound_at() {
    cat >"$WORK/unbound.conf" <<CONF
server:
    interface: $2
    access-control: 0.0.0.0/0 ${ACCESS:-allow}
    do-daemonize: no
    use-syslog: no
    username: ""
    chroot: ""
    pidfile: ""
    ede: yes
    qname-minimisation: no
    local-zone: "test." nodefault
    ${3:-module-config: "iterator"}
stub-zone:
    name: "example.test"
    stub-addr: $FAR_SERVER
CONF
    spawn "$1" unbound -d -c "$WORK/unbound.conf" 2>/dev/null
    listening "$1" 53
}
