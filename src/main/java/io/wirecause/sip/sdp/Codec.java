package io.wirecause.sip.sdp;

import java.util.Locale;

/**
 * An encoding as {@code a=rtpmap} gives it (RFC 8866, section 6.6).
 *
 * @param name      the encoding, as written
 * @param clockRate ticks of the RTP timestamp a second; 0 if unknown
 */
public record Codec(String name, int clockRate) {
    /** Whether both mean the same encoding; names do not depend on case (RFC 4855, section 3). */
    public boolean matches(Codec other) {
        return name.equalsIgnoreCase(other.name) && (clockRate == other.clockRate || clockRate == 0 || other.clockRate == 0);
    }

    /** Whether it only comes with another encoding: tones, comfort noise, redundancy. Agreeing on it alone gives no speech. */
    public boolean isAuxiliary() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "telephone-event", "cn", "red", "ulpfec", "flexfec", "rtx" -> true;
            default -> false;
        };
    }
}
