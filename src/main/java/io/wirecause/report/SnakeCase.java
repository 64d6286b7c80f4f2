package io.wirecause.report;

import java.util.Locale;

/** The names that the outside sees: {@code pcapFile} is {@code pcap_file}, {@code LOW} is {@code low}. */
public final class SnakeCase {
    private SnakeCase() {
    }

    /** The name of a record component. */
    public static String of(String camelCase) {
        StringBuilder out = new StringBuilder(camelCase.length() + 8);
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                out.append('_');
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString();
    }

    /** The name of an enum constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
