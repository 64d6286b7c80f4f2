package io.wirecause.tls.certificate;

import java.util.List;

/**
 * The certificates that a side shows, its own first.
 *
 * @param certificates those that could be read
 * @param total        how many it sent
 * @param bytes        bytes of the message
 * @param problem      what is wrong with the message or a certificate; null for nothing
 */
public record CertificateChain(List<CertificateView> certificates, int total, int bytes, String problem) {
    /** The sender's own; null where none could be read. */
    public CertificateView leaf() {
        return certificates.isEmpty() ? null : certificates.get(0);
    }

    /** Whether each certificate is followed by its issuer's. */
    public boolean isInOrder() {
        for (int i = 0; i + 1 < certificates.size(); i++) {
            if (!certificates.get(i).issuerId().equals(certificates.get(i + 1).subjectId())) {
                return false;
            }
        }
        return true;
    }

    /** Where the chain from the sender's own certificate goes, over whatever order; the last certificate of that way. */
    public CertificateView end() {
        CertificateView at = leaf();
        for (int steps = 0; at != null && !at.isSelfSigned() && steps < certificates.size(); steps++) {
            CertificateView next = issuerOf(at);
            if (next == null || next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private CertificateView issuerOf(CertificateView of) {
        return certificates.stream().filter(c -> c.subjectId().equals(of.issuerId())).findFirst().orElse(null);
    }

    /**
     * Whether an intermediate certificate is likely missing: the way from the sender's own certificate ends at once, and that
     * one says where its issuer's can be fetched. Public authorities have not signed a server's certificate with their root for
     * many years.
     */
    public boolean lacksIntermediate() {
        CertificateView leaf = leaf();
        return problem == null && leaf != null && end() == leaf && !leaf.isSelfSigned() && !leaf.authority()
                && leaf.issuerFetched();
    }

    /** The first certificate of which the validity was over at a time; null for none. */
    public CertificateView expiredAt(long nanos) {
        return certificates.stream().filter(c -> c.isExpiredAt(nanos)).findFirst().orElse(null);
    }

    /** The first certificate of which the validity had not begun at a time; null for none. */
    public CertificateView tooEarlyAt(long nanos) {
        return certificates.stream().filter(c -> c.isTooEarlyAt(nanos)).findFirst().orElse(null);
    }
}
