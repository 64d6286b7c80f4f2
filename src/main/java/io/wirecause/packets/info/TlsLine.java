package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsAlert;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.report.WireText;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.message.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/** The line of a segment that begins with a TLS record: its records, and the messages of a handshake in the clear. */
public final class TlsLine {
    private static final int MOST = 8;
    private static final String TIMES = " x";
    private static final int MESSAGE_HEADER = 4;
    private static final int MOST_MESSAGE = 1 << 17;

    private TlsLine() {
    }

    /** The records of a payload that begins with one. */
    public static String of(ByteView payload) {
        List<String> parts = new ArrayList<>();
        boolean encrypted = false;
        int at = 0;
        while (parts.size() < MOST && TlsRecord.isAt(payload, at)) {
            int type = TlsRecord.type(payload, at);
            int from = at + TlsRecord.HEADER;
            int to = Math.min(payload.length(), from + TlsRecord.length(payload, at));
            switch (type) {
                case TlsRecord.FIRST_TYPE -> {
                    add(parts, "Change Cipher Spec");
                    encrypted = true;
                }
                case TlsRecord.ALERT -> add(parts, alert(payload, from, to, TlsRecord.length(payload, at)));
                case TlsRecord.HANDSHAKE -> handshake(payload, from, to, encrypted, parts);
                default -> add(parts, "Application Data");
            }
            at = from + TlsRecord.length(payload, at);
        }
        return String.join(", ", parts) + (at > payload.length() ? ", goes on in the next segment" : "");
    }

    private static void add(List<String> parts, String part) {
        int last = parts.size() - 1;
        String before = last < 0 ? "" : parts.get(last);
        if (before.equals(part)) {
            parts.set(last, part + TIMES + 2);
        } else if (before.startsWith(part + TIMES)) {
            parts.set(last, part + TIMES + (Integer.parseInt(before.substring(part.length() + TIMES.length())) + 1));
        } else {
            parts.add(part);
        }
    }

    private static String alert(ByteView payload, int from, int to, int length) {
        if (length != 2 || to - from < 2) {
            return "Encrypted Alert";
        }
        int description = payload.u8(from + 1);
        return "Alert " + (payload.u8(from) == 2 ? "fatal " : "") + (description == 0 ? "close_notify"
                : TlsAlert.name(description));
    }

    private static void handshake(ByteView payload, int from, int to, boolean encrypted, List<String> parts) {
        int at = from;
        int before = parts.size();
        while (at + MESSAGE_HEADER <= to && parts.size() < MOST) {
            int type = payload.u8(at);
            int length = payload.u24be(at + 1);
            if (encrypted || !HandshakeType.known(type) || length > MOST_MESSAGE) {
                break;
            }
            int body = at + MESSAGE_HEADER;
            ByteView message = payload.slice(body, Math.min(length, to - body));
            add(parts, switch (type) {
                case HandshakeType.CLIENT_HELLO -> client(ClientHello.parse(message, false));
                case HandshakeType.SERVER_HELLO -> server(ServerHello.parse(message));
                default -> HandshakeType.name(type);
            });
            at += MESSAGE_HEADER + length;
        }
        if (parts.size() == before) {
            add(parts, encrypted ? "Encrypted Handshake Message" : "Handshake Message");
        }
    }

    private static String client(ClientHello hello) {
        return "ClientHello" + (hello.serverName() == null ? "" : " for " + WireText.inQuotes(hello.serverName()))
                + (hello.usable() ? " up to " + TlsVersion.name(hello.offer().newestVersion()) : "");
    }

    private static String server(ServerHello hello) {
        return (hello.retry() ? "HelloRetryRequest" : "ServerHello")
                + (hello.usable() ? " " + TlsVersion.name(hello.version()) + " " + Registry.CIPHER.name(hello.cipher()) : "");
    }
}
