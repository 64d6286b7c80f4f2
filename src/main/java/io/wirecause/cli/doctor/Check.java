package io.wirecause.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param state  how it is
 * @param what   what was found, as a sentence
 * @param advice what to do; empty where there is nothing to do
 */
record Check(State state, String what, String advice) {
    /** How something is. */
    enum State {
        /** As it should be. */
        OK,
        /** Works, but not as well as it could. */
        NOTE,
        /** Does not work. */
        BROKEN
    }

    static Check ok(String what) {
        return new Check(State.OK, what, "");
    }

    static Check note(String what, String advice) {
        return new Check(State.NOTE, what, advice);
    }

    static Check broken(String what, String advice) {
        return new Check(State.BROKEN, what, advice);
    }

    @Override
    public String toString() {
        String mark = switch (state) {
            case OK -> "ok      ";
            case NOTE -> "note    ";
            case BROKEN -> "broken  ";
        };
        return mark + what + (advice.isEmpty() ? "" : "\n        -> " + advice);
    }
}
