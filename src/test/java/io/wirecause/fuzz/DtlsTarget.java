package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.report.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Records of DTLS, whose lengths and numbers this target keeps right. For each: a byte (1: from the server; 2: a record as it
 * stands, behind its type, and else a fragment of a message; 8: a version of 1.0; 0x70: the pause before it), then of a fragment
 * its message's type, number and length and its own offset, and length and bytes of what there is.
 */
public final class DtlsTarget {
    private static final int SERVER = 1;
    private static final int RAW = 2;
    private static final int OLD = 8;
    private static final int HANDSHAKE = 22;
    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;
    private static final int MOST_BYTES = 2_048;

    private DtlsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Tool<?> asked = Answers.tool("analyze_tls_handshakes");
        Cost.bounded(input, () -> Answers.check(input, capture(input), List.of(asked), null));
    }

    private static byte[] capture(byte[] input) {
        FuzzInput reader = new FuzzInput(input);
        RawCapture capture = new RawCapture();
        for (int number = 0; reader.more(); number++) {
            int how = reader.u8();
            boolean raw = (how & RAW) != 0;
            int type = reader.u8();
            int message = raw ? 0 : reader.u8();
            int total = raw ? 0 : reader.u16();
            int offset = raw ? 0 : reader.u16();
            byte[] bytes = reader.bytes(Math.min(MOST_BYTES, reader.u16()));
            int length = raw ? bytes.length : FRAGMENT_HEADER + bytes.length;
            ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER + length);
            record.put((byte) (raw ? type : HANDSHAKE)).putShort((short) ((how & OLD) != 0 ? 0xfeff : 0xfefd))
                    .putLong(number).putShort((short) length);
            if (!raw) {
                record.put((byte) type).put((byte) 0).putShort((short) total).putShort((short) message).put((byte) 0)
                        .putShort((short) offset).put((byte) 0).putShort((short) bytes.length);
            }
            capture.after(Traffic.pause(how));
            capture.udp((how & SERVER) != 0 ? new RawCapture.Ends(false, 0x0a000002, 4433, 0x0a000001, 50_000)
                    : new RawCapture.Ends(false, 0x0a000001, 50_000, 0x0a000002, 4433), record.put(bytes).array());
        }
        return capture.bytes();
    }

    /** An input of the records of a capture. */
    static byte[] of(Path capture, int most) throws IOException, UserFacingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        try (Capture open = Capture.open(capture)) {
            FrameCursor cursor = open.frames();
            int client = -1;
            while (cursor.next() && out.size() < most) {
                decoder.decode(cursor.frame(), packet);
                if (packet.isUdp()) {
                    client = client < 0 ? packet.sourcePort() : client;
                    records(ByteBuffer.wrap(packet.payload().copy()), packet.sourcePort() == client ? 0 : SERVER, out);
                }
            }
        }
        return out.toByteArray();
    }

    private static void records(ByteBuffer datagram, int side, ByteArrayOutputStream out) {
        while (datagram.remaining() > RECORD_HEADER) {
            int type = datagram.get();
            int epoch = datagram.position(datagram.position() + 2).getShort();
            byte[] record = new byte[Math.min(datagram.position(datagram.position() + 6).getShort() & 0xffff,
                    datagram.remaining())];
            datagram.get(record);
            if (type == HANDSHAKE && epoch == 0 && record.length >= FRAGMENT_HEADER) {
                ByteBuffer from = ByteBuffer.wrap(record);
                out.writeBytes(ByteBuffer.allocate(9).put((byte) (side | 1 << 4)).put(from.get(0)).put(from.get(5))
                        .putShort(from.getShort(2)).putShort(from.getShort(7))
                        .putShort((short) (record.length - FRAGMENT_HEADER)).array());
                out.write(record, FRAGMENT_HEADER, record.length - FRAGMENT_HEADER);
            } else {
                out.writeBytes(ByteBuffer.allocate(4).put((byte) (side | RAW | 1 << 4)).put((byte) type)
                        .putShort((short) record.length).array());
                out.writeBytes(record);
            }
        }
    }
}
