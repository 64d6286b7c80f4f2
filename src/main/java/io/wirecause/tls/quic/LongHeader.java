package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;

/**
 * The long header of a QUIC packet, where it lies in a datagram (RFC 9000, section 17.2; RFC 8999); a flyweight.
 *
 * <pre>
 *  0        8                 40
 * +--------+-----------------+-----+------+-----+------+----------------------------
 * |1 1 T T | Version         | len | DCID | len | SCID | Initial: token, all: length
 * +--------+-----------------+-----+------+-----+------+----------------------------
 * </pre>
 */
final class LongHeader {
    /** What a packet is, whatever the version writes for it. */
    enum Kind {
        INITIAL,
        ZERO_RTT,
        HANDSHAKE,
        RETRY,
        NEGOTIATION,
        /** Of a version that is not known, so that only what all versions share can be read. */
        OTHER
    }

    static final int MOST_ID = 20;
    private static final int FORM = 0x80;
    private static final int VERSION_END = 5;
    /** Numbers, in the order of version 1. */
    private static final Kind[] KINDS = {Kind.INITIAL, Kind.ZERO_RTT, Kind.HANDSHAKE, Kind.RETRY};
    private static final int RETRY_TAG = 16;

    private final Varint varint = new Varint();
    private int start;
    private int version;
    private Kind kind;
    private int destinationAt;
    private int destinationLength;
    private int sourceAt;
    private int sourceLength;
    private int tokenLength;
    private int numberAt;
    private int end;

    /** Whether a packet with a long header may begin at this offset. */
    static boolean mayBeAt(ByteView datagram, int at) {
        return datagram.length() - at > VERSION_END && (datagram.u8(at) & FORM) != 0;
    }

    /**
     * Reads the header.
     *
     * @return false where it is none, or reaches beyond the end
     */
    boolean read(ByteView datagram, int at) {
        if (!mayBeAt(datagram, at)) {
            return false;
        }
        start = at;
        version = datagram.i32be(at + 1);
        int length = datagram.length();
        destinationAt = at + VERSION_END + 1;
        destinationLength = datagram.u8(at + VERSION_END);
        int next = destinationAt + destinationLength;
        if (next >= length) {
            return false;
        }
        sourceLength = datagram.u8(next);
        sourceAt = next + 1;
        next = sourceAt + sourceLength;
        if (next > length || destinationLength > MOST_ID || sourceLength > MOST_ID) {
            return false;
        }
        tokenLength = 0;
        numberAt = next;
        end = length;
        kind = kind(datagram.u8(at));
        return kind == Kind.NEGOTIATION || kind == Kind.OTHER || readRest(datagram, next);
    }

    private Kind kind(int first) {
        if (version == QuicVersion.NEGOTIATION) {
            return Kind.NEGOTIATION;
        }
        if (!QuicVersion.isReadable(version)) {
            return Kind.OTHER;
        }
        int type = first >>> 4 & 3;
        return KINDS[QuicVersion.isSecond(version) ? type + 3 & 3 : type];
    }

    private boolean readRest(ByteView datagram, int from) {
        int next = from;
        if (kind == Kind.RETRY) {
            tokenLength = datagram.length() - next - RETRY_TAG;
            return tokenLength > 0;
        }
        if (kind == Kind.INITIAL) {
            if (!varint.read(datagram, next) || varint.value() > datagram.length()) {
                return false;
            }
            tokenLength = (int) varint.value();
            next = varint.end() + tokenLength;
        }
        if (!varint.read(datagram, next)) {
            return false;
        }
        numberAt = varint.end();
        long last = numberAt + varint.value();
        end = (int) Math.min(last, Integer.MAX_VALUE);
        return last > numberAt;
    }

    int start() {
        return start;
    }

    int version() {
        return version;
    }

    Kind kind() {
        return kind;
    }

    ByteView destination(ByteView datagram) {
        return datagram.slice(destinationAt, destinationLength);
    }

    ByteView source(ByteView datagram) {
        return datagram.slice(sourceAt, sourceLength);
    }

    int destinationLength() {
        return destinationLength;
    }

    /** Whether the id of whom it is for is this one. */
    boolean isFor(ByteView datagram, byte[] id) {
        return equal(datagram, destinationAt, destinationLength, id);
    }

    /** Whether the sender's id is this one. */
    boolean isFrom(ByteView datagram, byte[] id) {
        return equal(datagram, sourceAt, sourceLength, id);
    }

    private static boolean equal(ByteView datagram, int at, int length, byte[] id) {
        if (id == null || id.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (datagram.u8(at + i) != (id[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of the token of an Initial or Retry packet. */
    int tokenLength() {
        return tokenLength;
    }

    /** Where the protected packet number is; of Version Negotiation, where the list of versions is. */
    int numberAt() {
        return numberAt;
    }

    /** Where the next packet of the datagram begins; beyond the datagram where the capture or the sender cut it. */
    int end() {
        return end;
    }
}
