package io.wirecause.tls;

import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Fingerprint.Carrier;

/** The kinds of differences between our handshakes and tshark's, as docs/tls-vs-tshark.md explains them. */
final class TlsDifferences {
    private TlsDifferences() {
    }

    /** The kind of a difference; null where none explains it. */
    static String explain(String what, String theirs, TsharkHandshakes.Connection connection, Handshake handshake) {
        boolean nothing = theirs.equals("none") || theirs.equals("0") || theirs.isEmpty();
        if (handshake == null || !nothing) {
            return null;
        }
        if (what.equals("ja3")) {
            return handshake.carrier() == Carrier.DTLS ? "tshark gives some hellos of DTLS none" : null;
        }
        if (what.equals("client's hello") && handshake.flights().isOldHello()) {
            return "hellos in the form of SSL 2.0";
        }
        if (what.equals("client's hello") && handshake.carrier() == Carrier.QUIC) {
            return "versions of QUIC, or ports, that tshark does not read";
        }
        boolean tcp = handshake.carrier() == Carrier.TCP;
        if (tcp && what.equals("certificates") && !connection.clients.isEmpty()) {
            return "where segments came out of order";
        }
        return tcp && (what.equals("client's hello") || what.equals("certificates"))
                ? "on ports of other protocols, and after their own ways into TLS" : null;
    }
}
