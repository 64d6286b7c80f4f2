package io.wirecause.packets.follow;

import io.wirecause.report.Describe;
import java.util.List;

/** The payload of a connection as text. */
public record ConversationRecord(
        @Describe("Client's endpoint") String client,
        @Describe("Server's endpoint") String server,
        @Describe("What was said in turn, in order of arrival") List<Turn> turns,
        @Describe("Whether these are all turns; if not, go on with frames= or after=") boolean complete) {

    /** What one side said until the other one spoke. */
    public record Turn(
            @Describe("client or server") String from,
            @Describe("Frame of its first byte") long frame,
            @Describe(value = "Seconds since the first frame of the capture", optional = true) Double time,
            @Describe("Bytes") long bytes,
            @Describe("Its lines: text cleaned, secrets as ***; in brackets what is not text or was not captured")
            List<String> lines) {
    }
}
