package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.RecordData;
import io.wirecause.packet.Packet;
import io.wirecause.report.WireText;
import java.util.Locale;

/** The line of a DNS message or one of its relatives: id, what is asked, the code, and the first answers. */
final class DnsLine {
    private static final int ANSWERS = 4;
    private static final int SHOWN = 80;

    private final DnsMessage message = new DnsMessage();
    private final RecordData data = new RecordData(SHOWN);

    /** Points at the message of a datagram, or at the one that fills a segment. */
    DnsMessage read(Packet packet) {
        ByteView payload = packet.payload();
        DnsService service = DnsService.of(packet.sourcePort(), packet.destinationPort());
        int skipped = packet.isTcp() ? 2 : 0;
        message.parse(payload.slice(skipped, payload.length() - skipped), packet.payloadLength() - skipped, service);
        return message;
    }

    String of(Packet packet) {
        read(packet);
        if (!message.hasHeader()) {
            return "malformed: " + message.problem();
        }
        StringBuilder line = new StringBuilder(message.opcode() == DnsMessage.OPCODE_QUERY ? ""
                : Mnemonics.opcode(message.service(), message.opcode()).toLowerCase(Locale.ROOT) + " ");
        line.append(message.response() ? "response" : "query").append(String.format(Locale.ROOT, " 0x%04x", message.id()));
        if (message.response() && message.rcode() != DnsMessage.RCODE_NOERROR) {
            line.append(' ').append(Mnemonics.rcode(message.rcode()));
        }
        if (message.truncated()) {
            line.append(" truncated");
        }
        for (int i = 0; i < Math.min(message.questions(), ANSWERS); i++) {
            line.append(i == 0 ? " " : ", ").append(Mnemonics.type(message.service(), message.questionType(i))).append(' ')
                    .append(WireText.inQuotes(Mnemonics.shortName(message.questionName(i))));
        }
        answers(line);
        if (message.problem() != null) {
            line.append(" (").append(message.problem()).append(')');
        }
        return line.toString();
    }

    private void answers(StringBuilder line) {
        int answers = message.count(DnsMessage.ANSWER);
        int section = answers > 0 || !message.response() ? DnsMessage.ANSWER : DnsMessage.AUTHORITY;
        int shown = Math.min(message.count(section), ANSWERS);
        for (int i = 0; i < shown; i++) {
            int record = message.first(section) + i;
            line.append(i == 0 ? section == DnsMessage.ANSWER ? " -> " : " authority " : ", ")
                    .append(Mnemonics.type(message.service(), message.recordType(record))).append(' ')
                    .append(WireText.inQuotes(Mnemonics.shortName(data.text(message, record))));
        }
        if (message.count(section) > shown) {
            line.append(", ").append(message.count(section) - shown).append(" more");
        }
        if (message.response() && answers == 0 && message.rcode() == DnsMessage.RCODE_NOERROR) {
            line.append(" (no answer)");
        }
    }
}
