package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;

/** SMB 2 and 3 ([MS-SMB2]), and SMB 1 ([MS-CIFS]), over TCP or over NetBIOS sessions. What is encrypted is told as such. */
public final class Smb extends BinaryDecoder {
    /** Enough for a chain of small requests and for a login with NTLM. */
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
        return SESSION_HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        int type = header.u8(0);
        return type == 0 || type >= SESSION_REQUEST && type <= KEEP_ALIVE ? SESSION_HEADER + (header.i32be(0) & 0xffffff) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (head.u8(0) != 0 || length < SESSION_HEADER + 4) {
            return true;
        }
        view.point(head, SESSION_HEADER, head.length() - SESSION_HEADER);
        switch (view.i32be(0)) {
            case SMB2 -> messages.read(fromClient, view);
            case SMB1 -> old.read(fromClient, view);
            case ENCRYPTED -> {
                events.encrypted("SMB 3 encryption");
                return false;
            }
            case COMPRESSED -> {
            }
            default -> events.malformed();
        }
        return true;
    }
}
