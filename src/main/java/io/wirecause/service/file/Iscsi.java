package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** iSCSI (RFC 7143): logins, commands with their status, what targets say unasked. Data and CHAP answers are passed over. */
public final class Iscsi extends BinaryDecoder {
    private static final int KEPT = 768;
    private static final int HEADER = 48;
    private static final int OPCODE = 0x3f;
    private static final int TASK = 16;
    private static final int NO_TASK = -1;
    private static final int STATUS = 36;
    private static final int PING = 0;
    private static final int COMMAND = 1;
    private static final int TASKS = 2;
    private static final int LOGIN = 3;
    private static final int TEXT = 4;
    private static final int LOGOUT = 6;
    private static final int SNACK = 0x10;
    private static final int RESPONSE = 0x20;
    private static final int DATA_IN = 0x25;
    private static final int READY = 0x31;
    private static final int EVENT = 0x32;
    private static final int REJECT = 0x3f;
    private static final int TRANSIT = 0x80;
    private static final int FULL_FEATURE = 3;
    private static final int DIGEST = 4;
    private static final String[] REQUESTS = {"ping", "command", "task management", "login", "text", null, "logout"};

    /** What a login agrees on, and what is in force. */
    private int agreedHeader;
    private int agreedData;
    private int headerDigest;
    private int dataDigest;
    private String chapName;

    /** A decoder of one connection. */
    public Iscsi(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A login of version 0 with its keys, or in the midst of a connection to a target's port a sound header. */
    public static int match(Opening o) {
        ByteView bytes = o.hasClient() ? o.client() : o.server();
        if (bytes.length() < HEADER) {
            return Recogniser.NO;
        }
        int opcode = bytes.u8(0) & OPCODE;
        if (o.hasClient() && opcode == LOGIN && bytes.u8(0) < TRANSIT && bytes.u8(2) == 0 && bytes.u8(3) == 0
                && bytes.u8(4) == 0 && bytes.indexOf('=', HEADER, bytes.length()) > 0) {
            return Recogniser.SURE;
        }
        return !o.fromStart() && o.isPort(3260) && isKnown(opcode, o.hasClient()) ? Recogniser.BY_PORT : Recogniser.NO;
    }

    private static boolean isKnown(int opcode, boolean fromClient) {
        return fromClient ? opcode <= LOGOUT || opcode == SNACK : opcode >= RESPONSE && opcode <= RESPONSE + LOGOUT
                || opcode == READY || opcode == EVENT || opcode == REJECT;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        if (!isKnown(header.u8(0) & OPCODE, fromClient)) {
            return -1;
        }
        int data = header.u24be(5);
        return HEADER + 4L * header.u8(4) + headerDigest + (data + 3 & ~3) + (data > 0 ? dataDigest : 0);
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int opcode = head.u8(0) & OPCODE;
        int task = head.i32be(TASK);
        long id = task & 0xffffffffL;
        if (fromClient) {
            if (opcode < REQUESTS.length && REQUESTS[opcode] != null && (opcode != PING || task != NO_TASK)) {
                events.request(id, REQUESTS[opcode]);
                if (opcode == LOGIN) {
                    login(head);
                }
            }
            return true;
        }
        switch (opcode) {
            case RESPONSE + LOGIN -> loginAnswer(head, id);
            case RESPONSE + PING, RESPONSE + TASKS, RESPONSE + TEXT, RESPONSE + LOGOUT -> {
                if (task != NO_TASK) {
                    events.reply(id, ServiceReply.OK);
                }
            }
            case RESPONSE + COMMAND -> events.reply(id, IscsiNames.command(head.u8(2), head.u8(3), sense(head)));
            case DATA_IN -> {
                if ((head.u8(1) & 1) != 0) {
                    events.reply(id, IscsiNames.command(0, head.u8(3), -1));
                }
            }
            case EVENT -> {
                ServiceReply said = IscsiNames.event(head.u8(STATUS));
                if (said != null) {
                    events.unasked(said);
                }
            }
            // What was rejected comes with it.
            case REJECT -> events.reply(head.u32be(data(head) + TASK), IscsiNames.reject(head.u8(2)));
            default -> {
            }
        }
        return true;
    }

    private int data(ByteView head) {
        return HEADER + 4 * head.u8(4) + headerDigest;
    }

    /** The sense key in fixed or descriptor form; -1 where none came. */
    private int sense(ByteView head) {
        int at = data(head);
        if (head.u24be(5) < 5 || head.length() < at + 5) {
            return -1;
        }
        boolean descriptors = (head.u8(at + 2) & 0x7f) >= 0x72;
        return head.u8(descriptors ? at + 3 : at + 4) & 0xf;
    }

    private void login(ByteView head) {
        chapName = chapName == null ? key(head, "CHAP_N=") : chapName;
        String name = chapName == null ? key(head, "InitiatorName=") : chapName;
        if (name != null) {
            events.login(name);
        }
    }

    private void loginAnswer(ByteView head, long id) {
        int status = head.u16be(STATUS);
        if (status != 0) {
            events.reply(id, IscsiNames.login(status));
            return;
        }
        if ("CRC32C".equals(key(head, "HeaderDigest="))) {
            agreedHeader = DIGEST;
        }
        if ("CRC32C".equals(key(head, "DataDigest="))) {
            agreedData = DIGEST;
        }
        boolean full = (head.u8(1) & TRANSIT) != 0 && (head.u8(1) & FULL_FEATURE) == FULL_FEATURE;
        events.reply(id, full ? ServiceReply.LOGGED_IN : ServiceReply.OK);
        if (full) {
            headerDigest = agreedHeader;
            dataDigest = agreedData;
        }
    }

    /** The value of a key of the text behind the header. */
    private static String key(ByteView head, String key) {
        int at = HEADER;
        while (at >= 0 && at < head.length()) {
            if (head.startsWith(at, key)) {
                return Words.zeroEnded(head, at + key.length());
            }
            int end = head.indexOf(0, at, head.length());
            at = end < 0 ? -1 : end + 1;
        }
        return null;
    }
}
