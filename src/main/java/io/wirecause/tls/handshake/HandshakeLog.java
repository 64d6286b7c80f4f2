package io.wirecause.tls.handshake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The handshakes of a capture, of all transports, in the order in which they began. */
public final class HandshakeLog {
    private final int most;
    private final List<Handshake> handshakes = new ArrayList<>();
    private long beyond;

    /**
     * No handshake yet.
     *
     * @param most handshakes kept at most
     */
    public HandshakeLog(int most) {
        this.most = most;
    }

    /** Takes one in, perhaps before it is judged; false where it is beyond the limit and is counted only. */
    public boolean add(Handshake handshake) {
        if (handshakes.size() >= most) {
            beyond++;
            return false;
        }
        handshakes.add(handshake);
        return true;
    }

    /** All that are kept. */
    public List<Handshake> all() {
        return Collections.unmodifiableList(handshakes);
    }

    /** Handshakes beyond the limit. */
    public long beyond() {
        return beyond;
    }
}
