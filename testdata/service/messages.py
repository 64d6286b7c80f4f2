#!/usr/bin/env python3
"""Prints dialogues of binary protocols for talk.py, message by message, as the documents of each protocol have them."""
import struct
import sys

LINES = []


def client(data):
    LINES.append("CX: " + data.hex())


def server(data):
    LINES.append("SX: " + data.hex())


# MongoDB: OP_MSG with one document of BSON.
def bson(**items):
    out = b""
    for key, value in items.items():
        name = key.encode() + b"\0"
        if isinstance(value, bool):
            out += b"\x08" + name + bytes([value])
        elif isinstance(value, float):
            out += b"\x01" + name + struct.pack("<d", value)
        elif isinstance(value, int):
            out += b"\x10" + name + struct.pack("<i", value)
        elif isinstance(value, str):
            out += b"\x02" + name + struct.pack("<i", len(value) + 1) + value.encode() + b"\0"
        elif isinstance(value, bytes):
            out += b"\x05" + name + struct.pack("<i", len(value)) + b"\0" + value
        elif isinstance(value, list):
            out += b"\x04" + name + bson(**{str(i): each for i, each in enumerate(value)})
        else:
            out += b"\x03" + name + bson(**value)
    return struct.pack("<i", len(out) + 5) + out + b"\0"


def op_msg(number, answers, **document):
    body = struct.pack("<i", 0) + b"\0" + bson(**document)
    return struct.pack("<iiii", 16 + len(body), number, answers, 2013) + body


def mongo(asked, told, number=[0]):
    number[0] += 1
    client(op_msg(number[0], 0, **asked))
    server(op_msg(1000 + number[0], number[0], **told))


def mongo_hello():
    mongo({"hello": 1, "$db": "admin"}, {"isWritablePrimary": True, "maxWireVersion": 17, "ok": 1.0})


def mongodb_login():
    mongo_hello()
    mongo({"saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": b"n,,n=anna,r=abcdef", "$db": "admin"},
          {"conversationId": 1, "done": False, "payload": b"r=abcdefxyz,s=c2FsdA==,i=15000", "ok": 1.0})
    mongo({"saslContinue": 1, "conversationId": 1, "payload": b"c=biws,r=abcdefxyz,p=proof", "$db": "admin"},
          {"ok": 0.0, "errmsg": "Authentication failed.", "code": 18, "codeName": "AuthenticationFailed"})


def mongodb_healthy():
    mongo_hello()
    mongo({"find": "orders", "$db": "shop"},
          {"cursor": {"firstBatch": [{"_id": 1, "what": "tea"}], "id": 0, "ns": "shop.orders"}, "ok": 1.0})
    mongo({"ping": 1, "$db": "admin"}, {"ok": 1.0})


def mongodb_duplicate():
    mongo_hello()
    mongo({"insert": "orders", "documents": [{"_id": 1}], "$db": "shop"},
          {"n": 0, "writeErrors": [{"index": 0, "code": 11000, "errmsg": "E11000 duplicate key error collection: shop.orders"}],
           "ok": 1.0})


# SQL Server: packets with tokens.
def tds(kind, body):
    return struct.pack(">BBHHBB", kind, 1, 8 + len(body), 0, 1, 0) + body


def utf16(text):
    return text.encode("utf-16le")


def tds_error(number, words):
    body = struct.pack("<IBB", number, 1, 14) + struct.pack("<H", len(words)) + utf16(words) + b"\x02" + utf16("DB") + b"\0" + struct.pack("<I", 1)
    return b"\xaa" + struct.pack("<H", len(body)) + body + b"\xfd" + struct.pack("<HHQ", 2, 0, 0)


def tds_begin(reply):
    options = bytes.fromhex("00 0010 0006 01 0016 0001 ff".replace(" ", ""))
    pad = b"\0" * (0x10 - len(options))
    client(tds(18, options + pad + bytes.fromhex("0f0000000000") + b"\x02"))
    server(tds(4, options + pad + bytes.fromhex("0f0007d00000") + b"\x02"))
    user, password = utf16("anna"), bytes(b ^ 0xa5 for b in utf16("secret"))
    fixed = bytearray(94)
    struct.pack_into("<HH", fixed, 40, 94, 4)
    struct.pack_into("<HH", fixed, 44, 94 + len(user), 6)
    body = bytes(fixed) + user + password
    client(tds(16, struct.pack("<I", len(body)) + body[4:]))
    server(tds(4, reply))


