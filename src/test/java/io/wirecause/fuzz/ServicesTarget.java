package io.wirecause.fuzz;

import io.wirecause.report.UserFacingException;
import io.wirecause.service.DecoderInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The decoders of services, of which the first byte chooses one. */
public final class ServicesTarget {
    private ServicesTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        DecoderInputs.play(input);
    }

    /** What real clients and servers said; and for each protocol a line of text, and the head of a binary message. */
    static List<byte[]> seeds() throws IOException, UserFacingException {
        List<byte[]> seeds = new ArrayList<>(DecoderInputs.conversations());
        for (int i = 0; i < DecoderInputs.protocols(); i++) {
            seeds.add(DecoderInputs.seed(i, "EHLO a\r\nAUTH PLAIN AGEAYg==\r\n", "220-x ESMTP\r\n220 x\r\n-ERR no\r\n"));
            seeds.add(DecoderInputs.seed(i, "\0\0\0\u0020\0\u0003\0\0user\0anna\0\0\u0012\u0001\0\u0020",
                    "E\0\0\0\u0010C28P01\0Mno\0\0"));
        }
        return seeds;
    }
}
