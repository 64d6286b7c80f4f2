package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.StreamDecoder;
import io.wirecause.service.decode.Words;
import java.util.Arrays;
import java.util.List;

/** SSH up to the point where it is encrypted: versions, the choice of algorithms and disconnects in clear, RFC 4253. */
public final class Ssh implements StreamDecoder {
    private static final int LARGEST = 4_096;
    private static final int DISCONNECT = 1;
    private static final int KEXINIT = 20;
    private static final int NEWKEYS = 21;
    private static final int COOKIE = 16;
    private static final int LINES = 64;
    private static final String EXCHANGE = "key exchange";
    /** The lists of KEXINIT, section 7.1, of which both sides must have one name in common. */
    private static final String[] LISTS = {"key exchange method", "host key algorithm", "cipher", "cipher", "MAC", "MAC"};

    private final ServiceEvents events;
    private final Side client = new Side();
    private final Side server = new Side();
    private boolean asked;
    private boolean refused;
    /** What the server said before its version. */
    private String before;

    /** What a side has said. */
    private static final class Side {
        private byte[] bytes = new byte[256];
        private int size;
        private boolean versionSeen;
        private int lines;
        private List<List<String>> lists;
        private boolean newKeys;
        private long frame;
        private long time;
    }

    /** A decoder of one connection. */
    public Ssh(ServiceEvents events) {
        this.events = events;
    }