def tds_login_ack():
    body = b"\x01" + struct.pack(">I", 0x74000004) + b"\x03" + utf16("SQL") + bytes(4)
    return b"\xad" + struct.pack("<H", len(body)) + body + b"\xfd" + struct.pack("<HHQ", 0, 0, 0)


def mssql_login():
    tds_begin(tds_error(18456, "Login failed for user 'anna'."))


def mssql_batch(reply):
    tds_begin(tds_login_ack())
    client(tds(1, struct.pack("<II", 22, 18) + struct.pack("<HQI", 2, 0, 1) + utf16("SELECT * FROM customers")))
    server(tds(4, reply))


def mssql_table():
    mssql_batch(tds_error(208, "Invalid object name 'customers'."))


def mssql_healthy():
    mssql_batch(b"\xfd" + struct.pack("<HHQ", 0x10, 0xc1, 1))


# Oracle: packets of the listener.
def tns(kind, body):
    return struct.pack(">HHBBH", 8 + len(body), 0, kind, 0, 0) + body


def oracle_connect():
    text = b"(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=shop)(CID=(PROGRAM=app)(HOST=client)(USER=anna))))"
    fixed = struct.pack(">HHHHHHHHHHI", 318, 300, 0, 8192, 65535, 0x7f08, 0, 0x100, len(text), 58, 0) + bytes(26)
    client(tns(1, fixed + text))


def oracle_refused():
    oracle_connect()
    text = b"(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=12514)(ERROR_STACK=(ERROR=(CODE=12514)(EMFI=4))))"
    server(tns(4, b"\x22\x00" + struct.pack(">H", len(text)) + text))


def oracle_healthy():
    oracle_connect()
    server(tns(2, struct.pack(">HHHHHHH", 318, 0, 8192, 65535, 1, 0, 32) + bytes(10)))


# Cassandra: frames of version 4.
def cql(direction, stream, opcode, body):
    return struct.pack(">BBHBI", 4 | direction, 0, stream, opcode, len(body)) + body


def cql_string(text):
    return struct.pack(">H", len(text)) + text.encode()


def cql_begin():
    client(cql(0, 1, 1, struct.pack(">H", 1) + cql_string("CQL_VERSION") + cql_string("3.0.0")))


def cassandra_login():
    cql_begin()
    server(cql(128, 1, 3, cql_string("org.apache.cassandra.auth.PasswordAuthenticator")))
    token = b"\0anna\0of-bert"
    client(cql(0, 2, 15, struct.pack(">i", len(token)) + token))
    server(cql(128, 2, 0, struct.pack(">i", 0x100) + cql_string("Provided username anna and/or password are incorrect")))


def cql_query(reply_opcode, reply):
    cql_begin()
    server(cql(128, 1, 2, b""))
    text = b"SELECT * FROM shop.orders"
    client(cql(0, 3, 7, struct.pack(">i", len(text)) + text + struct.pack(">HB", 6, 0)))
    server(cql(128, 3, reply_opcode, reply))


def cassandra_timeout():
    cql_query(0, struct.pack(">i", 0x1200) + cql_string("Operation timed out - received only 1 responses.") + struct.pack(">HiiB", 6, 1, 2, 0))


def cassandra_healthy():
    cql_query(8, struct.pack(">i", 1))


# Kafka: requests and replies by correlation id.
def kafka(key, version, number, body, reply):
    request = struct.pack(">HHi", key, version, number) + struct.pack(">H", 3) + b"app" + body
    client(struct.pack(">i", len(request)) + request)
    told = struct.pack(">i", number) + reply
    server(struct.pack(">i", len(told)) + told)


def kafka_login():
    kafka(18, 0, 1, b"", struct.pack(">hi", 0, 1) + struct.pack(">hhh", 18, 0, 3))
    kafka(17, 1, 2, struct.pack(">H", 5) + b"PLAIN", struct.pack(">hi", 0, 1) + struct.pack(">H", 5) + b"PLAIN")
    token = b"\0anna\0of-bert"
    words = b"Authentication failed: Invalid username or password"
    kafka(36, 0, 3, struct.pack(">i", len(token)) + token, struct.pack(">h", 58) + struct.pack(">H", len(words)) + words + struct.pack(">i", 0))


