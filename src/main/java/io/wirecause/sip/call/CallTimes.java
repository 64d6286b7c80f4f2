package io.wirecause.sip.call;

import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.rtp.RtpStream;
import java.util.Collection;

/** Times of a call in nanoseconds, on its first hop in the capture; -1 if unknown. */
final class CallTimes {
    private CallTimes() {
    }

    /** Session request delay (RFC 6076, section 4.3.1): from the last INVITE's first copy to an 18x or a final response. */
    static long setup(SipCall call) {
        for (SipTransaction invite : call.invites()) {
            boolean superseded = invite.isChallenged() || invite.finalStatus() / 100 == 3;
            if (!invite.hasRequest() || superseded) {
                continue;
            }
            if (invite.firstProgressNanos() >= 0) {
                return Math.max(0, invite.firstProgressNanos() - invite.timeNanos());
            }
            if (invite.finalResponse() != null) {
                return Math.max(0, invite.finalResponse().timeNanos() - invite.timeNanos());
            }
        }
        return -1;
    }

    /** From the first 180 to the first 2xx. */
    static long ring(SipCall call) {
        long rang = Long.MAX_VALUE;
        for (SipTransaction invite : call.invites()) {
            rang = invite.firstRingNanos() < 0 ? rang : Math.min(rang, invite.firstRingNanos());
        }
        return rang == Long.MAX_VALUE || call.answer() == null ? -1 : Math.max(0, call.answer().timeNanos() - rang);
    }

    /** From the first INVITE, rounds of authentication included, to the first 2xx. */
    static long answer(SipCall call) {
        return call.answer() == null || call.invites().isEmpty() || !call.invites().get(0).hasRequest() ? -1
                : Math.max(0, call.answer().timeNanos() - call.invites().get(0).timeNanos());
    }

    /** From the first 2xx to the BYE (RFC 6076, section 4.5), or to the last message of a call that is not over. */
    static long duration(SipCall call) {
        if (call.answer() == null) {
            return -1;
        }
        return Math.max(0, (call.bye() == null ? call.lastNanos() : call.bye().timeNanos()) - call.answer().timeNanos());
    }

    /** Packets of all streams. */
    static long packets(Collection<RtpStream> streams) {
        return streams.stream().mapToLong(RtpStream::packets).sum();
    }
}
