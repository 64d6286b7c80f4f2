package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.NameReader;
import org.xbill.DNS.Type;

/** What a response gives away of its server besides the response code. */
public final class ResponseFaults {
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 16;
    /** Of TSIG's data behind the algorithm's name: time (6), fudge (2). */
    private static final int TSIG_TIMES = 8;
    private static final int PROHIBITED = 18;

    private ResponseFaults() {
    }

    /** The error of the TSIG record (RFC 8945, section 4.2), which is the last record; 0 for none. */
    public static int tsigError(DnsMessage message) {
        int last = message.records() - 1;
        if (last < message.first(DnsMessage.ADDITIONAL) || last < 0 || message.recordType(last) != Type.TSIG) {
            return 0;
        }
        ByteView bytes = message.bytes();
        NameReader names = new NameReader();
        if (!names.skip(bytes, message.dataAt(last))) {
            return 0;
        }
        // Size of the MAC (2), the MAC, the original id (2), the error (2).
        int macSize = names.end() + TSIG_TIMES;
        int end = message.dataAt(last) + message.dataLength(last);
        int error = macSize + 2 <= end ? macSize + 2 + bytes.u16be(macSize) + 2 : end;
        return error + 2 <= end ? bytes.u16be(error) : 0;
    }

    /**
     * Whether a response refers to the root or to its own sender for a name below, as a server does that is not
     * authoritative for a zone that was delegated to it (lame delegation, RFC 9499, section 7).
     */
    public static boolean isUpwardReferral(DnsMessage m, DnsMessageContext context) {
        int from = m.first(DnsMessage.AUTHORITY);
        if (m.rcode() != DnsMessage.RCODE_NOERROR || m.authoritative() || m.recursionAvailable() || m.truncated() || m.cut()
                || m.questions() == 0
                || m.count(DnsMessage.ANSWER) > 0 || m.count(DnsMessage.AUTHORITY) == 0 || m.recordType(from) != Type.NS
                || m.asksForRoot()) {
            return false;
        }
        return m.isOfRoot(from) || refersToItself(m, context);
    }

    /**
     * Whether a response to a query without recursion refuses a name as BIND and others do for zones that they do not
     * serve. A resolver says that it offers recursion, or with an extended error (RFC 8914) that the client is prohibited.
     */
    public static boolean isRefusalOfAuthority(DnsMessage m) {
        return m.rcode() == DnsMessage.RCODE_REFUSED && m.opcode() == DnsMessage.OPCODE_QUERY && !m.recursionAvailable()
                && !m.authoritative() && m.questions() > 0 && !m.asksForRoot()
                && (m.opt() < 0 || Edns.extendedErrorCode(m) != PROHIBITED);
    }

    private static boolean refersToItself(DnsMessage m, DnsMessageContext context) {
        ByteView bytes = m.bytes();
        for (int i = m.first(DnsMessage.ADDITIONAL); i < m.records(); i++) {
            int at = m.dataAt(i);
            boolean four = m.recordType(i) == Type.A && m.dataLength(i) == ADDRESS_4 && context.version() == 4
                    && bytes.u32be(at) == context.serverLo(true);
            boolean six = m.recordType(i) == Type.AAAA && m.dataLength(i) == ADDRESS_6 && context.version() == 6
                    && bytes.i64be(at) == context.serverHi(true) && bytes.i64be(at + 8) == context.serverLo(true);
            if (four || six) {
                return true;
            }
        }
        return false;
    }
}
