package io.wirecause.http.grpc;

/** The status codes of gRPC (its specification, {@code statuscodes.md}). */
public final class GrpcStatus {
    static final int OK = 0;
    static final int CANCELLED = 1;
    static final int DEADLINE_EXCEEDED = 4;
    private static final int UNAVAILABLE = 14;
    private static final String[] NAMES = {"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
        "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
        "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"};

    private GrpcStatus() {
    }

    /** Its name, or {@code status N}. */
    public static String name(int status) {
        return status >= 0 && status < NAMES.length ? NAMES[status] : "status " + status;
    }

    /** Whether the server, or what lies between, failed, rather than refusing what was asked. */
    static boolean isFailure(int status) {
        return switch (status) {
            case 2, DEADLINE_EXCEEDED, 8, 12, 13, UNAVAILABLE, 15 -> true;
            default -> status >= NAMES.length;
        };
    }

    /** What to look at. */
    static String advice(int status) {
        return switch (status) {
            case 2 -> "UNKNOWN is what a server gives for an exception that nobody caught: read its log at this time.";
            case 3, 9, 11 -> "The request itself was refused: compare what the client sends with what the method accepts.";
            case DEADLINE_EXCEEDED ->
                    "Find out what the server waits for, or allow more time; the deadline travels with the call, so "
                    + "a chain of services shares it.";
            case 5 -> "What was asked for does not exist; where that is unexpected, compare the data of client and server.";
            case 7, 16 -> "Check the credentials of the call and the permissions of whoever they stand for.";
            case 8 -> "A quota or a limit is used up, such as the size of a message or a rate: the message of the status says "
                    + "which.";
            case 12 -> "The server does not know this method: versions of the service definition differ, or a proxy routes to "
                    + "the "
                    + "wrong service.";
            case 13, 15 -> "The server broke an invariant of its own, or its answer was damaged on the way: read its log at this "
                    + "time.";
            case UNAVAILABLE -> "The server, or what a proxy has behind it, cannot be reached now; a client may repeat the call "
                    + "after a "
                    + "pause.";
            default -> "The message of the status and the server's log say more.";
        };
    }
}
