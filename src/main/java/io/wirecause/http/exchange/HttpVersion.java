package io.wirecause.http.exchange;

/** The version that an exchange was spoken in. */
public enum HttpVersion {
    /** HTTP/1.0 and older (RFC 1945). */
    HTTP_1_0("HTTP/1.0"),
    /** HTTP/1.1 (RFC 9112). */
    HTTP_1_1("HTTP/1.1"),
    /** HTTP/2 (RFC 9113). */
    HTTP_2("HTTP/2");

    private final String label;

    HttpVersion(String label) {
        this.label = label;
    }

    /** As it is written: {@code HTTP/1.1}. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
