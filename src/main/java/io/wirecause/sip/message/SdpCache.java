package io.wirecause.sip.message;

import io.wirecause.sip.sdp.Sdp;
import io.wirecause.sip.sdp.SdpParser;

/**
 * Reads session descriptions. Many repeat, through proxies, retransmissions and session
 * refreshes: recent ones are recognised by their bytes and shared.
 */
public final class SdpCache {
    /** Descriptions remembered; a power of two. A new one replaces the one with the same hash. */
    private static final int REMEMBERED = 256;
    /** Longer ones are read each time. */
    private static final int LONGEST = 2_048;

    private final ByteText[] texts = new ByteText[REMEMBERED];
    private final Sdp[] sessions = new Sdp[REMEMBERED];

    /** What a description says. */
    Sdp read(ByteText description) {
        if (description.length() > LONGEST) {
            return SdpParser.parse(description.toString());
        }
        int place = description.hashCode() & REMEMBERED - 1;
        if (!description.equals(texts[place])) {
            sessions[place] = SdpParser.parse(description.toString());
            texts[place] = description;
        }
        return sessions[place];
    }
}
