package io.pcaplens.dhcp;

import java.util.HashMap;
import java.util.Map;

/** Names and layouts of options by their codes. */
final class OptionTable {
    /** One registered option. */
    record Option(String name, ValueKind kind) {
    }

    private final Map<Integer, Option> options = new HashMap<>();

    OptionTable add(int code, String name, ValueKind kind) {
        options.put(code, new Option(name, kind));
        return this;
    }

    /** The name of an option; {@code option_N} where none is registered. */
    String name(int code) {
        Option option = options.get(code);
        return option == null ? "option_" + code : option.name;
    }

    /** The layout of an option's value. */
    ValueKind kind(int code) {
        Option option = options.get(code);
        return option == null ? ValueKind.BYTES : option.kind;
    }
}
