#!/bin/bash
# Makes the captures of file services (SMB, NFS, TFTP, iSCSI) with real software in network namespaces. Needs root.
#   file.sh NAME|all     one capture, named as its folder, such as healthy/smb, or every one of them
#   file.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: smbd, pdbedit, smbclient, ganesha.nfsd, rpcbind, rpcinfo, nfs-ls, nfs-cat (libnfs),
# in.tftpd, tftp, tgtd, tgtadm, iscsiadm.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# samba [GLOBAL LINE...]: smbd with alice's share "public", where "locked" is not for her.
samba() {
    mkdir -p "$WORK/samba/private" "$WORK/share/locked" "$WORK/share/drop" "/etc/netns/$LAB-server"
    { cat /etc/passwd; echo "alice:x:7001:65534::/nonexistent:/bin/false"; } >"/etc/netns/$LAB-server/passwd"
    echo "hello from the share" >"$WORK/share/hello.txt"
    chmod 755 "$WORK" "$WORK/share"
    chmod 700 "$WORK/share/locked"
    chmod 777 "$WORK/share/drop"
    { cat <<CONF; printf '%s\n' "$@"; cat <<CONF; } >"$WORK/smb.conf"
[global]
workgroup = EXAMPLE
server role = standalone server
disable netbios = yes
smb ports = 445
load printers = no
printcap name = /dev/null
private dir = $WORK/samba/private
lock directory = $WORK/samba
state directory = $WORK/samba
cache directory = $WORK/samba
pid directory = $WORK/samba
ncalrpc dir = $WORK/samba/rpc
log file = $WORK/samba/log
CONF
[public]
path = $WORK/share
read only = no
CONF
    printf 'wonderland\nwonderland\n' | in_ns server pdbedit -s "$WORK/smb.conf" -a -t -u alice >/dev/null 2>&1
    spawn server smbd -F --no-process-group -s "$WORK/smb.conf" </dev/null >/dev/null 2>&1
    listening server 445
}

share() { # SHARE PASSWORD COMMANDS [option...]
    local name=$1 password=$2 commands=$3
    shift 3
    in_ns client smbclient "//$SERVER/$name" -U "alice%$password" -c "$commands" "$@" >/dev/null 2>&1 || true
}

# A file is read and another written.
healthy_smb() {
    pair
    samba
    capture client eth0 "$OUT"
    share public wonderland "get hello.txt /dev/null; put /etc/hostname drop/there.txt"
    captures_end
}

# The same with encryption: what is done cannot be read.
healthy_smb-encrypted() {
    pair
    samba "server smb encrypt = required"
    capture client eth0 "$OUT"
    share public wonderland "get hello.txt /dev/null" --client-protection=encrypt
    captures_end
}

# A wrong password, twice.
findings_login_failed-smb() {
    pair
    samba
    capture client eth0 "$OUT"
    share public yesterday ls
    share public yesterday ls
    captures_end
}

# A folder that the user may not open, and a file that is not there.
findings_service_error-smb-access-denied() {
    pair
    samba
    capture client eth0 "$OUT"
    share public wonderland "put /etc/hostname locked/a.txt; put /etc/hostname locked/b.txt; get missing.txt /dev/null"
    captures_end
}

# A share that was renamed.
findings_service_error-smb-bad-network-name() {
    pair
    samba
    capture client eth0 "$OUT"
    share archive wonderland ls
    captures_end
}

# An old client that speaks SMB1 only, to a server that refuses it.
findings_service_refused-smb1() {
    pair
    samba
    capture client eth0 "$OUT"
    share public wonderland ls -m NT1 --option="client min protocol=CORE"
    captures_end
}

# Both speak SMB 1 only: named, not blamed.
healthy_smb1() {
    pair
    samba "server min protocol = NT1" "server max protocol = NT1"
    capture client eth0 "$OUT"
    share public wonderland ls -m NT1 --option="client min protocol=CORE"
    captures_end
}

