package io.wirecause.sip.registration;

import io.wirecause.report.Describe;

/** The registrations of one user from one client, in an answer. */
public record RegistrationRecord(
        @Describe(value = "Who is registered: the URI in To", optional = true) String addressOfRecord,
        @Describe("The client") String client,
        @Describe("The registrar or the proxy before it") String server,
        @Describe("How it stands") RegistrationState state,
        @Describe("REGISTER requests, repetitions not counted") int requests,
        @Describe("Challenges") int challenges,
        @Describe("Successes") int successes,
        @Describe("Failures: refused, or credentials refused") int failures,
        @Describe(value = "Last final status", optional = true) Integer statusCode,
        @Describe(value = "The registrar's words for it", optional = true) String reasonPhrase,
        @Describe(value = "Seconds that the registration holds", optional = true) Long expiresSeconds,
        @Describe("First frame, Wireshark's number") long firstFrame,
        @Describe("Frame of the last final response or request") long lastFrame) {
}
