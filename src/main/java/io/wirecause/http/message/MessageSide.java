package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;

/** What becomes of the messages that one direction carries: requests or answers. */
interface MessageSide {
    /** Whether a message certainly begins here, where the reader lost its place. */
    boolean begins(ByteView bytes, int from);

    /** Whether these bytes may be the beginning of a message. */
    boolean mayBegin(ByteView bytes, int from);

    /**
     * The first line.
     *
     * @param line  the line without its end
     * @param cut   whether the rest of it is missing
     * @param frame the frame of its first byte
     * @param time  when that came
     * @return whether it is one
     */
    boolean startLine(ByteView line, int from, int length, boolean cut, long frame, long time);

    /**
     * A field or trailer.
     *
     * @param from  where its name is in the line
     * @param value where its value is, leading blanks passed over
     * @param end   where its value ends
     */
    void field(ByteView line, int from, int nameLength, int value, int end);

    /**
     * Takes in all fields at once where they are those of an earlier message, byte for byte.
     *
     * @return their length with the empty line at their end; -1 where each has to be read
     */
    int sameFields(ByteView bytes, int from);

    /** The fields, which began here and were read one by one, have ended. */
    void fieldsRead(ByteView bytes, int from, int end);

    /** The fields have ended: how the body is framed, see {@link Framing}. */
    long framing();

    /** Bytes of the message that has begun. */
    void bytes(long count, long frame, long time);

    /** Bytes of it that the capture lacks. */
    void missing(long count, long frame, long time);

    /** The message is whole. */
    void ended();

    /** Where the message ends is not known any more: part of it is missing. */
    void lostPlace();

    /** Bytes are missing where a message was to begin. */
    void missingBetween();

    /** Something else than a message begins here; whether to look on for one. */
    boolean unexpected(ByteView bytes, int from);
}
