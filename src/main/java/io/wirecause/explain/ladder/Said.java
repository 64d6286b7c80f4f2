package io.wirecause.explain.ladder;

/** What a side says: a message of the protocol that a connection carries. Its words may be known only when all of it is there. */
public final class Said {
    private String text;
    private Tone tone;

    /** What kind of message. */
    public enum Tone {
        /** Data without a meaning that shows, such as encrypted data. */
        DATA,
        /** A part of the set-up of an encryption. */
        HANDSHAKE,
        /** The last message of that set-up. */
        FINISHED,
        /** A message with a meaning, such as a request. */
        MESSAGE,
        /** A message of trouble, such as an alert or an error answer. */
        TROUBLE
    }

    /** A message. */
    public Said(Tone tone, String text) {
        this.tone = tone;
        this.text = text;
    }

    /** Now it is known what it says. */
    public void become(Tone what, String words) {
        tone = what;
        text = words;
    }

    /** Its words, with text from the wire cleaned. */
    public String text() {
        return text;
    }

    /** Its kind. */
    public Tone tone() {
        return tone;
    }
}
