package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;

/** What the line of a SIP message tells besides its start line: which request a response is to, and that it brings SDP. */
final class SipLine {
    private static final String CSEQ = "CSeq:";
    private static final int LONGEST_METHOD = 16;

    private SipLine() {
    }

    static String rest(ByteView payload) {
        String method = "";
        boolean response = payload.startsWith(0, "SIP/");
        int length = payload.length();
        for (int line = payload.indexOf('\n', 0, length); line >= 0; line = payload.indexOf('\n', line + 1, length)) {
            if (response && method.isEmpty() && payload.startsWith(line + 1, CSEQ)) {
                method = method(payload, line + 1 + CSEQ.length());
            } else if (payload.startsWith(line + 1, "v=0\r\n") || payload.startsWith(line + 1, "v=0\n")) {
                return method + " with SDP";
            }
        }
        return method;
    }

    /** The method behind the number, where it is one of capital letters. */
    private static String method(ByteView payload, int from) {
        int at = from;
        while (at < payload.length() && (payload.u8(at) == ' ' || payload.u8(at) >= '0' && payload.u8(at) <= '9')) {
            at++;
        }
        int end = at;
        while (end < payload.length() && end - at < LONGEST_METHOD && payload.u8(end) >= 'A' && payload.u8(end) <= 'Z') {
            end++;
        }
        return end == at ? "" : " to " + payload.latin1(at, end - at);
    }
}
