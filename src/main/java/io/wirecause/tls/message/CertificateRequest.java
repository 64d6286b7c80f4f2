package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * A server asks for the client's certificate, TLS 1.2 and older (RFC 5246, section 7.4.4).
 *
 * @param types kinds of certificates that it takes
 * @param schemes signature schemes that it takes; empty before TLS 1.2
 * @param authorities names of issuers that it takes, in DER, not checked; at most {@value #MOST}. None means any
 * @param total how many names the message holds
 * @param problem what is wrong with the message; null if nothing is
 */
public record CertificateRequest(CodeList types, CodeList schemes, List<byte[]> authorities, int total, String problem) {
    /** Names kept; servers that list their system's whole trust store send more than a hundred. */
    public static final int MOST = 8;

    /**
     * Parses one.
     *
     * @param body the message without its header; it may be cut
     * @param version that of the ServerHello: the schemes came with TLS 1.2
     */
    public static CertificateRequest parse(ByteView body, int version) {
        Fields message = new Fields(body);
        CodeList types = message.vector8().bytesAsCodes();
        CodeList schemes = TlsVersion.asTls(version) >= TlsVersion.TLS_1_2 ? message.vector16().codes() : CodeList.EMPTY;
        Fields list = message.vector16();
        List<byte[]> authorities = new ArrayList<>();
        int total = 0;
        while (!list.atEnd()) {
            Fields name = list.vector16();
            if (list.broken()) {
                break;
            }
            total++;
            if (authorities.size() < MOST) {
                authorities.add(name.copy());
            }
        }
        String problem = list.broken() || message.broken() ? "it ends in the middle of a field" : null;
        return new CertificateRequest(types, schemes, List.copyOf(authorities), total, problem);
    }
}
