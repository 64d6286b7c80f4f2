package io.wirecause.tls;

import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A client that offers nothing but cipher suites which protect nothing, so that no server of today takes one. */
final class UselessOffer {
    private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("without encryption (NULL)", Pattern.compile("_NULL(_|$)"));
        KINDS.put("without authentication (anon)", Pattern.compile("_anon_"));
        KINDS.put("of export strength", Pattern.compile("_EXPORT"));
        KINDS.put("with RC4", Pattern.compile("_RC4_"));
        KINDS.put("with DES or 3DES", Pattern.compile("_(DES|DES40|3DES)_"));
    }

    private UselessOffer() {
    }

    /** What all suites of a ClientHello have in common, in words that follow "cipher suites"; null for nothing of that kind. */
    static String of(Handshake h) {
        // Those that only signal something are no suites (RFC 5746, RFC 7507).
        List<String> names = h.hello() == null || h.hello().offer() == null ? List.of() : h.hello().offer().ciphers()
                .names(Registry.CIPHER).stream().filter(name -> !name.endsWith("_SCSV")).toList();
        if (names.isEmpty()) {
            return null;
        }
        for (Map.Entry<String, Pattern> kind : KINDS.entrySet()) {
            if (names.stream().allMatch(name -> kind.getValue().matcher(name).find())) {
                return kind.getKey();
            }
        }
        return null;
    }
}
