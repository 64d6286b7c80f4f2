package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceEvents;

/** ONC RPC over TCP: records of one or more fragments (RFC 5531, section 11), each named by the program that is called. */
public final class RpcTcp extends BinaryDecoder {
    /** Enough for a call with the groups of its user, and for the beginning of a reply. */
    private static final int KEPT = 512;
    private static final int MARK = 4;
    private static final int HEADER = MARK;
    private static final int LAST = 0x80000000;
    private static final int LONGEST = 4 << 20;
    private static final int CALLS = 1 << 7;

    private final RpcMessages messages = new RpcMessages(CALLS);
    private final boolean[] within = new boolean[2];

    /** Reads for these events. */
    public RpcTcp(ServiceEvents events) {
        super(events, KEPT);
    }

    /** Whether a connection begins with a call of NFS. */
    public static int matchNfs(Opening opening) {
        int match = match(opening);
        return match == Recogniser.SURE && program(opening) == RpcMessages.NFS ? match
                : match == Recogniser.NO && opening.isPort(2049) && !opening.fromStart() ? Recogniser.BY_PORT : Recogniser.NO;
    }

    /** Whether it begins with a call of MOUNT. */
    public static int matchMount(Opening opening) {
        return match(opening) == Recogniser.SURE && program(opening) == RpcMessages.MOUNT ? Recogniser.SURE : Recogniser.NO;
    }

    /** Whether it begins with a call of the portmapper. */
    public static int matchPortmapper(Opening opening) {
        return match(opening) == Recogniser.SURE && program(opening) == RpcMessages.PORTMAPPER ? Recogniser.SURE : Recogniser.NO;
    }

    /** Whether it begins with another call. */
    public static int matchOther(Opening opening) {
        return match(opening) == Recogniser.SURE && program(opening) > RpcMessages.PORTMAPPER ? Recogniser.LIKELY : Recogniser.NO;
    }

    private static int match(Opening opening) {
        ByteView bytes = opening.client();
        return RpcMessages.isCall(bytes, MARK) && isMark(bytes.i32be(0)) ? Recogniser.SURE : Recogniser.NO;
    }

    private static int program(Opening opening) {
        return RpcMessages.program(opening.client(), MARK);
    }

    private static boolean isMark(int mark) {
        int length = mark & ~LAST;
        return length > 0 && length <= LONGEST;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        int mark = header.i32be(0);
        return isMark(mark) ? MARK + (long) (mark & ~LAST) : -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int side = fromClient ? 0 : 1;
        boolean continues = within[side];
        within[side] = (head.i32be(0) & LAST) == 0;
        if (!continues) {
            messages.read(fromClient, head, MARK, events);
        }
        return true;
    }

    @Override
    protected boolean lost(boolean fromClient) {
        within[fromClient ? 0 : 1] = false;
        return true;
    }
}
