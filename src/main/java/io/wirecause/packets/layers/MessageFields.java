package io.wirecause.packets.layers;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.RecordData;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packets.info.TlsLine;
import io.wirecause.packets.text.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The message that a datagram or segment carries, field by field, for the protocols that Wirecause has views of. */
final class MessageFields {
    private static final int MOST_RECORDS = 24;
    private static final int SHOWN = 200;
    private static final int MOST_TEXT = 6_000;
    private static final String[] SECTIONS = {"Answer", "Authority", "Additional"};

    private final DnsMessage dns = new DnsMessage();
    private final RecordData data = new RecordData(SHOWN);
    private final Dhcpv4Message four = new Dhcpv4Message();
    private final Dhcpv6Message six = new Dhcpv6Message();

    /** The message; null where there is none that is read. */
    LayerRecord of(Packet packet, String protocol) {
        return switch (protocol) {
            case "DNS", "MDNS", "LLMNR", "NBNS" -> dns(packet);
            case "DHCP" -> four(packet);
            case "DHCPv6" -> six(packet);
            case "SIP", "HTTP", "RTSP", "SSDP" -> text(packet.payload(), protocol);
            case "TLS" -> new FieldMap().add("Records", TlsLine.of(packet.payload())).as("tls");
            default -> null;
        };
    }

    private LayerRecord dns(Packet packet) {
        ByteView payload = packet.payload();
        int skipped = packet.isTcp() ? 2 : 0;
        dns.parse(payload.slice(skipped, payload.length() - skipped), packet.payloadLength() - skipped,
                DnsService.of(packet.sourcePort(), packet.destinationPort()));
        FieldMap fields = new FieldMap();
        if (dns.hasHeader()) {
            fields.add("Id", String.format(Locale.ROOT, "0x%04x", dns.id())).add("Kind", dns.response() ? "response" : "query")
                    .add("Opcode", Mnemonics.opcode(dns.service(), dns.opcode()))
                    .add("Rcode", dns.response() ? Mnemonics.rcode(dns.rcode()) : null).add("Flags", flags());
            for (int i = 0; i < Math.min(dns.questions(), MOST_RECORDS); i++) {
                fields.add("Question", Mnemonics.type(dns.service(), dns.questionType(i)) + " " + dns.questionName(i));
            }
            for (int section = DnsMessage.ANSWER; section <= DnsMessage.ADDITIONAL; section++) {
                records(section, fields);
            }
        }
        return fields.add("Problem", dns.problem()).as(dns.service().label());
    }

    private String flags() {
        List<String> set = new ArrayList<>();
        add(set, dns.authoritative(), "aa");
        add(set, dns.truncated(), "tc");
        add(set, dns.recursionDesired(), "rd");
        add(set, dns.recursionAvailable(), "ra");
        add(set, dns.authenticData(), "ad");
        add(set, dns.checkingDisabled(), "cd");
        return set.isEmpty() ? null : String.join(" ", set);
    }

    private static void add(List<String> set, boolean is, String name) {
        if (is) {
            set.add(name);
        }
    }

    private void records(int section, FieldMap fields) {
        int count = dns.count(section);
        for (int i = 0; i < Math.min(count, MOST_RECORDS); i++) {
            int record = dns.first(section) + i;
            String type = Mnemonics.type(dns.service(), dns.recordType(record));
            fields.add(SECTIONS[section] + " " + (i + 1), record == dns.opt() ? "OPT, UDP payload " + dns.udpSize()
                    : dns.recordName(record) + " " + dns.ttl(record) + " " + type + " " + data.text(dns, record));
        }
        if (dns.claimed(section) > Math.min(count, MOST_RECORDS)) {
            fields.add(SECTIONS[section] + " count", dns.claimed(section));
        }
    }

    private LayerRecord four(Packet packet) {
        four.point(packet.payload(), packet.payloadLength());
        FieldMap fields = new FieldMap().add("Type", four.typeName()).add("Xid", String.format(Locale.ROOT, "0x%08x", four.xid()))
                .add("Client link address", MacAddress.text(four.mac())).add("ciaddr", Dhcpv4Message.text(four.clientAddress()))
                .add("yiaddr", Dhcpv4Message.text(four.yourAddress())).add("siaddr", Dhcpv4Message.text(four.serverAddress()))
                .add("giaddr", Dhcpv4Message.text(four.relayAddress())).add("sname", four.serverName())
                .add("file", four.bootFile());
        four.named(true).forEach(fields::add);
        return problems(fields, four.problems()).as("dhcp");
    }

    private LayerRecord six(Packet packet) {
        six.point(packet.payload(), packet.payloadLength());
        FieldMap fields = new FieldMap().add("Type", MessageTypes.name6(six.type()))
                .add("Xid", String.format(Locale.ROOT, "0x%06x", six.xid()))
                .add("Relays", six.relayCount() > 0 ? six.relays() : null);
        for (Map.Entry<String, Object> option : six.named(true).entrySet()) {
            fields.add(option.getKey(), option.getValue());
        }
        return problems(fields, six.problems()).as("dhcpv6");
    }

    private static FieldMap problems(FieldMap fields, List<String> problems) {
        problems.forEach(problem -> fields.add("Problem", problem));
        return fields;
    }

    /** Start line and headers of a message of text, and that a body follows; secrets masked. */
    private static LayerRecord text(ByteView payload, String protocol) {
        FieldMap fields = new FieldMap();
        int end = Math.min(payload.length(), MOST_TEXT);
        int at = 0;
        while (at < end) {
            int line = payload.indexOf('\n', at, end);
            int to = line < 0 ? end : line;
            String text = line(payload, at, to);
            if (text.isEmpty() && at > 0) {
                int body = payload.length() - to - 1;
                fields.add("Body", body > 0 ? body + " bytes" : null);
                break;
            }
            String shown = Secrets.masked(text);
            int colon = at == 0 ? -1 : shown.indexOf(':');
            if (colon > 0) {
                fields.add(shown.substring(0, colon), shown.substring(colon + 1).strip());
            } else if (!text.isEmpty()) {
                fields.add(at == 0 ? "Start line" : "Line", shown);
            }
            at = to + 1;
        }
        return fields.as(protocol.toLowerCase(Locale.ROOT));
    }

    private static String line(ByteView payload, int from, int to) {
        int length = Math.min(to - from, Secrets.LONGEST);
        String text = new String(payload.copy(from, length), StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
