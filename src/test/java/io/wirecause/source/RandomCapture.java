package io.wirecause.source;

import io.wirecause.testing.PcapWriter;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Small capture files made for a test. */
public final class RandomCapture {
    private RandomCapture() {
    }

    /** A pcap file of Ethernet frames with 100 random bytes each. */
    public static byte[] pcap(int frames) {
        Random random = new Random(7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapWriter pcap = new PcapWriter(out, PcapWriter.ETHERNET);
        byte[] data = new byte[100];
        for (int i = 0; i < frames; i++) {
            random.nextBytes(data);
            pcap.frame((1_700_000_000L + i) * 1_000_000 + i, data);
        }
        return out.toByteArray();
    }
}
