package io.wirecause.tcp.connection;

import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.segment.Segment;

/**
 * Answers that a server kept its client waiting for, as far as the packets show that they were answers. What a server sends long
 * after its client need not be one: it may begin a message of its own (a ping that the client echoes, an event that the client
 * confirms), or say good-bye to an idle client. So an answer is held until what follows it is known. Made on the first long wait.
 */
public final class SlowAnswers {
    /** A ping, an echo or a note that a server begins is smaller; bytes. */
    private static final int SMALL = 128;
    /** A TLS record with a request is larger than those with which HTTP/2 and WebSocket only acknowledge; bytes. */
    private static final int SMALL_TLS = 64;

    private int times;
    private long longest;
    private int frame;
    /** The answer that is held: its wait, frame and bytes; 0 for none. */
    private long heldWait;
    private int heldFrame;
    private int heldBytes;
    private boolean heldTls;
    private boolean heldRefusal;
    private int refusals;
    /** Whether the last message of the server was one that it began, and whether the client's last data only replied to such. */
    private boolean begun;
    private boolean replied;

    private SlowAnswers() {
    }

    /** Whether new data asks for no answer by itself. */
    static boolean asksNothing(Segment segment) {
        return segment.isTlsAlert() || segment.isTls() && segment.payload() <= SMALL_TLS;
    }

    /**
     * Takes in new data of the endpoint that did not send last.
     *
     * @param isAnswer whether it acknowledges just what the other endpoint has sent, and nothing is missing before it
     * @param wait     nanoseconds since the other endpoint's data, the round trip not counted
     */
    static void takeTurn(Segment segment, Connection connection, boolean fromClient, boolean isAnswer, long wait) {
        SlowAnswers answers = connection.rare().slowAnswers;
        if (fromClient) {
            if (answers != null) {
                answers.takeClient(segment, wait);
            }
        } else if (wait >= WaitTimes.SLOW_NANOS) {
            of(connection).takeLate(segment, connection, isAnswer, wait);
        } else if (answers != null) {
            answers.begun = false;
        }
    }

    private static SlowAnswers of(Connection connection) {
        RareEvents rare = connection.rareEvents();
        if (rare.slowAnswers == null) {
            rare.slowAnswers = new SlowAnswers();
        }
        return rare.slowAnswers;
    }

    private void takeClient(Segment segment, long wait) {
        boolean prompt = wait < WaitTimes.SLOW_NANOS;
        boolean echo = heldWait > 0 && prompt && segment.payload() == heldBytes && heldBytes <= SMALL;
        replied = prompt && (begun || echo);
        if (echo) {
            drop();
        } else {
            confirm();
        }
        begun = false;
    }

    private void takeLate(Segment segment, Connection connection, boolean isAnswer, long wait) {
        begun = replied || connection.lastDataAsksNothing || segment.isTlsAlert();
        if (!begun && isAnswer) {
            confirm();
            heldWait = wait;
            heldFrame = (int) segment.frame();
            heldBytes = segment.payload();
            heldTls = segment.isTls();
            heldRefusal = segment.refusesLogin();
        }
    }

    /** Takes in new data of the endpoint that sent last, after a pause of this many nanoseconds. */
    static void takeMore(Segment segment, Connection connection, boolean fromClient, long pause) {
        SlowAnswers answers = connection.rare().slowAnswers;
        boolean late = pause >= WaitTimes.SLOW_NANOS;
        if (fromClient) {
            if (answers != null && late) {
                answers.replied = false;
            }
        } else if (late) {
            of(connection).takeOwn();
        } else if (answers != null && answers.heldWait > 0) {
            answers.heldBytes += segment.payload();
        }
    }

    /** The server goes on by itself: so small a message before may have been of that kind too. */
    private void takeOwn() {
        if (heldBytes <= SMALL) {
            drop();
        }
        begun = true;
    }

    /** Takes in a FIN or RST of the server: behind a short TLS record it was a good-bye, and so was that. */
    static void takeEnd(Connection connection) {
        SlowAnswers answers = connection.rare().slowAnswers;
        if (answers != null && answers.heldTls && answers.heldBytes <= SMALL && !connection.lastDataFromClient()) {
            answers.drop();
        }
    }

    private void drop() {
        heldWait = 0;
        heldBytes = 0;
    }

    private void confirm() {
        if (heldWait > 0) {
            times++;
            refusals += heldRefusal ? 1 : 0;
            frame = heldWait > longest ? heldFrame : frame;
            longest = Math.max(longest, heldWait);
        }
        drop();
    }

    /** Answers after {@link WaitTimes#SLOW_NANOS} or more. */
    public static int times(Connection connection) {
        SlowAnswers answers = connection.rare().slowAnswers;
        return answers == null ? 0 : answers.times + (answers.heldWait > 0 ? 1 : 0);
    }

    /** Those of them that refuse a login. */
    public static int refusals(Connection connection) {
        SlowAnswers answers = connection.rare().slowAnswers;
        return answers == null ? 0 : answers.refusals + (answers.heldWait > 0 && answers.heldRefusal ? 1 : 0);
    }

    /** The longest wait for one of them, the round trip not counted, nanoseconds; 0 where there is none. */
    public static long longest(Connection connection) {
        SlowAnswers answers = connection.rare().slowAnswers;
        return answers == null ? 0 : Math.max(answers.longest, answers.heldWait);
    }

    /** The frame with which the answer after the longest wait began; 0 where there is none. */
    public static long frame(Connection connection) {
        SlowAnswers answers = connection.rare().slowAnswers;
        boolean held = answers != null && answers.heldWait > answers.longest;
        return answers == null ? 0 : Integer.toUnsignedLong(held ? answers.heldFrame : answers.frame);
    }
}
