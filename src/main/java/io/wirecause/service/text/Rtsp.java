package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;

/** RTSP: RFC 2326 and 7826. Media that follow on the same connection are not read. */
public final class Rtsp extends TextDecoder {
    private static final String[] METHODS = {"OPTIONS", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "RECORD",
        "GET_PARAMETER", "SET_PARAMETER", "REDIRECT"};
    private static final int FIRST_DIGIT = 9;

    private final Header client = new Header();
    private final Header server = new Header();
    private boolean interleaved;

    /** What is read of a message. */
    private static final class Header {
        private boolean open;
        private String what;
        private int status;
        private String words;
        private long sequence = -1;
        private long length;
        private boolean authorised;
    }

    /** A decoder of one connection. */
    public Rtsp(ServiceEvents events) {
        super(events);
    }

    /** A start line of RTSP. */
    public static int match(Opening o) {
        boolean request = o.hasClient() && o.clientSays(METHODS) && ReplyLines.mentions(o.client(), "RTSP/");
        return o.server().startsWith(0, "RTSP/") || request ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        Header header = fromClient ? client : server;
        if (line.length() == 0) {
            return !header.open || end(fromClient, header);
        }
        if (!header.open) {
            begin(fromClient, header, line);
        } else if (startsWithName(line, "CSEQ:")) {
            header.sequence = Words.number(line, Words.next(line, 0));
        } else if (startsWithName(line, "CONTENT-LENGTH:")) {
            header.length = Words.number(line, Words.next(line, 0));
        } else if (startsWithName(line, "AUTHORIZATION:")) {
            header.authorised = true;
        } else if (startsWithName(line, "TRANSPORT:") && ReplyLines.mentions(line, "INTERLEAVED")) {
            interleaved |= !fromClient;
        }
        return true;
    }

    private static boolean startsWithName(ByteView line, String name) {
        return Words.startsWith(line, 0, name);
    }

    private void begin(boolean fromClient, Header header, ByteView line) {
        header.what = Words.of(line, 0, METHODS);
        header.status = line.startsWith(0, "RTSP/") ? Words.digits(line, FIRST_DIGIT, 3) : 0;
        header.open = fromClient ? header.what != null : header.status > 0;
        header.words = header.status < 400 ? null : Words.rest(line, FIRST_DIGIT + 4);
        header.sequence = -1;
        header.length = 0;
        header.authorised = false;
        if (header.open && !fromClient) {
            hold();
        }
    }

    private boolean end(boolean fromClient, Header header) {
        header.open = false;
        if (header.length > 0) {
            skip(fromClient, header.length);
        }
        if (fromClient) {
            events.request(header.sequence, header.what);
            if (header.authorised) {
                events.login(null);
            }
            return true;
        }
        if (header.status >= 200) {
            events.reply(header.sequence, reply(header));
        }
        release();
        return !(interleaved && client.what != null && client.what.equals("PLAY") && header.status == 200);
    }

    private ServiceReply reply(Header header) {
        int status = header.status;
        if (status < 400) {
            return ServiceReply.OK;
        }
        ReplyKind kind = status == 401 || status == 407 ? client.authorised ? ReplyKind.LOGIN_FAILED : ReplyKind.NEGATIVE
                : status == 454 || status == 501 || status == 405 ? ReplyKind.NEGATIVE : ReplyKind.ERROR;
        return ServiceReply.of(kind, Integer.toString(status), null, header.words).at(status < 500 ? Party.CLIENT : Party.SERVER);
    }

    @Override
    protected boolean lost(boolean fromClient) {
        return !interleaved;
    }
}
