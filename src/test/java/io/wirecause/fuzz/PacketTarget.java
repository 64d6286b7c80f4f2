package io.wirecause.fuzz;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.TestFrames;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;

/**
 * The input is frames: the link type of all of them in two bytes, then the length of each in two bytes and its bytes. The
 * decoder is kept for all of one input, so that fragments meet.
 */
public final class PacketTarget {
    private PacketTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            FuzzInput reader = new FuzzInput(input);
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            int linkType = reader.u16();
            for (long number = 1; reader.more(); number++) {
                byte[] frame = reader.bytes(reader.u16());
                decoder.decode(TestFrames.of(linkType, frame, frame.length + (int) (number & 1), number), packet);
                int packets = 0;
                do {
                    ask(packet);
                    if (++packets > frame.length + 1) {
                        throw new AssertionError(packets + " packets in a frame of " + frame.length + " bytes");
                    }
                } while (decoder.decodeNext(packet));
            }
            decoder.notes();
        });
    }

    private static void ask(Packet packet) {
        for (int i = 0; i < packet.layerCount(); i++) {
            packet.layer(i);
        }
        packet.innermost();
        packet.undecoded();
        read(packet.transport());
        read(packet.payload());
        packet.payloadFileOffset();
        if (packet.isTcp()) {
            packet.tcp().flags();
            packet.tcp().mss();
            packet.tcp().checksum();
        }
        if (packet.isTcp() || packet.isUdp()) {
            packet.sourcePort();
            packet.destinationPort();
            if (packet.payloadLength() < 0) {
                throw new AssertionError("a payload of " + packet.payloadLength() + " bytes");
            }
        }
        if (packet.transportLength() < 0) {
            throw new AssertionError("a transport of " + packet.transportLength() + " bytes");
        }
    }

    private static void read(ByteView view) {
        if (view != null && view.length() > 0) {
            view.copy();
        }
    }
}
