package io.wirecause.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Small capture files made for a test. */
public final class Captures {
    private Captures() {
    }

    /** A pcap file of Ethernet frames with 100 random bytes each. */
    public static byte[] pcap(int frames) {
        Random random = new Random(7);
        ByteBuffer file = ByteBuffer.allocate(24 + frames * 116).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65535).putInt(1);
        byte[] data = new byte[100];
        for (int i = 0; i < frames; i++) {
            random.nextBytes(data);
            file.putInt(1_700_000_000 + i).putInt(i).putInt(100).putInt(100).put(data);
        }
        return file.array();
    }
}
