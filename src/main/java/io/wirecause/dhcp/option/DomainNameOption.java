package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.NameReader;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/** Names in the encoding of DNS, with compression that points backwards within the option (RFC 3397, section 2). */
public final class DomainNameOption {
    private DomainNameOption() {
    }

    /** The names of an option's value from an offset on; the last one as far as it goes where it does not end. */
    public static List<String> read(ByteView value, int from) {
        List<String> names = new ArrayList<>();
        NameReader reader = new NameReader(true);
        ByteView all = value.slice(from, value.length() - from);
        int at = 0;
        while (at < all.length() && names.size() <= DhcpOptionValues.MAX_ITEMS) {
            reader.read(all, at);
            names.add(WireText.clean(reader.latin1(), DhcpOptionValues.MAX_TEXT));
            at = reader.end() < 0 ? all.length() : reader.end();
        }
        return names;
    }

    /** Whether the value consists of sound names. */
    static boolean isSound(ByteView value) {
        NameReader reader = new NameReader();
        int at = 0;
        while (at < value.length()) {
            if (!reader.skip(value, at)) {
                return false;
            }
            at = reader.end();
        }
        return true;
    }
}
