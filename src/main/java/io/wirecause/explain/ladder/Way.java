package io.wirecause.explain.ladder;

/** Who sends: the client stands on the left of an arrow, the server on the right. */
public enum Way {
    /** The client, or whoever spoke first. */
    FORTH("->"),
    /** The server. */
    BACK("<-"),
    /** Both. */
    BOTH("<>"),
    /** Neither: somebody in between, or nobody. */
    NONE("  ");

    private final String arrow;

    Way(String arrow) {
        this.arrow = arrow;
    }

    /** Two characters. */
    String arrow() {
        return arrow;
    }

    /** The client's way, or the server's. */
    public static Way of(boolean client) {
        return client ? FORTH : BACK;
    }

    /** What both ways together are. */
    Way and(Way other) {
        return this == other || other == NONE ? this : this == NONE ? other : BOTH;
    }
}
