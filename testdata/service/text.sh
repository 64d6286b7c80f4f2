#!/bin/bash
# Makes the captures of mail, files, caches, chat and shells with real software in network namespaces. Needs root.
#   text.sh NAME|all     one capture, named as its folder, such as healthy/imap, or every one of them
#   text.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: postfix, vsftpd, dovecot, redis-server, memcached, sshd, ssh. What plays by talk.py says so.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"
chmod 711 "$WORK"

begin() { pair; meet client $SERVER; capture server eth1 "$OUT" "${@:-tcp}"; }
python() { in_ns client python3 -c "$1" >>"$WORK/client.log" 2>&1 || true; }
# say PORT LINE...: sends lines, and waits a moment for the answer to each.
say() {
    in_ns client python3 - "$SERVER" "$@" >>"$WORK/client.log" 2>&1 <<'PY' || true
import socket, sys, time
sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for line in sys.argv[3:]:
    sock.sendall(line.encode("latin1").decode("unicode_escape").encode("latin1") + b"\r\n")
    time.sleep(0.15)
sock.close()
PY
}
# talk PORT: both ends of the dialogue on standard input, played by talk.py.
talk() {
    cat >"$WORK/talk"
    spawn server python3 "$HERE/talk.py" server $SERVER "$1" "$WORK/talk"
    listening server "$1"
    in_ns client python3 "$HERE/talk.py" client $SERVER "$1" "$WORK/talk"
    captures_end
}

