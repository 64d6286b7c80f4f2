package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/** Finds who signs in with NTLM inside of another protocol's login ([MS-NLMP], section 2.2.1.3). Hashes are passed over. */
public final class Ntlm {
    /** The user of a login without name and password. */
    public static final String ANONYMOUS = "(anonymous)";
    private static final String SIGNATURE = "NTLMSSP";
    private static final int TYPE = 8;
    private static final int AUTHENTICATE = 3;
    private static final int DOMAIN = 28;
    private static final int USER = 36;
    private static final int FLAGS = 60;
    private static final int UNICODE = 1;
    private static final int MOST = 128;

    private Ntlm() {
    }

    /** The user, with the domain behind it; {@link #ANONYMOUS} for nobody; null where no such message stands behind an offset. */
    public static String user(ByteView bytes, int from) {
        for (int at = bytes.indexOf('N', from, bytes.length()); at >= 0; at = bytes.indexOf('N', at + 1, bytes.length())) {
            if (bytes.startsWith(at, SIGNATURE) && at + FLAGS + 4 <= bytes.length() && bytes.i32le(at + TYPE) == AUTHENTICATE) {
                String user = text(bytes, at, USER);
                String domain = text(bytes, at, DOMAIN);
                return bytes.u16le(at + USER) == 0 ? ANONYMOUS : user == null || domain == null ? user : user + "@" + domain;
            }
        }
        return null;
    }

    private static String text(ByteView bytes, int message, int field) {
        int length = Math.min(MOST, bytes.u16le(message + field));
        long offset = bytes.u32le(message + field + 4);
        if (length == 0 || offset > bytes.length() || message + offset + length > bytes.length()) {
            return null;
        }
        boolean unicode = (bytes.i32le(message + FLAGS) & UNICODE) != 0;
        return new String(bytes.copy(message + (int) offset, length), unicode ? StandardCharsets.UTF_16LE
                : StandardCharsets.ISO_8859_1);
    }
}
