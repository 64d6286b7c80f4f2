"""Writes the variants of pcap that editcap does not write: other byte order, swapped lengths, AIX, Ixia, FCS bits."""
import struct
import sys

data = open(sys.argv[1], "rb").read()
magic, major, minor, zone, accuracy, snaplen, link = struct.unpack("<IHHiIII", data[:24])
records = []
at = 24
while at < len(data):
    seconds, fraction, captured, wire = struct.unpack("<IIII", data[at:at + 16])
    records.append((seconds, fraction, captured, wire, data[at + 16:at + 16 + captured]))
    at += 16 + captured


def write(name, order="<", magic=magic, version=(major, minor), link=link, scale=1, after=b"", swap=False):
    out = struct.pack(order + "IHHiIII", magic, *version, zone, accuracy, snaplen, link) + after
    for seconds, fraction, captured, wire, frame in records:
        lengths = (wire, captured) if swap else (captured, wire)
        out += struct.pack(order + "IIII", seconds, fraction * scale, *lengths) + frame
    open(name, "wb").write(out)


write("pcap-big-endian.cap", order=">")
write("nsecpcap-big-endian.cap", order=">", magic=0xA1B23C4D, scale=1000)
write("pcap-2.2-swapped.cap", version=(2, 2), swap=True)
write("pcap-2.3.cap", version=(2, 3))
write("pcap-543-swapped.cap", version=(543, 0), swap=True)
write("pcap-fcs.cap", link=link | 0x04000000 | 2 << 28)
write("aixpcap.cap", order=">", version=(2, 2), link=6, scale=1000, swap=True)
write("lcap-hardware.cap", magic=0x1C0001AC, after=struct.pack("<I", sum(16 + r[2] for r in records)))
write("lcap-software.cap", magic=0x1C0001AB, after=struct.pack("<I", sum(16 + r[2] for r in records)))
