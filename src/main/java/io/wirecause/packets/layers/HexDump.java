package io.wirecause.packets.layers;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import io.wirecause.packets.text.Secrets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The first bytes of a frame in lines of sixteen: offset, hex, and text; of secrets in text neither is shown. */
public final class HexDump {
    private static final int A_LINE = 16;
    private static final int OF_MANY = 256;
    private static final int OF_ONE = 1_024;

    private final int most;

    /** @param alone whether only one packet is shown, of which there is room for more */
    public HexDump(boolean alone) {
        this.most = alone ? OF_ONE : OF_MANY;
    }

    /** The lines. */
    public List<String> of(Packet packet) {
        ByteView bytes = packet.frame().bytes();
        int length = Math.min(bytes.length(), most);
        BitSet hidden = secrets(packet, length);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < length; at += A_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = at; i < Math.min(at + A_LINE, length); i++) {
                int c = bytes.u8(i);
                hex.append(hidden.get(i) ? "** " : String.format(Locale.ROOT, "%02x ", c));
                text.append(hidden.get(i) ? '*' : c >= ' ' && c <= '~' ? (char) c : '.');
            }
            lines.add(String.format(Locale.ROOT, "%04x  %-48s %s", at, hex, text));
        }
        return lines;
    }

    /** How many bytes of the frame are not shown. */
    public int omitted(Packet packet) {
        return Math.max(0, packet.frame().capturedLength() - most);
    }

    /** Where secrets stand: in the payload as text of its own, whose lines begin with it, and in the frame as a whole. */
    private static BitSet secrets(Packet packet, int length) {
        ByteView bytes = packet.frame().bytes();
        BitSet hidden = Secrets.find(bytes.latin1(0, length));
        long payload = packet.payloadFileOffset() - packet.frame().fileOffset();
        if ((packet.isTcp() || packet.isUdp()) && !packet.reassembled() && payload > 0 && payload < length) {
            int from = (int) payload;
            Secrets.find(bytes.latin1(from, length - from)).stream().forEach(i -> hidden.set(from + i));
        }
        return hidden;
    }
}
