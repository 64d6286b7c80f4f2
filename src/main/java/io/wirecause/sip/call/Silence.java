package io.wirecause.sip.call;

import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.rtp.MediaPort;
import io.wirecause.sip.rtp.RtpStream;
import java.util.List;
import java.util.Set;

/**
 * Audio that stops or stays away in one direction while both parties agree on both and the other direction goes on, up to the
 * end of what was agreed. A pause in the middle is a person who listens, or a muted microphone.
 *
 * @param toCaller   whether the silent direction is that to the caller
 * @param fromNanos  since when, nanoseconds since 1970
 * @param nanos      for how long audio went the other way only
 * @param resumed    whether the parties had agreed on something else before, as on hold
 * @param stopped    whether audio went both ways before in the same period
 * @param heard      a stream of the direction that goes on
 */
record Silence(boolean toCaller, long fromNanos, long nanos, boolean resumed, boolean stopped, RtpStream heard) {
    /** The longest silence on a leg; null for none that is noticeable. */
    static Silence of(CallLeg leg, SipCall call, Set<RtpStream> toCaller, Set<RtpStream> toCallee) {
        Silence longest = null;
        List<CallLeg.Period> periods = leg.periods();
        for (int i = 0; i < periods.size(); i++) {
            if (!periods.get(i).bothWays()) {
                continue;
            }
            long start = call.answer() == null ? periods.get(i).nanos()
                    : Math.max(periods.get(i).nanos(), call.answer().timeNanos());
            long end = i + 1 < periods.size() ? periods.get(i + 1).nanos()
                    : call.bye() != null ? call.bye().timeNanos() : Math.max(last(toCaller), last(toCallee));
            longest = longer(longest, in(start, end, i > 0, true, toCaller, toCallee));
            longest = longer(longest, in(start, end, i > 0, false, toCallee, toCaller));
        }
        return longest;
    }

    private static Silence longer(Silence one, Silence other) {
        return one == null || other != null && other.nanos > one.nanos ? other : one;
    }

    private static Silence in(long start, long end, boolean resumed, boolean toCaller, Set<RtpStream> silent,
            Set<RtpStream> heard) {
        long last = Long.MIN_VALUE;
        for (RtpStream stream : silent) {
            if (!isAudio(stream)) {
                continue;
            }
            last = Math.max(last, stream.lastHeardBefore(end));
            if (stream.isNoiseLast()) {
                // Silence suppression (RFC 3389): the sender has nothing to say.
                return null;
            }
        }
        boolean stopped = last > start + SipThresholds.SPEECH_NANOS;
        long from = Math.max(start, last);
        long nanos = 0;
        RtpStream most = null;
        for (RtpStream stream : heard) {
            long each = isAudio(stream) ? stream.heardNanos(from, end) : 0;
            if (each > nanos) {
                nanos = each;
                most = stream;
            }
        }
        long noticeable = stopped ? SipThresholds.STOPPED_NANOS : SipThresholds.STAYS_AWAY_NANOS;
        return nanos < noticeable ? null : new Silence(toCaller, from, nanos, resumed, stopped, most);
    }

    private static boolean isAudio(RtpStream stream) {
        MediaPort port = stream.to() == null ? stream.from() : stream.to();
        return port != null && port.mediaType().equals("audio");
    }

    private static long last(Set<RtpStream> streams) {
        return streams.stream().mapToLong(RtpStream::lastNanos).max().orElse(Long.MIN_VALUE);
    }
}
