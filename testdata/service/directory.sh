#!/bin/bash
# Makes the captures of directories and sign-in (LDAP, Kerberos, RADIUS) with real software in network namespaces. Needs root.
#   directory.sh NAME|all     one capture, named as its folder, such as healthy/ldap, or every one of them
#   directory.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: slapd, ldapsearch, krb5kdc, kadmin.local, kinit, kvno, faketime, freeradius, radclient.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# ldap_server: slapd for dc=example,dc=test with two people. May examine as many entries for a search as the argument says.
ldap_server() {
    mkdir -p "$WORK/ldap"
    cat >"$WORK/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile $WORK/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
sizelimit size.unchecked=${1:-unlimited}
database mdb
suffix dc=example,dc=test
rootdn cn=admin,dc=example,dc=test
rootpw of-the-admin
directory $WORK/ldap
access to attrs=userPassword by anonymous auth by * none
access to * by * read
CONF
    slapadd -q -f "$WORK/slapd.conf" -b dc=example,dc=test <<'LDIF'
dn: dc=example,dc=test
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,dc=example,dc=test
objectClass: organizationalUnit
ou: people

dn: uid=alice,ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: alice
cn: Alice Example
sn: Example
mail: alice@example.test
userPassword: wonderland

dn: uid=bob,ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: bob
cn: Bob Example
sn: Example
mail: bob@example.test
userPassword: builder
LDIF
    spawn server slapd -f "$WORK/slapd.conf" -h "ldap://$SERVER" -d 0
    listening server 389
}

search() { in_ns client ldapsearch -LLL -x -H "ldap://$SERVER" "$@" >/dev/null 2>&1 || true; }

# Two searches and a login that succeed.
healthy_ldap() {
    pair
    ldap_server
    capture client eth0 "$OUT"
    search -b dc=example,dc=test '(mail=alice@example.test)'
    search -D uid=alice,ou=people,dc=example,dc=test -w wonderland -b ou=people,dc=example,dc=test '(sn=Example)' mail
    captures_end
}

# A service logs in with a password that was changed, three times.
findings_login_failed-ldap() {
    pair
    ldap_server
    capture client eth0 "$OUT"
    for _ in 1 2 3; do
        search -D uid=alice,ou=people,dc=example,dc=test -w yesterday -b dc=example,dc=test '(uid=bob)'
        sleep 0.3
    done
    captures_end
}

# A client searches below an organizational unit that is not there.
findings_service_error-ldap-no-such-object() {
    pair
    ldap_server
    capture client eth0 "$OUT"
    search -b ou=staff,dc=example,dc=test '(uid=alice)'
    search -b ou=staff,dc=example,dc=test '(uid=bob)'
    captures_end
}

# A user without the right changes another's entry.
findings_service_error-ldap-insufficient-access() {
    pair
    ldap_server
    capture client eth0 "$OUT"
    in_ns client ldapmodify -x -H "ldap://$SERVER" -D uid=bob,ou=people,dc=example,dc=test -w builder >/dev/null 2>&1 <<'LDIF' || true
dn: uid=alice,ou=people,dc=example,dc=test
changetype: modify
replace: mail
mail: bob@example.test
LDIF
    captures_end
}

# An unindexed search goes beyond what the server examines for one.
findings_service_error-ldap-admin-limit() {
    pair
    ldap_server 1
    capture client eth0 "$OUT"
    for _ in 1 2; do search -b dc=example,dc=test '(sn=Example)'; done
    captures_end
}

# The server's host is so busy that each search takes 2.5 s.
findings_service_slow-ldap() {
    pair
    ldap_server
    local server=$SPAWNED
    capture client eth0 "$OUT"
    for _ in 1 2 3; do
        kill -STOP "$server"
        search -b dc=example,dc=test '(uid=alice)' &
        sleep 2.5
        kill -CONT "$server"
        wait $!
    done
    captures_end
}

# kerberos [KDCDEFAULTS LINE]: a KDC for EXAMPLE.TEST with alice and the service host/files.example.test.
kerberos() {
    mkdir -p "$WORK/krb5"
    cat >"$WORK/krb5.conf" <<CONF
[libdefaults]
default_realm = EXAMPLE.TEST
dns_lookup_kdc = false
dns_canonicalize_hostname = false
rdns = false
kdc_timesync = 0
[realms]
EXAMPLE.TEST = {
    kdc = $SERVER
}
CONF
    cat >"$WORK/kdc.conf" <<CONF
[kdcdefaults]
kdc_listen = 88
kdc_tcp_listen = 88
${1:-}
[realms]
EXAMPLE.TEST = {
    database_name = $WORK/krb5/principal
    key_stash_file = $WORK/krb5/stash
    acl_file = $WORK/krb5/acl
    default_principal_flags = +preauth
}
[logging]
kdc = FILE:$WORK/krb5/log
CONF
    export KRB5_CONFIG=$WORK/krb5.conf KRB5_KDC_PROFILE=$WORK/kdc.conf KRB5CCNAME=FILE:$WORK/krb5/cc
    kdb5_util create -s -r EXAMPLE.TEST -P of-the-master >/dev/null 2>&1
    kadmin.local -q "addprinc -pw wonderland alice" >/dev/null 2>&1
    kadmin.local -q "addprinc -randkey host/files.example.test" >/dev/null 2>&1
    spawn server krb5kdc -n >/dev/null
    listening server 88
}

