package io.wirecause.sip.sdp;

/** The static payload types of the audio and video profile (RFC 3551, section 6, tables 4 and 5). */
public final class PayloadTypes {
    /** From here on a payload type means what the session says. */
    public static final int FIRST_DYNAMIC = 96;
    private static final Codec[] STATIC = new Codec[FIRST_DYNAMIC];

    static {
        put(8_000, "PCMU", 0, "GSM", 3, "G723", 4, "DVI4", 5, "LPC", 7, "PCMA", 8, "G722", 9, "QCELP", 12, "CN", 13, "G728", 15,
                "G729", 18);
        put(90_000, "MPA", 14, "CelB", 25, "JPEG", 26, "nv", 28, "H261", 31, "MPV", 32, "MP2T", 33, "H263", 34);
        put(16_000, "DVI4", 6);
        put(11_025, "DVI4", 16);
        put(22_050, "DVI4", 17);
        put(44_100, "L16", 10, "L16", 11);
    }

    private PayloadTypes() {
    }

    private static void put(int clockRate, Object... namesAndTypes) {
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            STATIC[(int) namesAndTypes[i + 1]] = new Codec((String) namesAndTypes[i], clockRate);
        }
    }

    /**
     * The encoding of a static payload type; null for none.
     *
     * @param type 0 to 127
     */
    public static Codec codec(int type) {
        return type < FIRST_DYNAMIC ? STATIC[type] : null;
    }
}
