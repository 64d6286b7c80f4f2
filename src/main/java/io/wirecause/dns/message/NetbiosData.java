package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.WireText;

/** Types and data of NetBIOS name service records (RFC 1002, section 4.2), whose numbers differ from those of DNS. */
public final class NetbiosData {
    static final int TYPE_NB = 32;
    static final int TYPE_NBSTAT = 33;
    /** Flags and address of one owner of a name. */
    private static final int NB_ENTRY = 6;
    /** Name, kind and flags in a node's status. */
    private static final int STATUS_ENTRY = 18;

    private NetbiosData() {
    }

    /** Name of a type; null if NetBIOS does not define it. */
    public static String type(int type) {
        return type == TYPE_NB ? "NB" : type == TYPE_NBSTAT ? "NBSTAT" : null;
    }

    /** Name of an opcode (RFC 1002, section 4.2.1.1). */
    static String opcode(int opcode) {
        return switch (opcode) {
            case 0 -> "QUERY";
            case 5 -> "REGISTRATION";
            case 6 -> "RELEASE";
            case 7 -> "WACK";
            case 8, 9 -> "REFRESH";
            case 15 -> "MULTI_HOMED_REGISTRATION";
            default -> "OPCODE" + opcode;
        };
    }

    /** Record data as text; null if it does not fit the type. */
    static String text(ByteView bytes, int at, int length, int type, int shown) {
        if (type == TYPE_NB && length % NB_ENTRY == 0) {
            return owners(bytes, at, length, shown);
        }
        if (type == TYPE_NBSTAT && length >= 1 && 1 + STATUS_ENTRY * bytes.u8(at) <= length) {
            return status(bytes, at, shown);
        }
        return type == 1 && length == 4 ? IpAddress.text(4, 0, bytes.u32be(at)) : null;
    }

    private static String owners(ByteView bytes, int at, int length, int shown) {
        StringBuilder text = new StringBuilder();
        for (int entry = at; entry < at + length; entry += NB_ENTRY) {
            text.append(text.isEmpty() ? "" : ", ").append(IpAddress.text(4, 0, bytes.u32be(entry + 2)));
            if ((bytes.u8(entry) & 0x80) != 0) {
                text.append(" (group)");
            }
        }
        return WireText.clean(text, shown);
    }

    private static String status(ByteView bytes, int at, int shown) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.u8(at); i++) {
            int entry = at + 1 + STATUS_ENTRY * i;
            text.append(i == 0 ? "" : ", ").append(bytes.latin1(entry, 15).stripTrailing());
            text.append('<').append(NetbiosName.hex(bytes.u8(entry + 15))).append('>');
            if ((bytes.u8(entry + 16) & 0x80) != 0) {
                text.append(" (group)");
            }
        }
        return WireText.clean(text, shown);
    }
}
