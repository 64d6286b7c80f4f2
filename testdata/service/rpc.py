#!/usr/bin/python3
"""A client of DCE RPC, by Debian's python3-impacket: rpc.py ADDRESS STEP..., each on a connection of its own.

map      asks the endpoint mapper for the local security authority    unknown-map  for an interface that nobody has
lsa      opens its policy as alice                                    password     the same with a wrong password
bind     asks the mapper's port for another interface                 range        calls an operation that is not there
"""
import sys

from impacket.dcerpc.v5 import epm, lsat, lsad, transport
from impacket.uuid import uuidtup_to_bin

OTHER = uuidtup_to_bin(("12345678-1234-abcd-ef00-0123456789ac", "1.0"))
NOBODY = uuidtup_to_bin(("0badcafe-0000-4000-8000-000000000001", "1.0"))


def connected(address, port, password=None):
    rpc = transport.DCERPCTransportFactory("ncacn_ip_tcp:%s[%d]" % (address, port))
    if password:
        rpc.set_credentials("alice", password, "EXAMPLE")
    dce = rpc.get_dce_rpc()
    if password:
        dce.set_auth_level(5)
    dce.connect()
    return dce


def port_of(address, interface):
    dce = connected(address, 135)
    try:
        binding = epm.hept_map(address, interface, protocol="ncacn_ip_tcp", dce=dce)
    finally:
        dce.disconnect()
    return int(binding.split("[")[1].rstrip("]"))


def step(address, what):
    if what == "map":
        port_of(address, lsat.MSRPC_UUID_LSAT)
    elif what == "unknown-map":
        port_of(address, NOBODY)
    elif what in ("lsa", "password"):
        dce = connected(address, port_of(address, lsat.MSRPC_UUID_LSAT), "wonderland" if what == "lsa" else "yesterday")
        dce.bind(lsat.MSRPC_UUID_LSAT)
        lsad.hLsarOpenPolicy2(dce, lsad.POLICY_LOOKUP_NAMES)
    elif what == "bind":
        connected(address, 135).bind(OTHER)
    elif what == "range":
        dce = connected(address, 135)
        dce.bind(epm.MSRPC_UUID_PORTMAP)
        dce.call(99, b"\0" * 16)
        dce.recv()


for each in sys.argv[2:]:
    try:
        step(sys.argv[1], each)
        print(each, "done")
    except Exception as e:
        print(each, type(e).__name__, e)
