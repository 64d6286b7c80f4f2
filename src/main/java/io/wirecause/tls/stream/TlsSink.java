package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;

/** Is told what the two sides of one connection send in TLS. A side is named by whether it opened the TCP connection. */
public interface TlsSink {
    /**
     * A handshake message in the clear has begun: its type is there, the rest perhaps not.
     *
     * @param length bytes of the whole message, its header of four among them
     */
    void begins(boolean opener, int type, int length, Moment moment);

    /** A handshake message in the clear is complete. The message is valid only until this returns. */
    void message(boolean opener, HandshakeMessage message);

    /** An SSLv2-compatible ClientHello (RFC 5246, appendix E.2), from its message type on. */
    void oldHello(boolean opener, ByteView hello, Moment moment);

    /** A ChangeCipherSpec. */
    void cipherSpec(boolean opener, Moment moment);

    /** An alert in the clear. */
    void alert(boolean opener, int level, int description, Moment moment);

    /**
     * A record with encrypted content.
     *
     * @param type   as {@link io.wirecause.protocol.TlsRecord} names it
     * @param length bytes behind the header
     */
    void encrypted(boolean opener, int type, int length, Moment moment);

    /**
     * A side sends what is no TLS while the other one does.
     *
     * @param head its first bytes
     */
    void plain(boolean opener, byte[] head, Moment moment);

    /** Bytes that the capture lacks. */
    void gap(boolean opener, long bytes);

    /** Nothing more of a side will come: FIN, RST or the end of the capture. */
    void end(boolean opener);

    /** Whether more of a side is of interest. */
    boolean wants(boolean opener);
}
