#!/bin/bash
# Makes the captures of this directory: whole stories, in which one layer is at fault and others show symptoms, told by real
# resolvers, servers and clients in network namespaces. Needs root on Linux, what ../tools needs, and dnsmasq, unbound, bind9, nginx,
# haproxy, tinyproxy, curl, openssl, sip-tester, udhcpc and perfdhcp for the scenarios that use them.
#   make.sh NAME|all     one capture, such as faults/first_resolver_dead, or every one of them
#   make.sh --list       what there is, with what happens in it
# Beside each capture, cause.properties says what is wrong in it: the code of the cause, or the codes that name it, who has to act,
# and what was done. The functions are in scenarios/.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"
. "$HERE/../tools/certificates.sh"
for part in common resolver connect path tls http voice capture healthy; do . "$HERE/scenarios/$part.sh"; done

# cause CODE[,CODE] WHO[,WHO]: what is wrong; called by the scenario.
cause() { CODE=$1 WHO=$2; }

told() { grep -hB1 "^${1/\//_}() {" "$HERE"/scenarios/*.sh | sed -n '1s/^# //p'; }
list() { sed -n 's/^\(healthy\|faults\)_\([a-z0-9_]*\)() {.*/\1\/\2/p' "$HERE"/scenarios/*.sh; }

make() {
    list | grep -qx -- "$1" || fail "no such scenario: $1"
    OUT=$WORK/capture
    CODE="" WHO=""
    "${1/\//_}"
    mkdir -p "$HERE/$1"
    mv "$OUT" "$HERE/$1/capture.pcap"
    chmod 644 "$HERE/$1/capture.pcap"
    printf 'code=%s\nwho=%s\nstory=%s\n' "$CODE" "$WHO" "$(told "$1")" >"$HERE/$1/cause.properties"
    echo "$1: $(tshark -r "$HERE/$1/capture.pcap" 2>/dev/null | wc -l) frames, $(stat -c %s "$HERE/$1/capture.pcap") bytes"
}

case ${1:-} in
    "" | --help) sed -n '2,9s/^# //p' "$0" ;;
    --list) list | while read -r name; do printf '%-36s %s\n' "$name" "$(told "$name")"; done ;;
    all) list | while read -r name; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
