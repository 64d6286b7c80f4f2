#!/bin/bash
# Makes the captures of this directory in network namespaces, with the programs that README.md names for each or, where there are none
# or they do not fail on demand, with the two ends of talk.py. Needs root on Linux, what ../tools needs, and Debian's postfix, vsftpd,
# dovecot, redis-server, memcached, mariadb-server, postgresql, mosquitto.
#   make.sh NAME|all     one capture, such as findings/service_error, or every one of them
#   make.sh --list       what there is, with what happens in it

HERE=$(cd "$(dirname "$0")" && pwd)

# begin [FILTER...]: client and server on one network, captured at the server.
begin() { pair; meet client $SERVER; capture server eth1 "$OUT" "${@:-tcp}"; }
# talk PORT: both ends of the conversation on standard input.
talk() {
    cat >"$WORK/talk"
    spawn server python3 "$HERE/talk.py" server $SERVER "$1" "$WORK/talk" "${@:2}"
    listening server "$1"
    in_ns client python3 "$HERE/talk.py" client $SERVER "$1" "$WORK/talk" "${@:2}"
    captures_end
}

# ask PORT: the client alone, over UDP.
ask() { cat >"$WORK/talk"; in_ns client python3 "$HERE/talk.py" client $SERVER "$1" "$WORK/talk" --udp; }

# A mail server does not relay for this client: 550 5.7.1 to each recipient.
findings_service_error() {
    begin
    talk 25 <<'TALK'
S: 220 mx.example.org ESMTP ready
C: EHLO mail.example.net
S: 250-mx.example.org\r\n250-SIZE 10240000\r\n250 ENHANCEDSTATUSCODES
C: MAIL FROM:<anna@example.net>
S: 250 2.1.0 Ok
C: RCPT TO:<bert@elsewhere.example>
S: 550 5.7.1 <bert@elsewhere.example>: Relaying denied
C: RCPT TO:<carl@elsewhere.example>
S: 550 5.7.1 <carl@elsewhere.example>: Relaying denied
C: QUIT
S: 221 2.0.0 Bye
TALK
}
# A mail server knows the client's address and does not serve it: 554 in place of a greeting.
findings_service_refused() {
    begin
    talk 25 <<'TALK'
S: 554 5.7.1 No SMTP service here for 192.0.2.10, see http://blocklist.example/
C: QUIT
S: 221 2.0.0 Bye
--
S: 554 5.7.1 No SMTP service here for 192.0.2.10, see http://blocklist.example/
C: QUIT
S: 221 2.0.0 Bye
TALK
}
# A mail client signs in with a wrong password, twice.
findings_login_failed() {
    begin
    talk 587 <<'TALK'
S: 220 mail.example.org ESMTP
C: EHLO laptop
S: 250-mail.example.org\r\n250 AUTH PLAIN LOGIN
C: AUTH PLAIN AGFubmEAd3JvbmctcGFzc3dvcmQ=
S~ 0.2
S: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5uYQ==
S: 334 UGFzc3dvcmQ6
C: d3JvbmctcGFzc3dvcmQ=
S~ 0.2
S: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
C: QUIT
S: 221 2.0.0 Bye
TALK
}
# The greeting takes 5 seconds, as the server looks up the client's name in vain; then all goes well.
findings_service_slow() {
    begin
    talk 25 <<'TALK'
S~ 5
S: 220 mx.example.org ESMTP ready
C: EHLO mail.example.net
S: 250-mx.example.org\r\n250 8BITMIME
C: MAIL FROM:<anna@example.net>
S: 250 2.1.0 Ok
C: RCPT TO:<bert@example.org>
S: 250 2.1.5 Ok
C: DATA
S: 354 End data with <CR><LF>.<CR><LF>
C: Subject: test\r\n\r\nHello\r\n.
S: 250 2.0.0 Ok: queued
C: QUIT
S: 221 2.0.0 Bye
TALK
}
# Time is asked for at a host where nobody answers: five requests in eight seconds.
findings_service_unanswered() {
    pair; meet client $SERVER; capture server eth1 "$OUT" udp
    in_ns server nft -f - <<'NFT'
table ip quiet {
    chain inward {
        type filter hook input priority 0
        udp dport 123 drop
    }
}
NFT
    ask 123 <<'TALK'
CX: 23000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 e1b2c3d4 10000001
C~ 2
CX: 23000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 e1b2c3d6 10000002
C~ 2
CX: 23000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 e1b2c3d8 10000003
C~ 4
CX: 23000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 e1b2c3dc 10000004
TALK
    captures_end
}
# A mail with two recipients is taken.
healthy_smtp() {
    begin
    talk 25 <<'TALK'
S: 220 mx.example.org ESMTP ready
C: EHLO mail.example.net
S: 250-mx.example.org\r\n250-PIPELINING\r\n250 8BITMIME
C: MAIL FROM:<anna@example.net>\r\nRCPT TO:<bert@example.org>\r\nRCPT TO:<carl@example.org>\r\nDATA
S: 250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n250 2.1.5 Ok\r\n354 End data with <CR><LF>.<CR><LF>
C: Subject: test\r\n\r\n550 is not a reply here\r\nRCPT TO:<nobody>\r\n.
S: 250 2.0.0 Ok: queued
C: QUIT
S: 221 2.0.0 Bye
TALK
}

# A router asks TACACS+ for a login in clear, which fails; made by hand, as Debian has no server.
findings_login_failed-tacacs() {
    begin
    talk 49 <<'TALK'
CX: c0010101 0a0b0c0d 00000012 01010201 04000006 616e6e61 68696464656e
SX: c0010201 0a0b0c0d 0000000d 0200 0007 0000 6e6f2077617921
TALK
}
# The server knows another key or not this router, and closes at once.
findings_service_unanswered-tacacs() {
    begin
    talk 49 <<'TALK'
CX: c0010100 0a0b0c0d 00000010 5a11223344556677 8899aabbccddeeff
S! close
--
CX: c0010100 0a0b0c0e 00000010 6b11223344556677 8899aabbccddeeff
S! close
TALK
}
# A login and what may be done then, obfuscated.
healthy_tacacs() {
    begin
    talk 49 <<'TALK'
CX: c0010100 0a0b0c0d 00000010 5a11223344556677 8899aabbccddeeff
SX: c0010200 0a0b0c0d 00000006 112233445566
CX: c0010300 0a0b0c0d 00000008 1122334455667788
SX: c0010400 0a0b0c0d 00000006 665544332211
TALK
}

. "$HERE/../tools/scenarios.sh"
