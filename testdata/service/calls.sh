#!/bin/bash
# Makes the captures of DCE RPC and iSCSI with real software in network namespaces. Needs root.
#   calls.sh NAME|all     one capture, named as its folder, such as healthy/dcerpc, or every one of them
#   calls.sh --list       what there is
# Needs beside the tools of ../tools/net.sh: samba (smbd, samba-dcerpcd, pdbedit), python3-impacket, tgt, iscsi-ls and iscsi-inq (libiscsi-bin).

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# rpc_server: Samba's endpoint mapper and its services over TCP, for alice.
rpc_server() {
    mkdir -p "$WORK/samba/private" "$WORK/samba/rpc" "/etc/netns/$LAB-server"
    { cat /etc/passwd; echo "alice:x:7001:65534::/nonexistent:/bin/false"; } >"/etc/netns/$LAB-server/passwd"
    chmod 755 "$WORK"
    cat >"$WORK/smb.conf" <<CONF
[global]
workgroup = EXAMPLE
server role = standalone server
disable netbios = yes
smb ports = 445
load printers = no
printcap name = /dev/null
rpc start on demand helpers = no
private dir = $WORK/samba/private
lock directory = $WORK/samba
state directory = $WORK/samba
cache directory = $WORK/samba
pid directory = $WORK/samba
ncalrpc dir = $WORK/samba/rpc
log file = $WORK/samba/log
CONF
    printf 'wonderland\nwonderland\n' | in_ns server pdbedit -s "$WORK/smb.conf" -a -t -u alice >/dev/null 2>&1
    spawn server /usr/libexec/samba/samba-dcerpcd -F --no-process-group --libexec-rpcds -s "$WORK/smb.conf" </dev/null >/dev/null 2>&1
    listening server 135
    sleep 1
}
rpc() { in_ns client /usr/bin/python3 "$HERE/rpc.py" $SERVER "$@" >"$WORK/rpc.log" 2>&1; cat "$WORK/rpc.log" >&2; }
calls() { pair; rpc_server; capture client eth0 "$OUT" tcp; rpc "$@"; captures_end; }

# A client asks where the local security authority is.
healthy_dcerpc() { calls map map; }

# Samba lets nobody open the policy of its security authority over TCP.
findings_service_error-dcerpc-access-denied() { calls lsa; }

# The endpoint mapper knows nobody of that interface: error 1753 to users of Windows.
findings_service_error-dcerpc-not-registered() { calls map unknown-map unknown-map; }

# A port whose server does not have the interface.
findings_service_error-dcerpc-interface() { calls bind bind; }

# A server without the operation asked for.
findings_service_error-dcerpc-operation() { calls range; }

# A wrong password.
findings_login_failed-dcerpc() { calls password; }

# target: tgtd with one disk for anna, whose secret is "wonderland12".
TARGET=iqn.2026-01.test.example:disk
target() {
    pair
    mkdir -p /var/run/tgtd
    spawn server tgtd -f -C 77 --iscsi portal=$SERVER:3260 >/dev/null 2>&1
    TGTD=$SPAWNED
    listening server 3260
    truncate -s 1M "$WORK/disk"
    admin --op new --mode target --tid 1 -T $TARGET
    admin --op new --mode logicalunit --tid 1 --lun 1 -b "$WORK/disk"
    admin --op bind --mode target --tid 1 -I "${ALLOWED:-ALL}"
}
# A target with sessions takes no notice of a gentle end.
done_with_target() { captures_end; kill -9 "$TGTD"; }
admin() { in_ns server tgtadm -C 77 --lld iscsi "$@"; }
account() { admin --op new --mode account --user anna --password wonderland12; admin --op bind --mode account --tid 1 --user anna; }
disk() { in_ns client timeout 20 iscsi-inq -i iqn.2026-01.test.example:client "$1" >"$WORK/inq.log" 2>&1 || true; }

# Targets are listed, and a disk says what it is.
healthy_iscsi() {
    target
    capture client eth0 "$OUT" tcp
    in_ns client timeout 20 iscsi-ls -i iqn.2026-01.test.example:client iscsi://$SERVER >/dev/null 2>&1 || true
    disk iscsi://$SERVER/$TARGET/1
    done_with_target
}

# The same disk with a name and a secret (CHAP).
healthy_iscsi-chap() {
    target
    account
    capture client eth0 "$OUT" tcp
    disk iscsi://anna%wonderland12@$SERVER/$TARGET/1
    done_with_target
}

# A wrong secret.
findings_login_failed-iscsi() {
    target
    account
    capture client eth0 "$OUT" tcp
    disk iscsi://anna%yesterday123@$SERVER/$TARGET/1
    done_with_target
}

# A target that is not there.
findings_service_error-iscsi-not-found() {
    target
    capture client eth0 "$OUT" tcp
    disk iscsi://$SERVER/iqn.2026-01.test.example:another/1
    done_with_target
}

# The target serves another initiator only; tgt says that it is not there.
findings_service_error-iscsi-hidden() {
    ALLOWED=192.0.2.99 target
    capture client eth0 "$OUT" tcp
    disk iscsi://$SERVER/$TARGET/1
    done_with_target
}

. "$HERE/../tools/scenarios.sh"
