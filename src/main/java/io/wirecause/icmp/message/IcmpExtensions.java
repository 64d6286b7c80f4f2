package io.wirecause.icmp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.bytes.InternetChecksum;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a router adds after the quoted packet of an error (RFC 4884): the MPLS labels that the packet came with (RFC 4950) and
 * the interface it came in on (RFC 5837).
 */
public final class IcmpExtensions {
    private static final int LENGTH_4 = 5;
    private static final int LENGTH_6 = 4;
    private static final int HEADER = 4;
    private static final int OBJECT_HEADER = 4;
    private static final int VERSION = 2;
    /** Routers older than RFC 4884 quote this much and give no length (section 5.1). */
    private static final int QUOTE_WITHOUT_LENGTH = 128;
    private static final int CLASS_MPLS = 1;
    private static final int CLASS_INTERFACE = 2;
    /** Labels and objects shown of one message. */
    private static final int MAX_WORDS = 4;
    private static final int NAME_LENGTH = 64;

    private IcmpExtensions() {
    }

    /** Offset of the extension structure in the message; -1 for none. */
    static int offset(IcmpMessage message) {
        ByteView bytes = message.bytes();
        if (!message.mayHaveExtensions() || bytes.length() < IcmpMessage.HEADER) {
            return -1;
        }
        int quote = message.v6() ? bytes.u8(LENGTH_6) << 3 : bytes.u8(LENGTH_4) << 2;
        int at = IcmpMessage.HEADER + (quote == 0 ? QUOTE_WITHOUT_LENGTH : quote);
        if (at + HEADER + OBJECT_HEADER > bytes.length() || bytes.u8(at) >>> 4 != VERSION) {
            return -1;
        }
        // Without a length only a correct checksum distinguishes an extension from the quoted packet (RFC 4884, section 5.5).
        boolean sure = quote != 0 || bytes.u16be(at + 2) != 0 && message.whole()
                && InternetChecksum.isRight(bytes, at, bytes.length() - at);
        return sure ? at : -1;
    }

    /** The extensions in words, such as {@code mpls label 16004 exp 0 ttl 1}; empty where there are none. */
    public static List<String> words(IcmpMessage message) {
        List<String> words = new ArrayList<>();
        ByteView bytes = message.bytes();
        int at = offset(message);
        if (at < 0) {
            return words;
        }
        at += HEADER;
        while (at + OBJECT_HEADER <= bytes.length() && words.size() <= MAX_WORDS) {
            int length = bytes.u16be(at);
            if (length < OBJECT_HEADER || at + length > bytes.length()) {
                break;
            }
            int kind = bytes.u8(at + 2);
            if (kind == CLASS_MPLS) {
                labels(bytes, at + OBJECT_HEADER, at + length, words);
            } else if (kind == CLASS_INTERFACE) {
                words.add(interfaceInfo(bytes, bytes.u8(at + 3), at + OBJECT_HEADER, at + length));
            } else {
                words.add("extension class " + kind + " type " + bytes.u8(at + 3) + ", " + (length - OBJECT_HEADER) + " bytes");
            }
            at += length;
        }
        if (words.size() > MAX_WORDS) {
            words.set(MAX_WORDS, "and more");
        }
        return words;
    }

    private static void labels(ByteView bytes, int at, int end, List<String> words) {
        for (; at + 4 <= end && words.size() <= MAX_WORDS; at += 4) {
            int entry = bytes.i32be(at);
            words.add("mpls label " + (entry >>> 12) + " exp " + (entry >>> 9 & 7) + " ttl " + (entry & 0xff));
        }
    }

    /** Interface Information Object (RFC 5837, section 4): index, address, name and MTU, as far as the c-type says. */
    private static String interfaceInfo(ByteView bytes, int cType, int at, int end) {
        String[] roles = {"incoming", "sub-IP", "outgoing", "next hop"};
        StringBuilder text = new StringBuilder("interface ").append(roles[cType >>> 6]);
        if ((cType & 8) != 0 && at + 4 <= end) {
            text.append(" index ").append(bytes.u32be(at));
            at += 4;
        }
        if ((cType & 4) != 0 && at + 8 <= end) {
            boolean six = bytes.u16be(at) == 2;
            at += 4;
            if (six && at + 16 <= end) {
                text.append(" address ").append(IpAddress.read(6, bytes, at));
            } else if (!six) {
                text.append(" address ").append(IpAddress.text(4, 0, bytes.u32be(at)));
            }
            at += six ? 16 : 4;
        }
        if ((cType & 2) != 0 && at < end) {
            int length = bytes.u8(at);
            int name = Math.min(length - 1, end - at - 1);
            if (name > 0) {
                text.append(" name ").append(WireText.clean(bytes.latin1(at + 1, name).replace("\0", ""), NAME_LENGTH));
            }
            at += length;
        }
        if ((cType & 1) != 0 && at + 4 <= end) {
            text.append(" mtu ").append(bytes.u32be(at));
        }
        return text.toString();
    }
}
