package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;

/** SMB 2 and 3 ([MS-SMB2]), and SMB 1 ([MS-CIFS]), over TCP or over NetBIOS sessions. What is encrypted is told as such. */
public final class Smb extends BinaryDecoder {
    /** Enough for a login with NTLM. */
    private static final int KEPT = 1_024;
    private static final int SESSION_HEADER = 4;
    private static final int SMB1 = 0xff534d42;
    private static final int SMB2 = 0xfe534d42;
    private static final int ENCRYPTED = 0xfd534d42;
    private static final int COMPRESSED = 0xfc534d42;
    private static final int SESSION_REQUEST = 0x81;
    private static final int KEEP_ALIVE = 0x85;

    private final Smb2Messages messages;
    private final Smb1Messages old;
    private final ByteView view = new ByteView();
    private boolean encrypted;
    /** Bytes of a side's chain behind the message that is read, and whether that has others before it. */
    private final long[] left = new long[2];
    private final boolean[] chained = new boolean[2];

    /** Reads for these events. */
    public Smb(ServiceEvents events) {
        super(events, KEPT);
        messages = new Smb2Messages(events);
        old = new Smb1Messages(events);
    }

    /** Whether a connection begins with a message of SMB, or with a session request of NetBIOS at its port. */
    public static int match(Opening opening) {
        ByteView bytes = opening.hasClient() ? opening.client() : opening.server();
        if (bytes.length() < SESSION_HEADER + 4) {
            return opening.isPort(445) ? Recogniser.BY_PORT : Recogniser.NO;
        }
        if (bytes.u8(0) == SESSION_REQUEST && opening.isPort(139)) {
            return Recogniser.SURE;
        }
        boolean magic = bytes.u8(0) == 0 && isSmb(bytes.i32be(SESSION_HEADER));
        return magic ? Recogniser.SURE : opening.isPort(445) && !opening.fromStart() ? Recogniser.BY_PORT : Recogniser.NO;
    }

    private static boolean isSmb(int magic) {
        return magic == SMB1 || magic == SMB2 || magic == ENCRYPTED || magic == COMPRESSED;
    }

    @Override
    protected int header(boolean fromClient) {
        return left[side(fromClient)] > 0 ? (int) Math.min(left[side(fromClient)], Smb2Messages.START) : SESSION_HEADER;
    }

    private static int side(boolean fromClient) {
        return fromClient ? 0 : 1;
    }

    /** Of a chain each message is one of its own, so that a long one hides none behind it. */
    @Override
    protected long length(boolean fromClient, ByteView header) {
        int side = side(fromClient);
        chained[side] = left[side] > 0;
        int at = chained[side] ? 0 : SESSION_HEADER;
        int type = header.u8(0);
        if (!chained[side] && type != 0 && (type < SESSION_REQUEST || type > KEEP_ALIVE)) {
            return -1;
        }
        long there = chained[side] ? left[side] : header.i32be(0) & 0xffffff;
        left[side] = 0;
        if (type != 0 && !chained[side] || there < Smb2Messages.START) {
            return at + there;
        }
        if (header.length() < at + Smb2Messages.START) {
            return MORE;
        }
        long length = header.i32be(at) == SMB2 ? Smb2Messages.length(header, at, there) : there;
        left[side] = there - length;
        return at + length;
    }

    @Override
    protected boolean lost(boolean fromClient) {
        left[side(fromClient)] = 0;
        return true;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int at = chained[side(fromClient)] ? 0 : SESSION_HEADER;
        if (at > 0 && head.u8(0) != 0 || length < at + 4) {
            return true;
        }
        view.point(head, at, head.length() - at);
        switch (view.i32be(0)) {
            case SMB2 -> messages.read(fromClient, view);
            case SMB1 -> old.read(fromClient, view);
            case ENCRYPTED -> {
                // A session or a share is encrypted; others of the connection may be in clear.
                if (!encrypted) {
                    encrypted = true;
                    events.encrypted("SMB 3 encryption");
                }
            }
            case COMPRESSED -> {
            }
            default -> events.malformed();
        }
        return true;
    }
}
