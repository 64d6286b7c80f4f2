package io.wirecause.service.exchange;

/** What became of a request. */
public enum RequestEnd {
    /** It was answered. */
    ANSWERED("answered"),
    /** The server closed the connection instead. */
    SERVER_CLOSED("connection closed by the server"),
    /** A RST in the server's name ended the connection. */
    SERVER_RESET("connection reset by the server"),
    /** The client ended the connection before. */
    CLIENT_LEFT("client gave up"),
    /** It still waited when the capture ended. */
    WAITING("no reply until the capture ends");

    private final String label;

    RequestEnd(String label) {
        this.label = label;
    }

    /** As answers name it. */
    public String label() {
        return label;
    }
}