mail_server() {
    mkdir -p "$WORK/postfix" "$WORK/queue" "$WORK/data"
    chown postfix "$WORK/data"
    cp /etc/postfix/master.cf "$WORK/postfix/"
    sed -i 's/^\(smtp \+inet.* \)y\( .*\)/\1n\2/; s/\([ -]\)y\( .*\)/\1n\2/' "$WORK/postfix/master.cf"
    cat >"$WORK/postfix/main.cf" <<CONF
compatibility_level = 3.6
myhostname = mx.example.org
mydestination = example.org
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
queue_directory = $WORK/queue
data_directory = $WORK/data
maillog_file = /dev/stdout
local_recipient_maps = inline:{anna=1}
local_transport = discard:
alias_maps =
message_size_limit = 20000
smtpd_peername_lookup = no
CONF
    spawn server postfix -c "$WORK/postfix" start-fg >"$WORK/postfix.log" 2>&1
    listening server 25
}
mail_ends() { captures_end; in_ns server postfix -c "$WORK/postfix" stop >/dev/null 2>&1 || true; sleep 0.5; }
# send RECIPIENT BYTES: a mail by smtplib.
send() {
    python "
import smtplib
s = smtplib.SMTP('$SERVER', 25, 'client.example.net')
try:
    s.sendmail('bert@example.net', ['$1'], 'Subject: test\r\n\r\n' + ('x' * 70 + '\r\n') * ($2 // 72 + 1))
finally:
    s.quit()"
}
# postfix takes a mail for anna.
healthy_postfix() { begin; mail_server; send anna@example.org 300; mail_ends; }
# postfix does not relay for this client.
findings_service_error-smtp-relay() { begin; mail_server; send carl@elsewhere.example 100; mail_ends; }
# postfix does not know the recipient.
findings_service_error-smtp-user() { begin; mail_server; send nobody@example.org 100; mail_ends; }
# The message is larger than postfix takes, which it says once it has it.
findings_service_error-smtp-size() {
    begin; mail_server
    say 25 'HELO client' 'MAIL FROM:<b@example.net>' 'RCPT TO:<anna@example.org>' DATA \
        "$(head -c 30000 /dev/zero | tr '\0' x | fold -w 70 | sed 's/$/\\r\\n/' | tr -d '\n')end" '.' QUIT
    mail_ends
}

ftp_server() {
    mkdir -p "$WORK/ftp/pub" "$WORK/empty"
    head -c 3000 /dev/zero | tr '\0' x >"$WORK/ftp/pub/file"
    cat >"$WORK/vsftpd.conf" <<CONF
listen=YES
listen_address=$SERVER
background=NO
anonymous_enable=YES
anon_root=$WORK/ftp
local_enable=NO
secure_chroot_dir=$WORK/empty
seccomp_sandbox=NO
connect_timeout=3
accept_timeout=3
${1:-}
CONF
    spawn server vsftpd "$WORK/vsftpd.conf" >"$WORK/vsftpd.log" 2>&1
    listening server 21
}
ftp() { python "
import ftplib
f = ftplib.FTP('$SERVER', timeout=15)
$1"; }
# vsftpd gives a list and a file to an anonymous user.
healthy_ftp() {
    begin; ftp_server
    ftp "
f.login()
f.cwd('pub')
f.nlst()
f.retrbinary('RETR file', lambda data: None)
f.quit()"
    captures_end
}
# vsftpd refuses a name and password.
findings_login_failed-ftp() { begin; ftp_server; ftp "f.login('anna', 'of-anna')"; captures_end; }
# vsftpd has no such file.
findings_service_error-ftp-file() {
    begin; ftp_server
    ftp "
f.login()
f.retrbinary('RETR pub/missing', lambda data: None)"
    captures_end
}
# In active mode, the client's firewall drops what the server opens: vsftpd gives up after 3 seconds, 425.
findings_service_error-ftp-data() {
    begin; ftp_server
    in_ns client nft -f - <<'NFT'
table ip wall {
    chain inward {
        type filter hook input priority 0
        tcp flags syn / syn,ack drop
    }
}
NFT
    ftp "
f.set_pasv(False)
f.login()
f.retrbinary('RETR pub/file', lambda data: None)"
    captures_end
}
# In passive mode, a firewall before the server lets only the control connection through: the client gives up, nobody replies.
findings_data_connection_failed() {
    begin; ftp_server
    in_ns server nft -f - <<'NFT'
table ip wall {
    chain inward {
        type filter hook input priority 0
        tcp dport 1024-65535 tcp flags syn / syn,ack drop
    }
}
NFT
    ftp "
f.timeout = 5
f.login()
f.nlst()"
    captures_end
}
# vsftpd serves one client at a time: 421 to the second.
findings_service_refused-ftp() {
    begin; ftp_server max_clients=1
    ftp "
f.login()
try:
    ftplib.FTP('$SERVER', timeout=5)
except Exception as e:
    print(e)
f.quit()"
    captures_end
}

mail_boxes() {
    mkdir -p "$WORK/mail/anna/Maildir/new" "$WORK/mail/anna/Maildir/cur" "$WORK/mail/anna/Maildir/tmp" "$WORK/run"
    printf 'From: b@example.net\r\nSubject: test\r\n\r\nHello\r\n' >"$WORK/mail/anna/Maildir/new/1.host"
    chown -R mail:mail "$WORK/mail"
    echo "anna:{PLAIN}of-anna:8:8::$WORK/mail/anna" >"$WORK/people"
    cat >"$WORK/dovecot.conf" <<CONF
base_dir = $WORK/run
state_dir = $WORK/run
protocols = imap pop3
listen = $SERVER
ssl = no
disable_plaintext_auth = no
log_path = $WORK/dovecot.log
first_valid_uid = 8
mail_location = maildir:~/Maildir
default_internal_user = dovecot
default_login_user = dovenull
passdb {
  driver = passwd-file
  args = $WORK/people
}
userdb {
  driver = passwd-file
  args = $WORK/people
}
service imap-login {
  chroot =
}
service pop3-login {
  chroot =
}
CONF
    spawn server dovecot -F -c "$WORK/dovecot.conf" >"$WORK/dovecot.out" 2>&1
    listening server 143
    listening server 110
}
imap() { python "
import imaplib
m = imaplib.IMAP4('$SERVER')
$1"; }
pop() { python "
import poplib
p = poplib.POP3('$SERVER')
$1"; }
# dovecot shows a mailbox of one mail, and appends another.
healthy_imap() {
    begin; mail_boxes
    imap "
m.login('anna', 'of-anna')
m.select('INBOX')
m.search(None, 'ALL')
m.fetch('1', '(RFC822)')
m.append('INBOX', '', None, b'Subject: x\r\n\r\n* BYE is not said here\r\n')
m.logout()"
    captures_end
}
# dovecot refuses a password.
findings_login_failed-imap() { begin; mail_boxes; imap "m.login('anna', 'of-bert')"; captures_end; }
# There is no such mail: dovecot answers BAD to its number.
findings_service_error-imap() {
    begin; mail_boxes
    imap "
m.login('anna', 'of-anna')
m.select('INBOX')
m.fetch('999', '(RFC822)')"
    captures_end
}
# dovecot gives a mail by POP3.
healthy_pop3() {
    begin; mail_boxes
    pop "
p.user('anna')
p.pass_('of-anna')
p.stat()
p.list()
p.retr(1)
p.quit()"
    captures_end
}
# dovecot refuses a password by POP3.
findings_login_failed-pop3() {
    begin; mail_boxes
    pop "
p.user('anna')
p.pass_('of-bert')"
    captures_end
}

cache() { spawn server redis-server --bind $SERVER --protected-mode no --save '' --dir "$WORK" "$@" >"$WORK/redis.log"; listening server 6379; }
redis() { in_ns client redis-cli -h $SERVER "$@" >>"$WORK/client.log" 2>&1 || true; }
# each COMMAND...: one connection for each; a session of redis-cli would load the documentation of all commands.
each() { local command; for command in "$@"; do redis $command; done; }
# Redis keeps a few keys, and a client waits for a list in vain.
healthy_redis() {
    begin; cache
    each 'SET a 1' 'GET a' 'GET none' 'LPUSH l x y' 'LRANGE l 0 -1' 'HSET h f v' 'HGETALL h' 'BLPOP none 2'
    captures_end
}
# Redis wants a password that the client does not give: NOAUTH.
findings_service_error-redis-noauth() { begin; cache --requirepass of-redis; each 'GET a' 'SET a 1'; captures_end; }
# Redis refuses a password.
findings_login_failed-redis() { begin; cache --requirepass of-redis; redis --no-auth-warning -a wrong GET a; captures_end; }
# Redis has no memory left for keys, while reading goes on: OOM.
findings_service_error-redis-memory() {
    begin; cache --maxmemory 1 --maxmemory-policy noeviction
    each 'GET a' 'SET a 1' 'SET b 2' 'GET b'
    captures_end
}
# Redis serves one client at most.
findings_service_refused-redis() {
    begin; cache --maxclients 1
    in_ns client redis-cli -h $SERVER -r 1 BLPOP none 2 >/dev/null 2>&1 &
    sleep 0.5
    redis PING
    wait $!
    captures_end
}

# memcached keeps a few values.
healthy_memcached() {
    begin
    spawn server memcached -u nobody -l $SERVER -p 11211 -U 0
    listening server 11211
    say 11211 'set a 0 0 5\r\nhello' 'get a' 'get none' 'delete none' 'incr n 1' 'stats' 'version' 'quit'
    captures_end
}
# A value is larger than memcached keeps.
findings_service_error-memcached() {
    begin
    spawn server memcached -u nobody -l $SERVER -p 11211 -U 0 -I 1k -o slab_chunk_max=512
    listening server 11211
    say 11211 'get a' "set a 0 0 4000\r\n$(head -c 4000 /dev/zero | tr '\0' x)" 'quit'
    captures_end
}

shell() {
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f "$WORK/host"
    # shellcheck disable=SC2086
    spawn server /usr/sbin/sshd -D -e -h "$WORK/host" -o ListenAddress=$SERVER -o PidFile=none -o UsePAM=no $1 >"$WORK/sshd.log" 2>&1
    listening server 22
}
ssh_to() {
    in_ns client ssh -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o ConnectTimeout=5 "$@" \
        nobody@$SERVER true >>"$WORK/client.log" 2>&1 || true
}
# SSH up to its encryption; that the login then fails cannot be seen.
healthy_ssh() { begin; shell ""; ssh_to; captures_end; }
# An old client knows no method of key exchange that sshd allows.
findings_service_refused-ssh-kex() {
    begin; shell "-o KexAlgorithms=curve25519-sha256"
    ssh_to -o KexAlgorithms=diffie-hellman-group14-sha1
    captures_end
}
# sshd has too many connections that have not signed in.
findings_service_refused-ssh-full() {
    begin; shell "-o MaxStartups=1:100:1"
    in_ns client python3 -c "
import socket, time
a = socket.create_connection(('$SERVER', 22)); a.recv(100); a.sendall(b'SSH-2.0-first\r\n')
time.sleep(0.3)
b = socket.create_connection(('$SERVER', 22)); b.recv(100); b.close()
a.close()" || true
    captures_end
}

# News, played by talk.py: a group, an article, a post that is not permitted.
findings_service_error-nntp() {
    begin
    talk 119 <<'TALK'
S: 201 news.example.org NNRP ready (no posting)
C: MODE READER
S: 201 news.example.org NNRP ready (no posting)
C: GROUP misc.test
S: 211 2 1 2 misc.test
C: ARTICLE 1
S: 220 1 <a@example.org>\r\nSubject: x\r\n\r\n440 is not a reply here\r\n.
C: ARTICLE 9
S: 423 No such article number 9
C: POST
S: 440 Posting not permitted
C: QUIT
S: 205 Bye!
TALK
}
# News, played by talk.py, for a reader who signs in.
healthy_nntp() {
    begin
    talk 119 <<'TALK'
S: 200 news.example.org NNRP ready
C: AUTHINFO USER anna
S: 381 Enter password
C: AUTHINFO PASS of-anna
S: 281 Authentication succeeded
C: GROUP misc.test
S: 211 2 1 2 misc.test
C: OVER 1-2
S: 224 Overview\r\n1\tx\tb\r\n2\ty\tb\r\n.
C: QUIT
S: 205 Bye!
TALK
}
# Chat, played by talk.py: the server wants a password for all who come.
findings_login_failed-irc() {
    begin
    talk 6667 <<'TALK'
C: PASS guess
C: NICK anna
C: USER anna 0 * :Anna
S: :irc.example.org 464 anna :Password incorrect
S: ERROR :Closing link: (anna@192.0.2.10) [Bad password]
S! close
TALK
}
# Chat, played by talk.py.
healthy_irc() {
    begin
    talk 6667 <<'TALK'
S: :irc.example.org NOTICE * :*** Looking up your hostname
C: NICK anna
C: USER anna 0 * :Anna
S: :irc.example.org 433 * anna :Nickname is already in use
C: NICK anna2
S: :irc.example.org 001 anna2 :Welcome
C: JOIN #test
S: :anna2!anna@192.0.2.10 JOIN #test
C: PING x
S: :irc.example.org PONG irc.example.org :x
C: QUIT :bye
S: ERROR :Closing link
TALK
}
# A camera, played by talk.py, knows no such stream.
findings_service_error-rtsp() {
    begin
    talk 554 <<'TALK'
C: OPTIONS rtsp://192.0.2.80/live RTSP/1.0\r\nCSeq: 1\r\n
S: RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n
C: DESCRIBE rtsp://192.0.2.80/live RTSP/1.0\r\nCSeq: 2\r\n
S: RTSP/1.0 404 Stream Not Found\r\nCSeq: 2\r\n
TALK
}

. "$HERE/../tools/scenarios.sh"
