package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.protocol.NameReader;
import io.wirecause.report.WireText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.UNKRecord;

/**
 * Record data as text, in the form of zone files. Common types are decoded here; the rest (SVCB, CAA, NAPTR, TLSA, DNSKEY,
 * RRSIG, NSEC3, LOC and so on) is left to dnsjava, which gets the data of one record with its names uncompressed, and whose
 * exceptions are caught here.
 */
public final class RecordData {
    /** Characters shown of one record's data by default; longer data is mostly keys and signatures. */
    public static final int SHOWN = 120;
    /** Characters shown of one record's data if detailed. */
    public static final int SHOWN_DETAILED = 2_000;

    /** Where names are in the data of a type: a dot is a byte, n a name, s a counted string; the rest holds no names. */
    private static final Map<Integer, String> LAYOUTS = Map.ofEntries(
            Map.entry(Type.MINFO, "nn"), Map.entry(Type.RP, "nn"), Map.entry(Type.AFSDB, "..n"), Map.entry(Type.RT, "..n"),
            Map.entry(Type.KX, "..n"), Map.entry(Type.PX, "..nn"), Map.entry(Type.NXT, "n"), Map.entry(Type.NSEC, "n"),
            Map.entry(Type.SIG, "..................n"), Map.entry(Type.RRSIG, "..................n"),
            Map.entry(Type.NAPTR, "....sssn"), Map.entry(Type.SVCB, "..n"), Map.entry(Type.HTTPS, "..n"),
            Map.entry(Type.TSIG, "n"), Map.entry(Type.TKEY, "n"), Map.entry(Type.TALINK, "nn"), Map.entry(Type.LP, "..n"));

    private final NameReader names = new NameReader();
    private final int shown;
    private String problem;
    /** Whether text is made; otherwise the data is only checked. */
    private boolean rendering;

    /**
     * Reads data.
     *
     * @param shown characters shown of one record's data
     */
    public RecordData(int shown) {
        this.shown = shown;
    }

    /** What is wrong with the data read last; null if nothing is. */
    public String problem() {
        return problem;
    }

    /** What is wrong with the first malformed record of a message, as text for people; null if all are well-formed. */
    public String firstProblem(DnsMessage message) {
        for (int i = 0; i < message.records(); i++) {
            rendering = false;
            if (message.recordType(i) == DnsMessage.TYPE_OPT) {
                problem = Edns.problem(message, i);
            } else {
                read(message, i);
            }
            if (problem != null) {
                return Mnemonics.type(message.service(), message.recordType(i)) + " record: " + problem;
            }
        }
        return null;
    }

    /** The data of one record of a message. */
    public String text(DnsMessage message, int index) {
        rendering = true;
        return read(message, index);
    }

    private String read(DnsMessage message, int index) {
        problem = null;
        int length = message.dataLength(index);
        if (length == 0) {
            // Prerequisites and deletions in updates are empty for any type (RFC 2136, section 2.4).
            return "";
        }
        ByteView bytes = message.bytes();
        int at = message.dataAt(index);
        int type = message.recordType(index);
        if (message.service() == DnsService.NBNS) {
            // Data that does not fit its type is shown as bytes, not reported as malformed.
            if (!rendering) {
                return "";
            }
            String text = NetbiosData.text(bytes, at, length, type, shown);
            return text == null ? raw(bytes, at, length) : text;
        }
        String text = common(bytes, type, at, length);
        if (text == null && problem == null) {
            text = byLibrary(bytes, type, at, length);
        }
        return text == null && rendering ? raw(bytes, at, length) : text;
    }

    private String common(ByteView bytes, int type, int at, int length) {
        return switch (type) {
            case Type.A -> length == 4 ? address(bytes, at, 4) : wrong("an address of " + length + " bytes");
            case Type.AAAA -> length == 16 ? address(bytes, at, 6) : wrong("an address of " + length + " bytes");
            case Type.NS, Type.CNAME, Type.PTR, Type.DNAME -> name(bytes, at, at + length);
            case Type.MX -> length < 3 ? wrong("data too short") : prefixed(1, bytes, at, at + length);
            case Type.SRV -> length < 7 ? wrong("data too short") : prefixed(3, bytes, at, at + length);
            case Type.SOA -> startOfAuthority(bytes, at, at + length);
            case Type.TXT, Type.SPF -> strings(bytes, at, at + length);
            default -> null;
        };
    }

