package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;

/**
 * An OCSP response that comes with the certificate, TLS 1.2 and older (RFC 6066, section 8).
 *
 * @param length bytes of the response
 * @param successful whether the responder answered at all (RFC 6960, section 4.2.1); what it said of the certificate is not read
 */
public record CertificateStatus(int length, boolean successful) {
    private static final int OCSP = 1;
    private static final int SEQUENCE = 0x30;
    private static final int ENUMERATED = 0x0a;
    private static final int LONG_FORM = 0x80;

    /**
     * Parses one.
     *
     * @param body the message without its header
     * @return null if it is not an OCSP response
     */
    public static CertificateStatus parse(ByteView body) {
        Fields message = new Fields(body);
        if (message.u8() != OCSP) {
            return null;
        }
        Fields response = message.vector24();
        int length = response.left();
        if (message.broken() || response.u8() != SEQUENCE) {
            return null;
        }
        int form = response.u8();
        response.skip(form >= LONG_FORM ? form - LONG_FORM : 0);
        boolean successful = response.u8() == ENUMERATED && response.u8() == 1 && response.u8() == 0 && !response.broken();
        return new CertificateStatus(length, successful);
    }
}
