package io.pcaplens.catalog;

import io.pcaplens.analysis.Tool;
import io.pcaplens.capinfos.CapinfosTool;
import io.pcaplens.tcp.ConnectionsTool;
import java.util.List;

/** Every tool, in the order in which a model sees them. Adding a protocol adds one line here. */
public final class Catalog {
    /** The tools. */
    public static final List<Tool<?>> TOOLS = List.of(
            new ConnectionsTool(),
            new CapinfosTool());

    private Catalog() {
    }
}
