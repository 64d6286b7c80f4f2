# Healthy: nothing is wrong, and nothing is to be said.

# Three visits over TLS 1.3, each with its own name resolution.
healthy_visits() {
    town; shop
    capture client eth0 "$OUT"
    for i in 1 2 3; do visit $URL/ $URL/cart; done
    captures_end
}
# HTTP/2 over TLS 1.2, several pages over one connection.
healthy_http2() {
    town; H2=1 shop 'ssl_protocols TLSv1.2;'
    capture client eth0 "$OUT"
    visit --http2 $URL/ $URL/cart $URL/list
    captures_end
}
# A name with both kinds of addresses, IPv6 works and is used.
healthy_ipv6_first() {
    town; kill "$SPAWNED"; wait "$SPAWNED" 2>/dev/null || true
    SHOP=$FAR_SERVER,2001:db8:2::80 names_at router
    configure client eth0 "$(mac 1 1)" $CLIENT6/64; configure router near "$(mac 1 2)" 2001:db8:1::1/64
    configure router far "$(mac 2 1)" 2001:db8:2::1/64; configure server eth1 "$(mac 2 2)" 2001:db8:2::80/64
    ip -n "$LAB-client" -6 route add default via 2001:db8:1::1; ip -n "$LAB-server" -6 route add default via 2001:db8:2::1
    in_ns router sysctl -qw net.ipv6.conf.all.forwarding=1
    AT='[::]:443' shop
    capture client eth0 "$OUT"
    for i in 1 2; do visit $URL/; done
    captures_end
}
# An application behind nginx, captured on both sides of it.
healthy_gateway() {
    gateway 'location / { proxy_pass http://198.51.100.80:8081; }'
    app_at server $FAR_SERVER 8081
    for i in 1 2 3; do ask http://$NAME/page/$i http://$NAME/page; done
    gateway_end
}
# A download over 40 ms that uses what the link of 8 Mbit/s has.
healthy_download() {
    town --ba delay=20ms,rate=8m --ab delay=20ms; page big 180000; nginx_at server 80 'server { listen 80; }'
    capture client eth0 "$OUT" -s 120
    ask http://$NAME/big
    captures_end
}
# A form is sent, a page is gone, a login is needed: an ordinary day of a web server.
healthy_ordinary_web() {
    town; page form 3000; app_at server $FAR_SERVER 8080
    nginx_at server 80 'server { listen 80; location = /old { return 301 /new; } location /none { return 404; } location / { return 200 "ok\n"; } }'
    capture client eth0 "$OUT"
    ask -L http://$NAME/old http://$NAME/none http://$NAME/page; ask --data-binary "@$WORK/www/form" http://$API:8080/page/form
    captures_end
}
# A host gets an address, resolves a name, asks for a page, and gives its address back.
healthy_boot() {
    town; shop
    ip -n "$LAB-client" address flush dev eth0
    spawn router dnsmasq -k -C /dev/null -p 0 -u root --pid-file= --dhcp-leasefile="$WORK/leases" --leasefile-ro --no-ping \
        --dhcp-range=192.0.2.50,192.0.2.60,255.255.255.0,1h --dhcp-option=6,$NEAR_GATEWAY 2>/dev/null
    listening router 67
    printf '#!/bin/sh\ncase $1 in bound) ip address replace "$ip/24" dev "$interface"; ip route replace default via %s ;; esac\n' $NEAR_GATEWAY >"$WORK/set"
    chmod +x "$WORK/set"
    capture client eth0 "$OUT"
    in_ns client udhcpc -f -R -i eth0 -s "$WORK/set" -n -q >/dev/null 2>&1
    visit $URL/
    in_ns client ping -qc 3 -i 0.3 $FAR_SERVER >/dev/null
    captures_end
}
# A connection of a pool: short requests with pauses of seconds, kept alive, closed in order.
healthy_pool() {
    town; serve server $FAR_SERVER 5432 6x:recv=120/send=900 recv-eof shut
    capture client eth0 "$OUT"
    peer client connect $FAR_SERVER 5432 keepalive=4:4:3 3x:send=120/recv=900/sleep=0.2 sleep=12 3x:send=120/recv=900 shut recv-eof
    captures_end
}
# A call with speech in both directions.
healthy_call() {
    town; fill answer slow=20 ringing=300 formats=8; callee answer -rtp_echo
    capture client eth0 "$OUT" udp
    calls caller 1500 $CLIENT
    captures_end
}
# A WebSocket with messages and a pause, closed by both.
healthy_websocket() {
    town; spawn server $PYTHON "$HERE/../http/app.py" echo $FAR_SERVER 80 >/dev/null 2>&1; listening server 80
    capture client eth0 "$OUT"
    in_ns client $PYTHON "$HERE/../http/app.py" talk ws://$NAME/chat hello ping sleep=3 again close >/dev/null 2>&1 || true
    captures_end
}
# A tunnel through the company's proxy to the shop, with TLS inside.
healthy_proxy() {
    town; shop
    printf 'Port 8888\nTimeout 30\nLogLevel Error\nMaxClients 10\nAllow 0.0.0.0/0\n' >"$WORK/tinyproxy.conf"
    resolvers router $NEAR_GATEWAY
    spawn router tinyproxy -d -c "$WORK/tinyproxy.conf" >/dev/null 2>&1; listening router 8888
    capture client eth0 "$OUT"
    for i in 1 2; do visit -x http://$NEAR_GATEWAY:8888 $URL/; done
    captures_end
}
# A session that is taken up again, TLS 1.2 and 1.3.
healthy_resumption() {
    town; shop
    capture client eth0 "$OUT"
    for version in -tls1_2 -tls1_3; do
        for way in -sess_out -sess_in; do
            printf 'GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n' | in_ns client timeout 10 openssl s_client -quiet -CAfile "$WORK/root.pem" -servername $NAME \
                $version $way "$WORK/session$version" -connect $FAR_SERVER:443 >/dev/null 2>&1 || true
        done
    done
    captures_end
}
