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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kafka: requests with their times, and the error codes that stand at a fixed place of the reply. Those of single topics and
 * partitions, deep in replies of many versions, are not read.
 */
public final class Kafka extends BinaryDecoder {
    private static final int KEPT = 128;
    private static final int HEADER = 4;
    private static final int LARGEST = 1 << 28;
    private static final int MOST_WAITING = 512;
    private static final int LAST_KEY = 100;
    private static final String[] NAMES = {"Produce", "Fetch", "ListOffsets", "Metadata", "LeaderAndIsr", "StopReplica",
        "UpdateMetadata", "ControlledShutdown", "OffsetCommit", "OffsetFetch", "FindCoordinator", "JoinGroup", "Heartbeat",
        "LeaveGroup", "SyncGroup", "DescribeGroups", "ListGroups", "SaslHandshake", "ApiVersions", "CreateTopics", "DeleteTopics",
        "DeleteRecords", "InitProducerId"};
    private static final int SASL_AUTHENTICATE = 36;

    /** Key and version of requests that wait, by correlation id. */
    private final Map<Integer, Integer> waiting = new LinkedHashMap<>();

    /** A decoder of one connection. */
    public Kafka(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A request with a sound key, version and client id. */
    public static int match(Opening o) {
        ByteView c = o.client();
        if (c.length() < 14) {
            return Recogniser.NO;
        }
        long size = c.u32be(0);
        int key = c.u16be(4);
        int version = c.u16be(6);
        int name = (short) c.u16be(12);
        boolean sound = size >= 10 && size < 1 << 20 && key <= LAST_KEY && version < 20 && name >= -1 && name < 100;
        for (int i = 0; sound && i < name && 14 + i < c.length(); i++) {
            sound = c.u8(14 + i) >= ' ' && c.u8(14 + i) < 0x7f;
        }
        if (!sound) {
            return Recogniser.NO;
        }
        boolean first = key == 18 && version < 6 && name > 0 && size == c.length() - HEADER;
        return o.isPort(9092, 9093, 9094, 19092, 29092) ? Recogniser.SURE : first ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        long size = header.u32be(0);
        return size < HEADER || size > LARGEST ? -1 : HEADER + size;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (!fromClient) {
            int id = head.i32be(HEADER);
            Integer asked = waiting.remove(id);
            if (asked != null) {
                events.reply(id & 0xffffffffL, reply(asked >>> 16, asked & 0xffff, head));
            }
            return true;
        }
        int key = head.u16be(HEADER);
        int version = head.u16be(HEADER + 2);
        int id = head.i32be(HEADER + 4);
        if (key > LAST_KEY || key == 0 && isUnanswered(version, head)) {
            return key <= LAST_KEY;
        }
        if (waiting.size() == MOST_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(id, key << 16 | version);
        String what = key < NAMES.length ? NAMES[key] : key == SASL_AUTHENTICATE ? "SaslAuthenticate" : "(other request)";
        // These are held until there is news or all members are there.
        if (key == 1 || key == 11 || key == 14) {
            events.patientRequest(id & 0xffffffffL, what);
        } else {
            events.request(id & 0xffffffffL, what);
        }
        if (key == SASL_AUTHENTICATE) {
            events.login(user(version, head));
        }
        return true;
    }

    /** The name in a token of PLAIN (RFC 4616), whose password is not read; null where there is none. */
    private static String user(int version, ByteView head) {
        int token = HEADER + 10 + Math.max(0, (short) head.u16be(HEADER + 8)) + 4;
        int first = version > 1 || token >= head.length() ? -1 : head.indexOf(0, token, head.length());
        int second = first < 0 ? -1 : head.indexOf(0, first + 1, head.length());
        return second < 0 ? null : Words.text(head, first + 1, second - first - 1);
    }

    /** Whether nobody answers a Produce: its acks are 0. */
    private static boolean isUnanswered(int version, ByteView head) {
        int at = HEADER + 8;
        at += 2 + Math.max(0, (short) head.u16be(at));
        if (version >= 9) {
            // A tagged field section and a compact string of the transaction.
            int length = head.u8(at + 1);
            at += 2 + Math.max(0, length - 1);
        } else if (version >= 3) {
            at += 2 + Math.max(0, (short) head.u16be(at));
        }
        return head.u16be(at) == 0;
    }

    private static ServiceReply reply(int key, int version, ByteView head) {
        int at = switch (key) {
            case 17, 18 -> 0;
            case SASL_AUTHENTICATE -> version >= 2 ? 1 : 0;
            case 10, 12, 13 -> version == 0 ? 0 : version >= (key == 10 ? 3 : 4) ? 5 : 4;
            case 14 -> version == 0 ? 0 : version >= 4 ? 5 : 4;
            case 11 -> version < 2 ? 0 : version >= 6 ? 5 : 4;
            case 22 -> version >= 2 ? 5 : 4;
            default -> -1;
        };
        // Later versions of FindCoordinator answer for several groups.
        if (at < 0 || key == 10 && version >= 4 || HEADER + 4 + at + 2 > head.length()) {
            return ServiceReply.OK;
        }
        int code = (short) head.u16be(HEADER + 4 + at);
        if (code == 0) {
            return key == SASL_AUTHENTICATE ? ServiceReply.LOGGED_IN : ServiceReply.OK;
        }
        ReplyKind kind = switch (code) {
            case 14, 15, 16, 22, 25, 27, 35, 79 -> ReplyKind.NEGATIVE;
            case 33, 34, 58 -> ReplyKind.LOGIN_FAILED;
            default -> ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, Integer.toString(code), name(code), null).at(code == 29 || code == 30 ? Party.CLIENT : null);
    }

    private static String name(int code) {
        return switch (code) {
            case -1 -> "UNKNOWN_SERVER_ERROR";
            case 3 -> "UNKNOWN_TOPIC_OR_PARTITION";
            case 6 -> "NOT_LEADER_OR_FOLLOWER";
            case 14 -> "COORDINATOR_LOAD_IN_PROGRESS";
            case 15 -> "COORDINATOR_NOT_AVAILABLE";
            case 16 -> "NOT_COORDINATOR";
            case 22 -> "ILLEGAL_GENERATION";
            case 25 -> "UNKNOWN_MEMBER_ID";
            case 27 -> "REBALANCE_IN_PROGRESS";
            case 29 -> "TOPIC_AUTHORIZATION_FAILED";
            case 30 -> "GROUP_AUTHORIZATION_FAILED";
            case 31 -> "CLUSTER_AUTHORIZATION_FAILED";
            case 33 -> "UNSUPPORTED_SASL_MECHANISM";
            case 34 -> "ILLEGAL_SASL_STATE";
            case 35 -> "UNSUPPORTED_VERSION";
            case 58 -> "SASL_AUTHENTICATION_FAILED";
            case 79 -> "MEMBER_ID_REQUIRED";
            default -> null;
        };
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        return true;
    }
}
