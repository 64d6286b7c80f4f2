package io.wirecause.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of link types: those of the registry of LINKTYPE values (draft-ietf-opsawg-pcaplinktype) and the short ones of
 * Wireshark's tools. The table is {@code link-types.txt}, read when a name is first asked for.
 */
public final class LinkTypeNames {
    private static final String NONE = "-";
    private static final Map<Integer, Names> TABLE = read();

    /** Null where there is none. */
    private record Names(String brief, String registered) {
    }

    private LinkTypeNames() {
    }

    private static Map<Integer, Names> read() {
        Map<Integer, Names> table = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                LinkTypeNames.class.getResourceAsStream("link-types.txt"), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ", 3);
                    table.put(Integer.valueOf(parts[0]), new Names(orNull(parts[1]), orNull(parts[2])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private static String orNull(String name) {
        return name.equals(NONE) ? null : name;
    }

    /** The short name, such as {@code ether}; {@code linktype-N} where the table has none. */
    public static String brief(int linkType) {
        Names names = TABLE.get(linkType);
        return names == null || names.brief == null ? "linktype-" + linkType : names.brief;
    }

    /** The number, with its name in the registry where it has one: {@code 227 (CAN_SOCKETCAN)}. */
    public static String describe(int linkType) {
        Names names = TABLE.get(linkType);
        return names == null || names.registered == null ? String.valueOf(linkType) : linkType + " (" + names.registered + ")";
    }
}
