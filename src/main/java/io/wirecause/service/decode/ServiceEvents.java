package io.wirecause.service.decode;

/** What a decoder tells of one connection, or of one flow of datagrams. */
public interface ServiceEvents {
    /** The id of requests that are answered in their order. */
    long IN_ORDER = Long.MIN_VALUE;

    /**
     * What is told next happened in this frame. The base classes call it: for a request with its last byte, for a reply with its
     * first.
     *
     * @param nanos time of capture, nanoseconds since 1970
     */
    void at(long frame, long nanos);

    /**
     * The client asks. The same id again, while that request waits for its reply, is a retransmission.
     *
     * @param id   the number that the reply will repeat; {@link #IN_ORDER} where it has none
     * @param what its kind, a constant
     */
    void request(long id, String what);

    /** The same for a request whose reply may take as long as it wants, or stay away: to wait is what it is for. */
    void patientRequest(long id, String what);

    /**
     * The server answers.
     *
     * @param id that of the request; {@link #IN_ORDER} for the oldest one that waits
     */
    void reply(long id, ServiceReply reply);

    /** The client takes a request back: no reply will come, and none is missed. */
    void withdraw(long id);

    /** The server says something that nobody asked for: a greeting, or why it hangs up. */
    void unasked(ServiceReply reply);

    /**
     * Somebody tries to sign in with the newest request.
     *
     * @param user the name as it came; null where it is not in clear
     */
    void login(String user);

    /** What the server says it is, such as its greeting; the first one counts. */
    void product(String words);

    /**
     * What the two say from here on cannot be read, or not all of it. Requests that wait are given up.
     *
     * @param how such as {@code STARTTLS}
     */
    void encrypted(String how);

    /** Something other than a request or a reply is wrong. */
    void incident(Incident incident);

    /**
     * A side says at which port of its own the other may connect for data.
     *
     * @param ofServer whether the server says so
     * @param command  what it says so with, a constant
     */
    void dataPort(int port, boolean ofServer, String command);

    /**
     * The reply that comes next says that no data came over the port that was named last. What the capture shows of attempts to
     * connect to it is told as an incident.
     *
     * @return that the capture shows no attempt, as a sentence without its end; null where it shows one, or no port was named
     */
    String dataFault();

    /** The server's address, to compare with one that a message names. */
    String serverAddress();

    /** A message does not keep to the protocol. */
    void malformed();
}
