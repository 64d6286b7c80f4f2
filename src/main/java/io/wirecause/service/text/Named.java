package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;

/** Protocols that are recognised and not read. */
public final class Named {
    private static final int COMMAND = 0xff;
    private static final int FIRST_OPTION = 0xfb;

    private Named() {
    }

    /** Telnet: options are negotiated first (RFC 854), or its port. */
    public static int telnet(Opening o) {
        return o.isPort(23) && (negotiates(o.client()) || negotiates(o.server())) ? Recogniser.SURE
                : negotiates(o.server()) && (!o.hasClient() || negotiates(o.client())) ? Recogniser.LIKELY : Recogniser.NO;
    }

    private static boolean negotiates(ByteView bytes) {
        return bytes.length() >= 3 && bytes.u8(0) == COMMAND && bytes.u8(1) >= FIRST_OPTION && bytes.u8(1) < COMMAND;
    }

    /** BitTorrent: the handshake of BEP 3. */
    public static int bitTorrent(Opening o) {
        String begin = "\u0013BitTorrent protocol";
        return o.client().startsWith(0, begin) || o.server().startsWith(0, begin) ? Recogniser.SURE : Recogniser.NO;
    }
}
