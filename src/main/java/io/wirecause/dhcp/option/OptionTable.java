package io.wirecause.dhcp.option;

import java.util.HashMap;
import java.util.Map;

/** Names and layouts of options, by code. */
public final class OptionTable {
    /** One registered option. */
    record Option(String name, ValueKind kind) {
    }

    /** Codes of one byte, looked up for each option of each message. */
    private final Option[] low = new Option[1 << Byte.SIZE];
    private final Map<Integer, Option> high = new HashMap<>();

    OptionTable add(int code, String name, ValueKind kind) {
        if (code < low.length) {
            low[code] = new Option(name, kind);
        } else {
            high.put(code, new Option(name, kind));
        }
        return this;
    }

    private Option option(int code) {
        return code < low.length ? low[code] : high.get(code);
    }

    /** Name of an option; {@code option_N} for an unregistered one. */
    public String name(int code) {
        Option option = option(code);
        return option == null ? "option_" + code : option.name;
    }

    /** Layout of an option's value. */
    public ValueKind kind(int code) {
        Option option = option(code);
        return option == null ? ValueKind.BYTES : option.kind;
    }
}
