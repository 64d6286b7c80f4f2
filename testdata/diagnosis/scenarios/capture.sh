# Capture: the traffic is well, the capture is not. Nobody else is to blame.

# well NS DEVICE [ARGUMENT...]: three visits, captured as the arguments say.
well() {
    town; shop; page big 40000
    capture "$1" "$2" "$OUT" "${@:3}"
    visit $URL/ $URL/cart; visit $URL/big; visit $URL/list
    captures_end
}
# The mirror port copies one direction only.
faults_capture_one_direction() { cause one_sided capture; well client eth0 src host $CLIENT or port 53 or arp; }
# The capture starts in the middle of a long download and ends before it does.
faults_capture_mid_stream() {
    cause starts_mid_stream capture
    town --ba rate=3m,delay=5ms --ab delay=5ms; page big 400000; nginx_at server 80 'server { listen 80; }'
    spawn client curl -s -o /dev/null http://$NAME/big
    sleep 0.5
    capture client eth0 "$OUT" -c 120 -s 120
    sleep 0.9
    CAPTURES=()
}
# The capturing host was too slow and dropped frames; the connections lost nothing.
faults_capture_drops() {
    cause capture_missed_packets capture
    well client eth0
    local frames
    frames=$(tshark -r "$OUT" -Y 'tcp.len > 1000' -T fields -e frame.number 2>/dev/null | awk 'NR % 4 == 3')
    # shellcheck disable=SC2086
    editcap -F pcap "$OUT" "$OUT.cut" $frames; mv "$OUT.cut" "$OUT"
}
# The capture keeps 68 bytes of each frame.
faults_capture_snapped() { cause snaplen_truncated capture; well client eth0 -s 68; }
# Both interfaces of the router were captured: each packet is there twice.
faults_capture_twice() {
    cause duplicate_frames capture
    town; shop
    capture router near "$OUT.near"; capture router far "$OUT.far"
    visit $URL/ $URL/cart; visit $URL/list
    captures_end
    mergecap -F pcap -w "$OUT" "$OUT.near" "$OUT.far"
}
# The disk was full: the file ends within a frame.
faults_capture_cut() { cause file_truncated capture; well client eth0; truncate -s -77 "$OUT"; }
