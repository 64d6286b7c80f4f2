package io.wirecause.sip.transport;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.bytes.ByteView;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipParser;
import io.wirecause.sip.message.StartLine;
import java.util.ArrayList;
import java.util.List;

/** Messages in a UDP datagram: one (RFC 3261, section 18.3), or several from senders that violate it. */
public final class SipDatagram {
    private SipDatagram() {
    }

    /**
     * All messages of a datagram.
     *
     * @param datagram the captured part of the payload
     * @param cut      whether the snaplen truncated it
     */
    public static List<SipMessage> messages(ByteView datagram, boolean cut) {
        List<SipMessage> messages = new ArrayList<>(1);
        int at = StartLine.skipEmptyLines(datagram, 0);
        while (at < datagram.length() && StartLine.isAt(datagram, at)) {
            SipParser head = SipParser.head(datagram, at, datagram.length());
            int bodyStart = at + head.headLength();
            int there = datagram.length() - bodyStart;
            long length = head.contentLength();
            if (length > there) {
                head.problem(cut ? MalformedCounter.CUT : "Content-Length is " + length + " but only " + there
                        + " bytes follow");
            } else if (cut && !head.isHeadComplete()) {
                head.problem(MalformedCounter.CUT);
            }
            int body = length < 0 ? there : (int) Math.min(length, there);
            messages.add(head.message(datagram.copy(bodyStart, Math.min(body, SipParser.MAX_BODY))));
            at = StartLine.skipEmptyLines(datagram, bodyStart + body);
        }
        return messages;
    }
}