# nfs [EXPORT LINE]: ganesha exports /data, beside rpcbind.
nfs() {
    mkdir -p "$WORK/ganesha" /run/rpcbind
    cat >"$WORK/ganesha.conf" <<CONF
NFS_CORE_PARAM {
    Protocols = 3, 4;
    mount_path_pseudo = true;
    Enable_NLM = false;
    Enable_RQUOTA = false;
    Bind_addr = $SERVER;
}
NFSV4 { Graceless = true; Grace_Period = 0; RecoveryRoot = $WORK/ganesha; }
EXPORT {
    Export_Id = 7;
    Path = /data;
    Pseudo = /data;
    Squash = No_Root_Squash;
    SecType = sys;
    ${1:-Access_Type = RW;}
    FSAL { Name = MEM; }
}
CONF
    spawn server rpcbind -f -w
    sleep 0.5
    spawn server ganesha.nfsd -F -f "$WORK/ganesha.conf" -L "$WORK/ganesha.log" -p "$WORK/ganesha.pid" >/dev/null
    listening server 2049
    sleep 1
}

# A file is written, listed and read over NFS 3, then over NFS 4.
healthy_nfs() {
    pair
    nfs
    echo "hello over NFS" >"$WORK/hello"
    capture client eth0 "$OUT"
    in_ns client nfs-cp "$WORK/hello" "nfs://$SERVER/data/hello" >/dev/null
    in_ns client nfs-ls "nfs://$SERVER/data" >/dev/null
    in_ns client nfs-cat "nfs://$SERVER/data/hello?version=4" >/dev/null
    captures_end
}

# A directory that is not exported: mount is refused.
findings_service_error-mount() {
    pair
    nfs
    capture client eth0 "$OUT"
    in_ns client nfs-ls "nfs://$SERVER/archive" >/dev/null 2>&1 || true
    in_ns client nfs-ls "nfs://$SERVER/archive" >/dev/null 2>&1 || true
    captures_end
}

# A file is written to an export that may only be read, then one is read that is not there.
findings_service_error-nfs() {
    pair
    nfs "Access_Type = RO;"
    echo x >"$WORK/hello"
    capture client eth0 "$OUT"
    in_ns client nfs-cp "$WORK/hello" "nfs://$SERVER/data/hello" >/dev/null 2>&1 || true
    in_ns client nfs-cat "nfs://$SERVER/data/missing" >/dev/null 2>&1 || true
    captures_end
}

# The portmapper runs, the service that is asked for does not.
findings_service_error-portmapper() {
    pair
    mkdir -p /run/rpcbind
    spawn server rpcbind -f -w
    listening server 111
    capture client eth0 "$OUT"
    in_ns client rpcinfo -T udp $SERVER 100003 3 >/dev/null 2>&1 || true
    in_ns client nfs-ls "nfs://$SERVER/data" >/dev/null 2>&1 || true
    captures_end
}

tftp_server() {
    mkdir -p "$WORK/tftp"
    chmod 755 "$WORK" "$WORK/tftp"
    head -c 1500 /dev/zero >"$WORK/tftp/boot.img"
    echo secret >"$WORK/tftp/locked.cfg"
    chmod 644 "$WORK/tftp/boot.img"
    chmod 600 "$WORK/tftp/locked.cfg"
    spawn server in.tftpd -L -a $SERVER:69 -s "$WORK/tftp"
    listening server 69
}

fetch() { in_ns client tftp -m binary $SERVER -c get "$1" /dev/null >/dev/null 2>&1 || true; }

# A boot file is read.
healthy_tftp() {
    pair
    tftp_server
    capture client eth0 "$OUT"
    fetch boot.img
    captures_end
}

# A phone asks for a configuration that is not there, then for one that it may not read.
findings_service_error-tftp() {
    pair
    tftp_server
    capture client eth0 "$OUT"
    fetch phone-0200.cfg
    fetch phone-0200.cfg
    fetch locked.cfg
    captures_end
}

. "$HERE/../tools/scenarios.sh"
