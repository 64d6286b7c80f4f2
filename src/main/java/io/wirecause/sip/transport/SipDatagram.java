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
        return messages(datagram, cut ? MalformedCounter.CUT : null);
    }

    /**
     * All messages of a datagram of which a part may be missing.
     *
     * @param datagram the part of the payload that is there
     * @param missing  why not all of it is; null where it is
     */
    static List<SipMessage> messages(ByteView datagram, String missing) {
        List<SipMessage> messages = new ArrayList<>(1);
        int at = StartLine.skipEmptyLines(datagram, 0);
        while (at < datagram.length() && StartLine.isAt(datagram, at)) {
            SipParser head = SipParser.head(datagram, at, datagram.length());
            int bodyStart = at + head.headLength();
            int there = datagram.length() - bodyStart;
            long length = head.contentLength();
            if (length > there) {
                head.problem(missing != null ? missing : "Content-Length is " + length + " but only " + there
                        + " bytes follow");
            } else if (missing != null && (!head.isHeadComplete() || length < 0)) {
                head.problem(missing);
            }
            int body = length < 0 ? there : (int) Math.min(length, there);
            int next = StartLine.skipEmptyLines(datagram, bodyStart + body);
            if (next < datagram.length() && !isPadding(datagram, next) && !StartLine.isAt(datagram, next)) {
                // RFC 3261, section 18.3: the receiver drops what follows, and with it the end of the body.
                head.problem("Content-Length is " + length + " but " + there + " bytes follow");
            }
            messages.add(head.message(datagram.copy(bodyStart, Math.min(body, SipParser.MAX_BODY))));
            at = next;
        }
        return messages;
    }

    private static boolean isPadding(ByteView datagram, int from) {
        for (int at = from; at < datagram.length(); at++) {
            if (datagram.u8(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
