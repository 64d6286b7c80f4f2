package io.wirecause.tls.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of TLS that have names, 0 to 65,535 each. The table is {@code tls-registries.txt}, read when a name is first asked
 * for.
 */
public enum Registry {
    /** Protocol versions, those of DTLS and of drafts included. */
    VERSION,
    /** Cipher suites. */
    CIPHER,
    /** Named groups: curves, finite fields, key encapsulation. */
    GROUP,
    /** Signature schemes; before TLS 1.3, pairs of hash and signature. */
    SCHEME,
    /** Types of extensions. */
    EXTENSION;

    private static final int RADIX = 16;

    /** Holds the table, so that it is read once, and only if needed. */
    private static final class Table {
        private static final Map<Registry, Map<Integer, String>> NAMES = read();

        private static Map<Registry, Map<Integer, String>> read() {
            Map<Registry, Map<Integer, String>> names = new HashMap<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Registry.class.getResourceAsStream("tls-registries.txt"), StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        String[] parts = line.split(" ", 3);
                        names.computeIfAbsent(valueOf(parts[0].toUpperCase(Locale.ROOT)), registry -> new HashMap<>())
                                .put(Integer.valueOf(parts[1], RADIX), parts[2]);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return names;
        }
    }

    /** The name of a number; {@code GREASE} for reserved ones, {@code 0x1a2b} where there is none. */
    public String name(int code) {
        String name = Table.NAMES.get(this).get(code);
        if (name != null) {
            return name;
        }
        return CodeList.isGrease(code) ? "GREASE" : String.format(Locale.ROOT, "0x%04x", code);
    }

    /** Whether the number has a name. */
    public boolean knows(int code) {
        return Table.NAMES.get(this).containsKey(code);
    }
}