    private String address(ByteView bytes, int at, int version) {
        if (!rendering) {
            return "";
        }
        return IpAddress.read(version, bytes, at);
    }

    private String wrong(String what) {
        problem = what;
        return null;
    }

    /** A name that follows 16-bit numbers. */
    private String prefixed(int numbers, ByteView bytes, int at, int limit) {
        String name = name(bytes, at + 2 * numbers, limit);
        if (name == null || !rendering) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers; i++) {
            text.append(bytes.u16be(at + 2 * i)).append(' ');
        }
        return text.append(name).toString();
    }

    private String name(ByteView bytes, int at, int limit) {
        return !isName(bytes, at, limit, rendering) ? null : rendering ? names.text() : "";
    }

    private boolean isName(ByteView bytes, int at, int limit, boolean keeping) {
        boolean sound = keeping ? names.read(bytes, at) : names.skip(bytes, at);
        problem = !sound ? names.problem() : names.end() > limit ? "a name runs beyond the record's data" : null;
        return problem == null;
    }

    private String startOfAuthority(ByteView bytes, int at, int limit) {
        String server = name(bytes, at, limit);
        String mailbox = server == null ? null : name(bytes, names.end(), limit);
        if (mailbox == null) {
            return null;
        }
        int numbers = names.end();
        if (numbers + 20 > limit) {
            return wrong("data too short");
        }
        if (!rendering) {
            return "";
        }
        StringBuilder text = new StringBuilder(server).append(' ').append(mailbox);
        for (int i = 0; i < 5; i++) {
            text.append(' ').append(bytes.u32be(numbers + 4 * i));
        }
        return text.toString();
    }

    private String strings(ByteView bytes, int at, int limit) {
        StringBuilder text = rendering ? new StringBuilder() : null;
        for (int position = at; position < limit; ) {
            int length = bytes.u8(position);
            if (position + 1 + length > limit) {
                return wrong("a string of " + length + " bytes runs beyond the record's data");
            }
            if (!rendering) {
                position += 1 + length;
                continue;
            }
            String part = new String(bytes.copy(position + 1, length), StandardCharsets.UTF_8);
            text.append(text.isEmpty() ? "\"" : " \"").append(WireText.clean(part.replace("\"", "\\\""), shown)).append('"');
            position += 1 + length;
        }
        return rendering ? shorten(text.toString()) : "";
    }

    private String byLibrary(ByteView bytes, int type, int at, int length) {
        byte[] data = expand(bytes, LAYOUTS.getOrDefault(type, ""), at, at + length);
        if (data == null) {
            return null;
        }
        try {
            // The data does not depend on the class, but the library rejects classes that it does not know.
            Record record = Record.newRecord(Name.root, type, DClass.IN, 0, data.length, data);
            if (record == null) {
                return wrong("data that does not fit the type");
            }
            return record instanceof UNKRecord ? null : rendering ? safe(record.rdataToString()) : "";
        } catch (RuntimeException e) {
            return wrong("data that does not fit the type");
        }
    }

    /** The library escapes as zone files do, so plain ASCII needs no further escaping. */
    private String safe(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? shorten(text) : WireText.clean(text, shown);
    }

    private byte[] expand(ByteView bytes, String layout, int from, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(limit - from);
        int at = from;
        for (int i = 0; i < layout.length(); i++) {
            int length;
            if (layout.charAt(i) == 'n') {
                if (!isName(bytes, at, limit, true)) {
                    return null;
                }
                names.copyTo(out);
                at = names.end();
                continue;
            }
            length = layout.charAt(i) == 's' && at < limit ? 1 + bytes.u8(at) : 1;
            if (at + length > limit) {
                wrong("data too short");
                return null;
            }
            out.writeBytes(bytes.copy(at, length));
            at += length;
        }
        out.writeBytes(bytes.copy(at, limit - at));
        return out.toByteArray();
    }

    /** Unknown or malformed data, in the form of RFC 3597, section 5. */
    private String raw(ByteView bytes, int at, int length) {
        StringBuilder text = new StringBuilder("\\# ").append(length).append(' ');
        for (int i = 0; i < Math.min(length, shown); i++) {
            text.append(NetbiosName.hex(bytes.u8(at + i)));
        }
        return shorten(text.toString());
    }

    private String shorten(String text) {
        return text.length() <= shown ? text : text.substring(0, shown) + "...(+" + (text.length() - shown) + " characters)";
    }
}
