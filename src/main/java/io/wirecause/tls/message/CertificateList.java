package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * The Certificate message of TLS 1.2 and older (RFC 5246, section 7.4.2), where certificates are in the clear.
 *
 * @param certificates in DER, not checked, the sender's own first; at most {@value #MOST}
 * @param total how many the message holds
 * @param problem what is wrong with the message; null if nothing is
 */
public record CertificateList(List<byte[]> certificates, int total, String problem) {
    /** Certificates kept; chains have two to four. */
    public static final int MOST = 16;

    /**
     * Parses one.
     *
     * @param body the message without its header; it may be cut
     */
    public static CertificateList parse(ByteView body) {
        Fields message = new Fields(body);
        Fields list = message.vector24();
        List<byte[]> certificates = new ArrayList<>();
        int total = 0;
        while (!list.atEnd()) {
            Fields certificate = list.vector24();
            if (list.broken()) {
                break;
            }
            total++;
            if (certificates.size() < MOST) {
                certificates.add(certificate.copy());
            }
        }
        String problem = list.broken() || message.broken() ? "it ends in the middle of its certificates" : null;
        return new CertificateList(List.copyOf(certificates), total, problem);
    }

    /** Whether the sender has none to show: a client's answer to a request that it cannot meet. */
    public boolean isEmpty() {
        return total == 0 && problem == null;
    }
}