def kafka_healthy():
    kafka(18, 0, 1, b"", struct.pack(">hi", 0, 1) + struct.pack(">hhh", 18, 0, 3))
    kafka(3, 1, 2, struct.pack(">i", 0), struct.pack(">i", 0) * 3)
    kafka(0, 2, 3, struct.pack(">hii", 1, 1000, 0), struct.pack(">ii", 0, 0))
    kafka(1, 2, 4, struct.pack(">iiii", -1, 500, 1, 0), struct.pack(">ii", 0, 0))


# AMQP 0-9-1: method frames.
def amqp(channel, kind, method, body=b""):
    payload = struct.pack(">HH", kind, method) + body
    return struct.pack(">BHI", 1, channel, len(payload)) + payload + b"\xce"


def short(text):
    return bytes([len(text)]) + text.encode()


def amqp_begin():
    client(b"AMQP\0\0\x09\x01")
    server(amqp(0, 10, 10, b"\0\x09" + struct.pack(">I", 0) + struct.pack(">I", 14) + b"PLAIN AMQPLAIN" + struct.pack(">I", 5) + b"en_US"))
    token = b"\0anna\0of-bert"
    client(amqp(0, 10, 11, struct.pack(">I", 0) + short("PLAIN") + struct.pack(">I", len(token)) + token + short("en_US")))


def amqp_login():
    amqp_begin()
    server(amqp(0, 10, 50, struct.pack(">H", 403) + short("ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.")
                + struct.pack(">HH", 0, 0)))


def amqp_open():
    amqp_begin()
    server(amqp(0, 10, 30, struct.pack(">HIH", 2047, 131072, 60)))
    client(amqp(0, 10, 31, struct.pack(">HIH", 2047, 131072, 60)) + amqp(0, 10, 40, short("/") + b"\0\0"))
    server(amqp(0, 10, 41, b"\0"))
    client(amqp(1, 20, 10, b"\0"))
    server(amqp(1, 20, 11, struct.pack(">I", 0)))


def amqp_queue():
    amqp_open()
    client(amqp(1, 50, 10, struct.pack(">H", 0) + short("orders") + b"\x01" + struct.pack(">I", 0)))
    server(amqp(1, 20, 40, struct.pack(">H", 404) + short("NOT_FOUND - no queue 'orders' in vhost '/'") + struct.pack(">HH", 50, 10)))
    client(amqp(1, 20, 41))


def amqp_healthy():
    amqp_open()
    client(amqp(1, 50, 10, struct.pack(">H", 0) + short("orders") + b"\0" + struct.pack(">I", 0)))
    server(amqp(1, 50, 11, short("orders") + struct.pack(">II", 0, 0)))
    client(amqp(1, 60, 40, struct.pack(">H", 0) + short("") + short("orders") + b"\0")
           + struct.pack(">BHI", 2, 1, 14) + struct.pack(">HHQH", 60, 0, 5, 0) + b"\xce" + struct.pack(">BHI", 3, 1, 5) + b"hello\xce")
    client(amqp(0, 10, 50, struct.pack(">H", 200) + short("bye") + struct.pack(">HH", 0, 0)))
    server(amqp(0, 10, 51))


# ZooKeeper: records with their length.
def zk(body):
    return struct.pack(">i", len(body)) + body


def zk_begin():
    client(zk(struct.pack(">iqiqi", 0, 0, 30000, 0, 16) + bytes(16)))
    server(zk(struct.pack(">iiqi", 0, 30000, 0x1234, 16) + bytes(16)))


def zk_get(number, path, error):
    client(zk(struct.pack(">ii", number, 4) + struct.pack(">i", len(path)) + path + b"\0"))
    server(zk(struct.pack(">iqi", number, 7, error) + (b"" if error else struct.pack(">i", 2) + b"ok" + bytes(68))))


def zookeeper_acl():
    zk_begin()
    zk_get(1, b"/closed", -102)


def zookeeper_healthy():
    zk_begin()
    zk_get(1, b"/open", 0)
    zk_get(2, b"/none", -101)
    client(zk(struct.pack(">ii", -2, 11)))
    server(zk(struct.pack(">iqi", -2, 7, 0)))


globals()[sys.argv[1].replace("-", "_")]()
print("\n".join(LINES))
