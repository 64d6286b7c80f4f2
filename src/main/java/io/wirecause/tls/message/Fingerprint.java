package io.wirecause.tls.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Fingerprints of clients and servers: JA3 and JA3S (published by Salesforce), JA4 of a TLS client (published by FoxIO). They
 * tell programs and settings apart, not hosts, and a client can imitate another's.
 */
public final class Fingerprint {
    private static final int DIGEST = 12;
    private static final String NOTHING = "0".repeat(DIGEST);
    private static final int MOST_COUNT = 99;

    /** What carries the hello. */
    public enum Carrier {
        TCP('t'),
        QUIC('q'),
        DTLS('d');

        private final char letter;

        Carrier(char letter) {
            this.letter = letter;
        }
    }

    private Fingerprint() {
    }

    /** JA3 in full: version, cipher suites, extensions, groups and point formats in decimal, in order, without GREASE. */
    public static String ja3Text(ClientOffer offer) {
        return offer.legacyVersion() + "," + decimals(offer.ciphers()) + "," + decimals(offer.extensions()) + ","
                + decimals(offer.groups()) + "," + decimals(offer.pointFormats());
    }

    /** JA3: the MD5 of {@link #ja3Text}. */
    public static String ja3(ClientOffer offer) {
        return hash("MD5", ja3Text(offer));
    }

    /** JA3S in full: version, cipher suite and extensions of the server's hello. */
    public static String ja3sText(ServerHello hello) {
        return hello.legacyVersion() + "," + hello.cipher() + "," + join(hello.extensions(), '-', String::valueOf);
    }

    /** JA3S: the MD5 of {@link #ja3sText}. */
    public static String ja3s(ServerHello hello) {
        return hash("MD5", ja3sText(hello));
    }

    /** JA4: counts in the clear, then the digests of the sorted cipher suites, and of the sorted extensions and the schemes. */
    public static String ja4(ClientOffer offer, Carrier carrier) {
        String ciphers = hexadecimals(offer.ciphers().withoutGrease().sorted());
        String extensions = ja4Extensions(offer);
        return ja4Start(offer, carrier) + "_" + (ciphers.isEmpty() ? NOTHING : hash("SHA-256", ciphers).substring(0, DIGEST))
                + "_"
                + (extensions.isEmpty() ? NOTHING : hash("SHA-256", extensions).substring(0, DIGEST));
    }

    /** JA4 with the lists themselves in the place of their digests. */
    public static String ja4Text(ClientOffer offer, Carrier carrier) {
        return ja4Start(offer, carrier) + "_" + hexadecimals(offer.ciphers().withoutGrease().sorted()) + "_"
                + ja4Extensions(offer);
    }

    private static String ja4Start(ClientOffer offer, Carrier carrier) {
        return carrier.letter + ja4Version(offer.newestVersion()) + (offer.serverName() ? 'd' : 'i')
                + ja4Count(offer.ciphers()) + ja4Count(offer.extensions()) + ja4Alpn(offer);
    }

    private static String ja4Version(int version) {
        return switch (version) {
            case TlsVersion.TLS_1_3 -> "13";
            case TlsVersion.TLS_1_2 -> "12";
            case TlsVersion.TLS_1_1 -> "11";
            case TlsVersion.TLS_1_0 -> "10";
            case TlsVersion.SSL_3_0 -> "s3";
            case TlsVersion.SSL_2_0 -> "s2";
            case TlsVersion.DTLS_1_0 -> "d1";
            case TlsVersion.DTLS_1_2 -> "d2";
            case TlsVersion.DTLS_1_3 -> "d3";
            default -> "00";
        };
    }

    private static String ja4Count(CodeList codes) {
        return String.format(Locale.ROOT, "%02d", Math.min(MOST_COUNT, codes.withoutGrease().total()));
    }

    /** First and last character of the first protocol; where one is no letter or digit, of its bytes in hexadecimal. */
    private static String ja4Alpn(ClientOffer offer) {
        String name = offer.alpn().isEmpty() ? "" : offer.alpn().get(0);
        if (name.isEmpty()) {
            return "00";
        }
        char first = name.charAt(0);
        char last = name.charAt(name.length() - 1);
        if (isPlain(first) && isPlain(last)) {
            return "" + first + last;
        }
        String bytes = HexFormat.of().formatHex(name.getBytes(StandardCharsets.ISO_8859_1));
        return "" + bytes.charAt(0) + bytes.charAt(bytes.length() - 1);
    }

    private static boolean isPlain(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static String ja4Extensions(ClientOffer offer) {
        String types = hexadecimals(offer.extensions().withoutGrease().without(ExtensionType.SERVER_NAME, ExtensionType.ALPN)
                .sorted());
        String schemes = hexadecimals(offer.schemes().withoutGrease());
        return types.isEmpty() || schemes.isEmpty() ? types : types + "_" + schemes;
    }

    private static String decimals(CodeList codes) {
        return join(codes.withoutGrease(), '-', String::valueOf);
    }

    private static String hexadecimals(CodeList codes) {
        return join(codes, ',', code -> HexFormat.of().toHexDigits((char) code));
    }

    private static String join(CodeList codes, char separator, IntFunction<String> form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < codes.size(); i++) {
            if (i > 0) {
                text.append(separator);
            }
            text.append(form.apply(codes.get(i)));
        }
        return text.toString();
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm)
                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
