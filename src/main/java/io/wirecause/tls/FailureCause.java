package io.wirecause.tls;

import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Flights;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.stream.Moment;
import java.util.Set;

/** What made a handshake fail: one cause each, the likeliest. */
final class FailureCause {
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int CERTIFICATE_EXPIRED = 45;
    private static final int CERTIFICATE_REVOKED = 44;
    private static final int ILLEGAL_PARAMETER = 47;
    private static final int UNKNOWN_CA = 48;
    private static final int PROTOCOL_VERSION = 70;
    private static final int INAPPROPRIATE_FALLBACK = 86;
    private static final int UNRECOGNIZED_NAME = 112;
    /** Alerts by which a server says that nothing in a hello suits it: insufficient_security, missing_extension and the like. */
    private static final Set<Integer> UNSUITABLE = Set.of(HANDSHAKE_FAILURE, ILLEGAL_PARAMETER, 71, 109, 110, 115, 120);
    /** Alerts about a certificate, internal_error among them, which some clients send instead. */
    private static final Set<Integer> ABOUT_CERTIFICATE = Set.of(42, 43, 46, 80, HANDSHAKE_FAILURE, 49, 51);

    private FailureCause() {
    }

    /** The cause; null where the handshake did not fail, or where whoever ended it need not have had a reason. */
    static TlsFindingCode of(Handshake h, TlsPeers peers) {
        return switch (h.outcome()) {
            case PLAIN_TEXT -> h.at(Step.CLIENT_HELLO) == null ? TlsFindingCode.PLAINTEXT_TO_TLS_PORT
                    : TlsFindingCode.TLS_TO_PLAINTEXT_PORT;
            case REFUSED_BY_SERVER -> byServer(h);
            case REFUSED_BY_CLIENT -> byClient(h);
            case ABANDONED_BY_CLIENT, RESET_BY_CLIENT -> abandoned(h, peers);
            case ABANDONED_BY_SERVER, RESET_BY_SERVER -> peers.isNamedOut(h) ? TlsFindingCode.TLS_BLOCKED_BY_NAME
                    : TlsFindingCode.TLS_SERVER_REJECTED_CLIENT;
            case RESET_ON_THE_PATH -> TlsFindingCode.TLS_BLOCKED_BY_NAME;
            case STALLED -> h.choice() == null && h.flights().waiting() != Flights.Waiting.CLIENT && peers.isNamedOut(h)
                    ? TlsFindingCode.TLS_BLOCKED_BY_NAME : TlsFindingCode.TLS_STALLED;
            default -> null;
        };
    }

    private static TlsFindingCode byServer(Handshake h) {
        int alert = h.alert().description();
        if (alert == PROTOCOL_VERSION || alert == INAPPROPRIATE_FALLBACK) {
            return TlsFindingCode.TLS_VERSION_MISMATCH;
        }
        if (alert == UNRECOGNIZED_NAME) {
            return TlsFindingCode.TLS_NAME_UNKNOWN;
        }
        return h.choice() == null && UNSUITABLE.contains(alert) ? TlsFindingCode.TLS_NO_SHARED_PARAMETERS
                : TlsFindingCode.TLS_SERVER_REJECTED_CLIENT;
    }

    private static TlsFindingCode byClient(Handshake h) {
        int alert = h.alert().description();
        if (alert == PROTOCOL_VERSION || alert == INAPPROPRIATE_FALLBACK) {
            return TlsFindingCode.TLS_VERSION_MISMATCH;
        }
        if (alert == CERTIFICATE_EXPIRED) {
            return TlsFindingCode.TLS_CERTIFICATE_EXPIRED;
        }
        CertificateChain chain = h.serverChain();
        if (alert == UNKNOWN_CA) {
            return chain != null && chain.lacksIntermediate() ? TlsFindingCode.TLS_CHAIN_INCOMPLETE
                    : TlsFindingCode.TLS_CERTIFICATE_UNTRUSTED;
        }
        if (chain == null && h.choice() != null && alert == HANDSHAKE_FAILURE) {
            return TlsFindingCode.TLS_NO_SHARED_PARAMETERS;
        }
        TlsFindingCode defect = ABOUT_CERTIFICATE.contains(alert) && alert != CERTIFICATE_REVOKED ? defect(h) : null;
        return defect == null ? TlsFindingCode.TLS_CLIENT_REJECTED_SERVER : defect;
    }

    /**
     * A client that closes without a word: once it has the certificates, these are the likeliest reason. Before that, and
     * where another connection of it goes on, it has changed its mind.
     */
    private static TlsFindingCode abandoned(Handshake h, TlsPeers peers) {
        boolean shown = h.serverChain() != null || h.isEncryptedEarly() && h.flights().serverFlightBytes() > 0;
        if (!shown || peers.goesOnElsewhere(h)) {
            return null;
        }
        TlsFindingCode defect = defect(h);
        return defect == null ? TlsFindingCode.TLS_CLIENT_REJECTED_SERVER : defect;
    }

    /** What is visibly wrong with the server's certificates; null for nothing. */
    static TlsFindingCode defect(Handshake h) {
        CertificateChain chain = h.serverChain();
        CertificateView leaf = chain == null ? null : chain.leaf();
        Moment shown = h.at(Step.SERVER_CERTIFICATE);
        if (leaf == null || shown == null) {
            return null;
        }
        if (chain.expiredAt(shown.nanos()) != null) {
            return TlsFindingCode.TLS_CERTIFICATE_EXPIRED;
        }
        if (chain.tooEarlyAt(shown.nanos()) != null) {
            return TlsFindingCode.TLS_CERTIFICATE_NOT_YET_VALID;
        }
        if (isForAnother(h)) {
            return TlsFindingCode.TLS_CERTIFICATE_NAME_MISMATCH;
        }
        if (leaf.isSelfSigned()) {
            return TlsFindingCode.TLS_CERTIFICATE_UNTRUSTED;
        }
        return chain.lacksIntermediate() ? TlsFindingCode.TLS_CHAIN_INCOMPLETE : null;
    }

    /** Whether the certificate is not for the name that was asked for. */
    static boolean isForAnother(Handshake h) {
        CertificateView leaf = h.serverChain() == null ? null : h.serverChain().leaf();
        return leaf != null && h.serverName() != null && !leaf.isFor(h.serverName());
    }

    /** Whether a handshake failed because one side turned the other down, or seems to have. */
    static boolean isRefusal(Handshake h) {
        return h.outcome() == TlsOutcome.REFUSED_BY_CLIENT || h.outcome() == TlsOutcome.REFUSED_BY_SERVER;
    }
}