    /** An identification string. */
    public static int match(Opening o) {
        boolean said = o.client().startsWith(0, "SSH-") || o.server().startsWith(0, "SSH-");
        if (said) {
            return Recogniser.SURE;
        }
        // A server may say why it does not serve, in a line of text, before it hangs up.
        boolean text = !o.hasClient() && o.hasServer() && o.server().u8(0) >= 'A' && o.server().u8(0) <= 'z';
        return o.isPort(22) && text ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    public boolean data(boolean fromClient, ByteView bytes, long frame, long nanos) {
        Side side = fromClient ? client : server;
        int at = 0;
        while (at < bytes.length()) {
            if (side.size == 0) {
                side.frame = frame;
                side.time = nanos;
            }
            int count = Math.min(bytes.length() - at, LARGEST - side.size);
            if (count == 0) {
                return false;
            }
            if (side.size + count > side.bytes.length) {
                side.bytes = Arrays.copyOf(side.bytes, Math.max(2 * side.bytes.length, side.size + count));
            }
            bytes.get(at, side.bytes, side.size, count);
            side.size += count;
            at += count;
            events.at(fromClient ? frame : side.frame, fromClient ? nanos : side.time);
            try {
                if (!take(fromClient, side)) {
                    return false;
                }
            } catch (IndexOutOfBoundsException shorterThanItSays) {
                events.malformed();
                return false;
            }
        }
        return true;
    }

    /** Takes whole lines or packets out of what a side has said. */
    private boolean take(boolean fromClient, Side side) {
        while (side.size > 0) {
            if (side.newKeys) {
                // Encrypted from here on, while the other side is not yet.
                side.size = 0;
                return true;
            }
            ByteView view = ByteView.of(side.bytes);
            int taken;
            if (!side.versionSeen) {
                int end = view.indexOf('\n', 0, side.size);
                if (end < 0) {
                    return side.size < LARGEST;
                }
                line(fromClient, side, view.slice(0, end > 0 && view.u8(end - 1) == '\r' ? end - 1 : end));
                if (!side.versionSeen && ++side.lines > LINES) {
                    return false;
                }
                taken = end + 1;
            } else {
                if (side.size < 6) {
                    return true;
                }
                long length = view.u32be(0);
                if (length < 2 || length + 4 > LARGEST) {
                    return false;
                }
                if (side.size < length + 4) {
                    return true;
                }
                taken = (int) length + 4;
                if (!packet(fromClient, side, view.slice(5, taken - 5))) {
                    return false;
                }
            }
            System.arraycopy(side.bytes, taken, side.bytes, 0, side.size - taken);
            side.size -= taken;
        }
        return true;
    }

    private void line(boolean fromClient, Side side, ByteView line) {
        if (line.startsWith(0, "SSH-")) {
            side.versionSeen = true;
            if (fromClient) {
                return;
            }
            events.product(Words.rest(line, 0));
            if (!asked) {
                events.unasked(ServiceReply.OK);
            }
        } else if (!fromClient && line.length() > 0 && before == null) {
            before = Words.rest(line, 0);
        }
    }

    private boolean packet(boolean fromClient, Side side, ByteView packet) {
        switch (packet.u8(0)) {
            case KEXINIT -> {
                side.lists = lists(packet);
                if (fromClient) {
                    asked = true;
                    events.request(ServiceEvents.IN_ORDER, EXCHANGE);
                }
                if (client.lists != null && server.lists != null) {
                    compare();
                }
            }
            case NEWKEYS -> {
                side.newKeys = true;
                if (!fromClient) {
                    events.reply(ServiceEvents.IN_ORDER, ServiceReply.OK);
                }
                if (client.newKeys && server.newKeys) {
                    events.encrypted("SSH");
                    return false;
                }
            }
            case DISCONNECT -> {
                if (!fromClient && !refused) {
                    refused = true;
                    int reason = packet.i32be(1);
                    int length = (int) Math.min(packet.u32be(5), packet.length() - 9L);
                    ServiceReply reply = ServiceReply.of(ReplyKind.REFUSED, "disconnect " + reason, reason(reason),
                            Words.text(packet, 9, Math.max(0, length)));
                    events.reply(ServiceEvents.IN_ORDER, reply);
                }
            }
            default -> {
            }
        }
        return true;
    }

    private static List<List<String>> lists(ByteView packet) {
        List<List<String>> lists = new java.util.ArrayList<>();
        int at = 1 + COOKIE;
        for (int i = 0; i < LISTS.length; i++) {
            int length = packet.i32be(at);
            lists.add(Arrays.stream(packet.latin1(at + 4, length).split(","))
                    .filter(name -> !name.startsWith("ext-info-") && !name.startsWith("kex-strict-")).toList());
            at += 4 + length;
        }
        return lists;
    }

    /** Whether both sides have something in common in each list; MACs do not count, as ciphers may bring their own. */
    private void compare() {
        for (int i = 0; i < 4; i++) {
            List<String> offered = client.lists.get(i);
            List<String> known = server.lists.get(i);
            if (!refused && offered.stream().noneMatch(known::contains)) {
                refused = true;
                events.reply(ServiceEvents.IN_ORDER, ServiceReply.of(ReplyKind.REFUSED, null, "no " + LISTS[i] + " in "
                        + "common", "server: "
                        + some(known) + "; client: " + some(offered)).headed("SSH cannot begin:").at(Party.UNCLEAR)
                        .advising("Update the older side, or allow an algorithm of the other one on purpose."));
            }
        }
    }

    private static String some(List<String> names) {
        String all = String.join(",", names);
        return WireText.clean(all.length() > 70 ? all.substring(0, 70) + "..." : all);
    }

    /** Section 11.1. */
    private static String reason(int code) {
        return switch (code) {
            case 1 -> "host not allowed to connect";
            case 2 -> "protocol error";
            case 3 -> "key exchange failed";
            case 7 -> "service not available";
            case 8 -> "protocol version not supported";
            case 9 -> "host key not verifiable";
            case 11 -> "by application";
            case 12 -> "too many connections";
            case 14 -> "no more authentication methods";
            default -> null;
        };
    }

    /** A server that hangs up after a line of text has said why; one that goes on may have said what it likes. */
    @Override
    public void end() {
        if (!server.versionSeen && before != null && !refused) {
            refused = true;
            events.unasked(ServiceReply.of(ReplyKind.REFUSED, null, null, before));
        }
    }

    @Override
    public boolean gap(boolean fromClient, long bytes) {
        return false;
    }
}
