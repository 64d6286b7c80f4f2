package io.wirecause.tls.handshake;

/** The steps of a handshake in the order in which most versions take them; which ones there are depends on the version. */
public enum Step {
    /** Nothing yet, or not in the capture. */
    NOTHING("nothing"),
    /** The client's hello has begun. */
    CLIENT_HELLO("ClientHello"),
    /** The server asks for another hello. */
    HELLO_RETRY_REQUEST("HelloRetryRequest"),
    /** The client's hello upon that. */
    SECOND_CLIENT_HELLO("second ClientHello"),
    /** The server has chosen. */
    SERVER_HELLO("ServerHello"),
    /** The server has shown its certificate: TLS 1.2 and older. */
    SERVER_CERTIFICATE("server's certificate"),
    /** The server has sent all and waits: TLS 1.2 and older. */
    SERVER_HELLO_DONE("ServerHelloDone"),
    /** The client's last messages of the handshake. */
    CLIENT_FINISHED("client's Finished"),
    /** The server's last messages of the handshake: TLS 1.2 and older. */
    SERVER_FINISHED("server's Finished"),
    /** Data of the application. */
    APPLICATION_DATA("application data");

    private final String label;

    Step(String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }
}
