package io.wirecause.tcp.connection;

import static io.wirecause.tcp.connection.ConnectionState.CLOSED;
import static io.wirecause.tcp.connection.ConnectionState.ESTABLISHED;
import static io.wirecause.tcp.connection.ConnectionState.HALF_CLOSED;
import static io.wirecause.tcp.connection.ConnectionState.MID_STREAM;
import static io.wirecause.tcp.connection.ConnectionState.NEW;
import static io.wirecause.tcp.connection.ConnectionState.REFUSED;
import static io.wirecause.tcp.connection.ConnectionState.RESET;
import static io.wirecause.tcp.connection.ConnectionState.SYN_RECEIVED;
import static io.wirecause.tcp.connection.ConnectionState.SYN_SENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.tcp.connection.ConnectionState.Event;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine as a table: every state with every event. */
class ConnectionStateTest {
    /** For each state the states after the events, in the order of {@link Event}. */
    private static final Map<ConnectionState, List<ConnectionState>> TABLE = new EnumMap<>(Map.of(
            // After SYN, SYN_ACK, HANDSHAKE_ACK, SEGMENT; FIRST_FIN, SECOND_FIN, RST_FROM_RESPONDER, RST.
            NEW, List.of(SYN_SENT, SYN_RECEIVED, NEW, MID_STREAM, HALF_CLOSED, CLOSED, RESET, RESET),
            SYN_SENT, List.of(SYN_SENT, SYN_RECEIVED, SYN_SENT, MID_STREAM, HALF_CLOSED, CLOSED, REFUSED, RESET),
            SYN_RECEIVED, List.of(SYN_RECEIVED, SYN_RECEIVED, ESTABLISHED, MID_STREAM, HALF_CLOSED, CLOSED, RESET, RESET),
            ESTABLISHED, List.of(ESTABLISHED, ESTABLISHED, ESTABLISHED, ESTABLISHED, HALF_CLOSED, CLOSED, RESET, RESET),
            MID_STREAM, List.of(MID_STREAM, MID_STREAM, MID_STREAM, MID_STREAM, HALF_CLOSED, CLOSED, RESET, RESET),
            HALF_CLOSED, List.of(HALF_CLOSED, HALF_CLOSED, HALF_CLOSED, HALF_CLOSED, HALF_CLOSED, CLOSED, RESET, RESET),
            CLOSED, Collections.nCopies(8, CLOSED),
            REFUSED, Collections.nCopies(8, REFUSED),
            RESET, Collections.nCopies(8, RESET)));

    static Stream<Arguments> table() {
        return TABLE.entrySet().stream().flatMap(row -> Stream.of(Event.values())
                .map(event -> Arguments.of(row.getKey(), event, row.getValue().get(event.ordinal()))));
    }

    @ParameterizedTest
    @MethodSource("table")
    void shouldMoveAsTheTableSays(ConnectionState state, Event event, ConnectionState after) {
        assertEquals(after, state.after(event));
    }

    @Test
    void shouldHaveARowForEachStateAndAColumnForEachEvent() {
        assertEquals(EnumSet.allOf(ConnectionState.class), TABLE.keySet());
        TABLE.forEach((state, after) -> assertEquals(Event.values().length, after.size(), state::label));
    }

    @Test
    void shouldEndInThreeStatesOnly() {
        Set<ConnectionState> ends = EnumSet.noneOf(ConnectionState.class);
        for (ConnectionState state : ConnectionState.values()) {
            if (state.isEnd()) {
                ends.add(state);
            }
        }
        assertEquals(EnumSet.of(CLOSED, REFUSED, RESET), ends);
    }
}
