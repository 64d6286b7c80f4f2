package io.wirecause.source.download;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * One GET request over one connection of its own (RFC 9112). The socket is connected to an address that was checked;
 * the host's name goes into the request and into the verification of the certificate only.
 */
final class HttpFetch implements AutoCloseable {
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(16 << 10).setMaxHeaderCount(200).setMaxEmptyLineCount(10).build();

    private final WebAddress address;
    private final SourceLimits limits;
    private final FetchGuard guard;
    private final Socket socket;
    private final DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(BOUNDS);
    private ClassicHttpResponse response;

    private HttpFetch(WebAddress address, SourceLimits limits, FetchGuard guard, Socket socket) {
        this.address = address;
        this.limits = limits;
        this.guard = guard;
        this.socket = socket;
    }

    /**
     * Sends the request and reads the head of the response.
     *
     * @param addresses checked addresses of the host, tried in order
     * @throws UserFacingException where no address answers, or not with HTTP, or with a certificate that is not the host's
     */
    static HttpFetch get(WebAddress address, List<InetAddress> addresses, Map<String, String> headers, SourceLimits limits,
                       FetchGuard guard, Supplier<SSLSocketFactory> tls) throws UserFacingException {
        HttpFetch hop = new HttpFetch(address, limits, guard, connect(address, addresses, limits, guard));
        try {
            hop.exchange(headers, tls);
            return hop;
        } catch (IOException | HttpException e) {
            hop.close();
            throw hop.failure(e);
        } catch (RuntimeException e) {
            // The library's, at an answer that it did not foresee.
            hop.close();
            throw hop.failure(new ProtocolException("no HTTP", e));
        }
    }

    private static Socket connect(WebAddress address, List<InetAddress> addresses, SourceLimits limits, FetchGuard guard)
            throws UserFacingException {
        IOException last = null;
        for (InetAddress one : addresses) {
            guard.check();
            Socket socket = new Socket();
            guard.guard(socket);
            try {
                socket.connect(new InetSocketAddress(one, address.port()), Math.toIntExact(limits.connectTimeout().toMillis()));
                socket.setSoTimeout(Math.toIntExact(limits.idleTimeout().toMillis()));
                return socket;
            } catch (IOException e) {
                last = e;
                closeQuietly(socket);
            }
        }
        guard.check();
        String why = last instanceof SocketTimeoutException
                ? "no answer within " + seconds(limits.connectTimeout().toMillis())
                : last instanceof ConnectException ? "the connection was refused" : "the network has no way to it";
        throw new UserFacingException("The server of " + address + " cannot be reached: " + why + ".", last);
    }

    private void exchange(Map<String, String> headers, Supplier<SSLSocketFactory> tls) throws IOException, HttpException {
        if (address.isSecure()) {
            SSLSocket secure = (SSLSocket) tls.get().createSocket(socket, address.host(), address.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            connection.bind(secure, socket);
        } else {
            connection.bind(socket);
        }
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", address.target());
        request.setHeader("Host", address.authority());
        request.setHeader("User-Agent", "Wirecause");
        request.setHeader("Accept", "*/*");
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("Connection", "close");
        headers.forEach(request::setHeader);
        response = new HttpRequestExecutor().execute(request, connection, HttpCoreContext.create());
    }

    int status() {
        return response.getCode();
    }

    Optional<String> header(String name) {
        Header header = response.getFirstHeader(name);
        return Optional.ofNullable(header).map(Header::getValue);
    }

    /** Bytes of the body that the server announced; -1 where it did not. */
    long length() {
        HttpEntity entity = response.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    /** The body. Failed reads are reported through {@link #failure}. */
    InputStream body() throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** The sentence for a failure of this connection. */
    UserFacingException failure(Exception cause) {
        try {
            guard.check();
        } catch (UserFacingException stopped) {
            return stopped;
        }
        if (cause instanceof SocketTimeoutException) {
            return new UserFacingException("The server of " + address + " fell silent for "
                    + seconds(limits.idleTimeout().toMillis()) + "; the download was given up.", cause);
        }
        if (cause instanceof SSLException) {
            return new UserFacingException("No secure connection to the server of " + address
                    + ": its certificate is not trusted, "
                    + "is not for this host, or the two sides have no TLS version in common.", cause);
        }
        boolean odd = cause instanceof MessageConstraintException
                || cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException);
        if (cause instanceof HttpException || odd) {
            return new UserFacingException("The server of " + address + " does not answer with valid HTTP.", cause);
        }
        return new UserFacingException("The connection to the server of " + address + " broke before the answer was complete.",
                cause);
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** Drops the connection without waiting for what is still to come. */
    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
    }
}
