package io.wirecause.sip.rtp;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What receivers say of streams in RTCP sender and receiver reports (RFC 3550, section 6.4) and VoIP metrics (RFC 3611,
 * section 4.7). A compound datagram is taken as RTCP only where all of its lengths fit.
 */
final class ReceiverReports {
    /** Streams reported on, kept at most. */
    static final int MAX_REPORTS = 20_000;
    private static final int MAX_CLOCKS = 4_096;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int EXTENDED_REPORT = 207;
    private static final int SENDER_INFO = 20;
    private static final int BLOCK_LENGTH = 24;
    private static final int VOIP_METRICS = 7;
    private static final int VOIP_METRICS_LENGTH = 36;
    private static final int NOT_AVAILABLE = 127;

    private final Map<Key, ReceiverReport> reports = new LinkedHashMap<>();
    private final Map<Key, Clock> clocks = new LruMap<>(MAX_CLOCKS);
    private long packets;

    /** A source and the endpoint that it sends from; RTCP shares the port or has the next one. */
    private record Key(int version, long hi, long lo, int evenPort, int ssrc) {
        static Key of(Endpoint sender, int ssrc) {
            return new Key(sender.version(), sender.hi(), sender.lo(), sender.port() & ~1, ssrc);
        }
    }

    /**
     * When a sender's report passed here.
     *
     * @param stamp the middle 32 bits of its NTP time
     * @param nanos when it was captured
     */
    private record Clock(int stamp, long nanos) {
    }

    /** Whether all packets of a compound one fit the datagram, the first one being a report. */
    static boolean isCompound(ByteView datagram) {
        int type = datagram.length() < 8 ? 0 : datagram.u8(1);
        if (type != SENDER_REPORT && type != RECEIVER_REPORT) {
            return false;
        }
        int at = 0;
        while (at + 4 <= datagram.length() && (datagram.u8(at) & 0xc0) == 0x80 && datagram.u8(at + 1) >= 192) {
            at += 4 + 4 * datagram.u16be(at + 2);
        }
        return at == datagram.length();
    }

    /** Adds one RTCP datagram; whether it is one whose lengths fit. */
    boolean take(ByteView rtcp, Endpoint source, Endpoint destination, long nanos) {
        if (!isCompound(rtcp)) {
            return false;
        }
        packets++;
        int length;
        for (int at = 0; at < rtcp.length(); at += length) {
            length = 4 + 4 * rtcp.u16be(at + 2);
            int blocks = rtcp.u8(at) & 0x1f;
            int type = rtcp.u8(at + 1);
            if (type == SENDER_REPORT && length >= 8 + SENDER_INFO) {
                // The middle 32 of the 64 bits at offset 8.
                clocks.put(Key.of(source, rtcp.i32be(at + 4)), new Clock(rtcp.i32be(at + 10), nanos));
                blocks(rtcp, at + 8 + SENDER_INFO, Math.min(blocks, (length - 8 - SENDER_INFO) / BLOCK_LENGTH), destination,
                        nanos);
            } else if (type == RECEIVER_REPORT && length >= 8) {
                blocks(rtcp, at + 8, Math.min(blocks, (length - 8) / BLOCK_LENGTH), destination, nanos);
            } else if (type == EXTENDED_REPORT && length >= 8) {
                extended(rtcp, at + 8, at + length, destination);
            }
        }
        return true;
    }

    private ReceiverReport report(Endpoint sender, int ssrc) {
        Key key = Key.of(sender, ssrc);
        ReceiverReport report = reports.get(key);
        if (report == null && reports.size() < MAX_REPORTS) {
            report = new ReceiverReport();
            reports.put(key, report);
        }
        return report;
    }

    private void blocks(ByteView rtcp, int at, int count, Endpoint sender, long nanos) {
        for (int block = at; block < at + count * BLOCK_LENGTH; block += BLOCK_LENGTH) {
            int ssrc = rtcp.i32be(block);
            ReceiverReport report = report(sender, ssrc);
            if (report == null) {
                return;
            }
            // The count of lost packets has 24 bits and a sign.
            report.block(rtcp.u8(block + 4), rtcp.i32be(block + 4) << 8 >> 8, rtcp.u32be(block + 12));
            Clock clock = clocks.get(Key.of(sender, ssrc));
            int stamp = rtcp.i32be(block + 16);
            if (clock != null && stamp != 0 && stamp == clock.stamp) {
                double delayMillis = rtcp.u32be(block + 20) * 1000.0 / 65_536;
                double roundTrip = (nanos - clock.nanos) / 1e6 - delayMillis;
                if (roundTrip >= 0) {
                    report.roundTrip(roundTrip);
                }
            }
        }
    }

    private void extended(ByteView rtcp, int at, int end, Endpoint sender) {
        while (at + 4 <= end) {
            int length = 4 + 4 * rtcp.u16be(at + 2);
            if (rtcp.u8(at) == VOIP_METRICS && length >= VOIP_METRICS_LENGTH && at + length <= end) {
                int mos = rtcp.u8(at + 22);
                ReceiverReport report = report(sender, rtcp.i32be(at + 4));
                if (report != null && mos != NOT_AVAILABLE) {
                    report.meanOpinionScore(mos);
                }
            }
            at += length;
        }
    }

    /** What was reported on a stream; null where nothing was. */
    ReceiverReport about(RtpStream stream) {
        return reports.get(Key.of(stream.source(), stream.ssrc()));
    }

    /** RTCP datagrams seen. */
    long packets() {
        return packets;
    }
}
