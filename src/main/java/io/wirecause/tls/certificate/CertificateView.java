package io.wirecause.tls.certificate;

import io.wirecause.report.WireText;
import java.util.List;
import java.util.Locale;

/**
 * A certificate, as far as it is shown and judged. All text is clean.
 *
 * @param subject       the common name, or else the whole distinguished name
 * @param issuer        the issuer's, in the same way
 * @param subjectId     the distinguished names themselves, to compare them: whole and in canonical form
 * @param issuerId      the same of the issuer
 * @param names         host names and addresses that it is for, at most {@link #MAX_NAMES}
 * @param moreNames     how many names there are beyond these
 * @param notBefore     start of its validity, seconds since 1970
 * @param notAfter      end of its validity, seconds since 1970
 * @param key           the kind of key and its size, such as {@code RSA 2048}
 * @param signature     the algorithm that signed it
 * @param authority     whether it may sign others
 * @param issuerFetched whether it tells over HTTP where its issuer's certificate is, as public authorities' do
 */
public record CertificateView(String subject, String issuer, String subjectId, String issuerId, List<String> names,
                              int moreNames, long notBefore, long notAfter, String key, String signature,
                              boolean authority, boolean issuerFetched) {
    /** Names kept of a certificate. */
    public static final int MAX_NAMES = 100;
    private static final long NANOS = 1_000_000_000L;

    /** Whether it is its own issuer. */
    public boolean isSelfSigned() {
        return subjectId.equals(issuerId);
    }

    /** Whether its validity was over at a time, nanoseconds since 1970. */
    public boolean isExpiredAt(long nanos) {
        return Math.floorDiv(nanos, NANOS) > notAfter;
    }

    /** Whether its validity had not begun at a time, nanoseconds since 1970. */
    public boolean isTooEarlyAt(long nanos) {
        return Math.floorDiv(nanos, NANOS) < notBefore;
    }

    /** Whether it is for this host name (RFC 9525, section 6.3); true where it has more names than are kept. */
    public boolean isFor(String host) {
        String asked = plain(host);
        return moreNames > 0 || names.stream().anyMatch(name -> matches(plain(name), asked));
    }

    private static boolean matches(String name, String asked) {
        if (name.startsWith("*.")) {
            int dot = asked.indexOf('.');
            return dot > 0 && asked.substring(dot).equals(name.substring(1));
        }
        return name.equals(asked);
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The subject in quotes. */
    public String quoted() {
        return WireText.inQuotes(subject);
    }
}
