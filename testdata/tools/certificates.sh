# Certificates for the scenarios, under $WORK. Sourced behind net.sh, not run.

# authority: a root and an intermediate, which signs; both under $WORK.
authority() {
    local ca
    for ca in root middle; do
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/O=Example Lab/CN=Example $ca CA" \
            -keyout "$WORK/$ca.key" -out "$WORK/$ca.csr" 2>/dev/null
    done
    printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n' >"$WORK/ca.ext"
    openssl x509 -req -in "$WORK/root.csr" -signkey "$WORK/root.key" -days 3650 -extfile "$WORK/ca.ext" -out "$WORK/root.pem" 2>/dev/null
    openssl x509 -req -in "$WORK/middle.csr" -CA "$WORK/root.pem" -CAkey "$WORK/root.key" -CAcreateserial -days 3650 \
        -extfile "$WORK/ca.ext" -out "$WORK/middle.pem" 2>/dev/null
}

# certificate NAME FILE [NOT_BEFORE NOT_AFTER]: signed by the intermediate, for NAME; FILE.pem, FILE.key, FILE.chain. The times as
# openssl ca takes them, YYMMDDHHMMSSZ.
certificate() {
    local from=${3:-$(date -u -d '-10 days' +%y%m%d%H%M%SZ)} until=${4:-$(date -u -d '+80 days' +%y%m%d%H%M%SZ)}
    [ -e "$WORK/root.pem" ] || authority
    mkdir -p "$WORK/ca"; : >"$WORK/ca/index"
    [ -e "$WORK/ca/serial" ] || echo 1000 >"$WORK/ca/serial"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$WORK/$2.key" -out "$WORK/$2.csr" 2>/dev/null
    cat >"$WORK/ca.conf" <<CONF
[ca]
default_ca = lab
[lab]
database = $WORK/ca/index
new_certs_dir = $WORK/ca
serial = $WORK/ca/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
subjectAltName = DNS:$1
authorityInfoAccess = caIssuers;URI:http://ca.example.test/middle.crt
CONF
    openssl ca -batch -notext -config "$WORK/ca.conf" -extensions leaf -cert "$WORK/middle.pem" -keyfile "$WORK/middle.key" \
        -startdate "$from" -enddate "$until" -in "$WORK/$2.csr" -out "$WORK/$2.pem" 2>/dev/null
    cat "$WORK/$2.pem" "$WORK/middle.pem" >"$WORK/$2.chain"
}