login() { in_ns client kinit "${2:-alice}" <<<"$1" >/dev/null 2>&1 || true; }

# A user logs in and gets a ticket for a service.
healthy_kerberos() {
    pair
    kerberos
    capture client eth0 "$OUT"
    login wonderland
    in_ns client kvno host/files.example.test >/dev/null
    captures_end
}

# The KDC's answers are longer than its limit for datagrams, so the client asks over TCP.
healthy_kerberos-tcp() {
    pair
    kerberos "kdc_max_dgram_reply_size = 300"
    capture client eth0 "$OUT"
    login wonderland
    captures_end
}

# A wrong password, twice.
findings_login_failed-kerberos() {
    pair
    kerberos
    capture client eth0 "$OUT"
    login yesterday
    login yesterday
    captures_end
}

# A user whom the realm does not know.
findings_login_failed-kerberos-unknown() {
    pair
    kerberos
    capture client eth0 "$OUT"
    login wonderland mallory
    captures_end
}

# A service without a principal: the ticket is refused.
findings_service_error-kerberos-unknown-service() {
    pair
    kerberos
    capture client eth0 "$OUT"
    login wonderland
    in_ns client kvno host/printer.example.test >/dev/null 2>&1 || true
    captures_end
}

# The client's clock is 20 minutes ahead of the KDC's.
findings_clock_skew-kerberos() {
    pair
    kerberos
    capture client eth0 "$OUT"
    in_ns client faketime -f +20m kinit alice <<<wonderland >/dev/null 2>&1 || true
    captures_end
}

# radius: freeradius that knows the client and the user alice.
radius() {
    cp -r /etc/freeradius/3.0 "$WORK/raddb"
    rm -f "$WORK/raddb/mods-enabled/eap" "$WORK"/raddb/sites-enabled/*
    printf 'client lab {\n ipaddr = %s\n secret = shared-by-both\n}\n' "${1:-$CLIENT}" >"$WORK/raddb/clients.conf"
    cat >"$WORK/raddb/mods-config/files/authorize" <<'CONF'
alice Cleartext-Password := "wonderland"
	Framed-IP-Address = 192.0.2.77

DEFAULT Auth-Type := Reject
	Reply-Message = "Account locked, call the help desk"
CONF
    cat >"$WORK/raddb/sites-enabled/default" <<'CONF'
server default {
    listen {
        type = auth
        ipaddr = *
        port = 1812
    }
    listen {
        type = acct
        ipaddr = *
        port = 1813
    }
    authorize {
        files
        pap
    }
    authenticate {
        Auth-Type PAP {
            pap
        }
    }
    accounting {
        ok
    }
}
CONF
    sed -i 's/^\(\s*\)user = .*/\1user = root/; s/^\(\s*\)group = .*/\1group = root/' "$WORK/raddb/radiusd.conf"
    chown -R root: "$WORK/raddb"
    mkdir -p /run/freeradius
    spawn server freeradius -f -l "$WORK/radius.log" -d "$WORK/raddb"
    listening server 1812
}

access() { # USER PASSWORD SECRET [radclient option...]
    local user=$1 password=$2 secret=$3
    shift 3
    in_ns client radclient "$@" $SERVER:1812 auth "$secret" >/dev/null 2>&1 <<ATTRIBUTES || true
User-Name = "$user", User-Password = "$password", NAS-IP-Address = $CLIENT, Message-Authenticator = 0x00
ATTRIBUTES
}

# A login and its accounting.
healthy_radius() {
    pair
    radius
    capture client eth0 "$OUT"
    access alice wonderland shared-by-both
    in_ns client radclient $SERVER:1813 acct shared-by-both >/dev/null <<ATTRIBUTES
User-Name = "alice", Acct-Status-Type = Start, Acct-Session-Id = "1", NAS-IP-Address = $CLIENT
ATTRIBUTES
    captures_end
}

# Users who are locked out, with a message that says so.
findings_login_failed-radius() {
    pair
    radius
    capture client eth0 "$OUT"
    access bob builder shared-by-both
    access carol wonderland shared-by-both
    captures_end
}

# The secrets of switch and server differ: the server drops the requests without an answer.
findings_service_unanswered-radius-secret() {
    pair
    radius
    meet client $SERVER
    capture client eth0 "$OUT"
    access alice wonderland another-secret -r 3 -t 1
    captures_end
}

# The server does not know the switch: it drops the requests without an answer.
findings_service_unanswered-radius-client() {
    pair
    radius 192.0.2.99
    capture client eth0 "$OUT"
    access alice wonderland shared-by-both -r 3 -t 1
    access bob builder shared-by-both -r 3 -t 1
    captures_end
}

. "$HERE/../tools/scenarios.sh"
