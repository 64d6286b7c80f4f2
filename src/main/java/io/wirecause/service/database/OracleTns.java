package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** Oracle's listener: whether it accepts, redirects or refuses. What follows is not documented and not read. */
public final class OracleTns extends BinaryDecoder {
    private static final int KEPT = 512;
    private static final int HEADER = 8;
    private static final int CONNECT = 1;
    private static final int ACCEPT = 2;
    private static final int REFUSE = 4;
    private static final int REDIRECT = 5;
    private static final int RESEND = 11;
    private static final int LAST = 19;

    private boolean asked;

    /** A decoder of one connection. */
    public OracleTns(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A connect packet. */
    public static int match(Opening o) {
        ByteView c = o.client();
        boolean connect = c.length() > 34 && c.u8(4) == CONNECT && c.u16be(2) == 0 && c.u16be(6) == 0 && c.u16be(0) >= 34
                && c.u16be(8) >= 300 && c.u16be(8) < 400;
        return connect ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        int length = header.u16be(0);
        return length < HEADER || header.u8(4) > LAST ? -1 : length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int type = head.u8(4);
        if (fromClient) {
            if (type == CONNECT && !asked) {
                asked = true;
                events.request(ServiceEvents.IN_ORDER, "connect");
            }
            return true;
        }
        switch (type) {
            case ACCEPT -> events.reply(ServiceEvents.IN_ORDER, ServiceReply.OK);
            case REDIRECT -> events.reply(ServiceEvents.IN_ORDER, ServiceReply.of(ReplyKind.NEGATIVE, null, "redirected", null));
            case REFUSE -> events.reply(ServiceEvents.IN_ORDER, refusal(head));
            default -> {
                return type == RESEND;
            }
        }
        return false;
    }

    /** The reason stands in the text as {@code (ERR=number)}. */
    private static ServiceReply refusal(ByteView head) {
        String text = Words.rest(head, HEADER + 4);
        int at = text.indexOf("(ERR=");
        int end = text.indexOf(')', at + 1);
        String number = at < 0 || end < 0 || end - at > 12 ? null : text.substring(at + 5, end).strip();
        boolean plain = number != null && number.matches("\\d{1,5}");
        return ServiceReply.of(ReplyKind.REFUSED, plain ? "ORA-" + "0".repeat(5 - number.length()) + number : null,
                plain ? name(number) : null, plain ? null : text).headed("Oracle's listener refuses:")
                .at(plain && (number.equals("12514") || number.equals("12505") || number.equals("12504")) ? Party.CLIENT :
                Party.SERVER)
                .advising("Compare the service name that the client asks for with those that the listener knows (lsnrctl "
                + "services).");
    }

    private static String name(String number) {
        return switch (number) {
            case "12504" -> "no service name given";
            case "12505" -> "SID not known to the listener";
            case "12514" -> "service not known to the listener";
            case "12516" -> "no handler with a matching protocol";
            case "12518" -> "listener could not hand off the connection";
            case "12519" -> "no service handler found: too many connections";
            case "12520" -> "no handler of the requested type";
            case "12526" -> "instances in restricted mode";
            case "12528" -> "instances block new connections";
            case "1153", "1189" -> "listener cannot take the request";
            default -> null;
        };
    }
}
