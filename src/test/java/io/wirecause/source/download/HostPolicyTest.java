package io.wirecause.source.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.resolve.SourceResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
    private static final byte[] CAPTURE = RandomCapture.pcap(5);

    @TempDir
    Path folder;
    private final List<String> lookups = new ArrayList<>();

    private SourceResolver resolver(List<String> allowedHosts, HostPolicy.NameLookup names, SSLSocketFactory tls) {
        return new SourceResolver(new SourcePolicy(List.of(), allowedHosts, false, SourceLimits.DEFAULT), folder, host -> {
            lookups.add(host);
            return names.lookup(host);
        }, () -> tls);
    }

    private static String problem(SourceResolver resolver, String url) {
        return assertThrows(UserFacingException.class, () -> resolver.open(url).close()).getMessage();
    }

    private static RawServer captureServer() throws IOException {
        return new RawServer(out -> {
            out.write(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: " + CAPTURE.length + "\r\n\r\n"));
            out.write(CAPTURE);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST.", "[::1]", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::1]", "127.1",
        "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0", "10.0.0.1",
        "192.168.1.1", "169.254.169.254",
        "[fe80::1]", "[fe80::1%25lo]", "[fd00:ec2::254]", "100.64.0.1", "224.0.0.1", "255.255.255.255"})
    void shouldNotEvenConnectWhenTheAddressIsInternal(String host) throws Exception {
        try (RawServer server = captureServer(); SourceResolver resolver = resolver(List.of(), InetAddress::getAllByName, null)) {
            String message = problem(resolver, "http://" + host + ":" + server.port() + "/");
            assertTrue(message.contains("internal address") || message.contains("unusual spelling")
                    || message.contains("does not resolve") || message.contains("no valid host"), message);
            assertEquals(0, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "1.2.3.0x4", "1.2.3.4.5", "01.2.3.4"})
    void shouldNotLookUpUnusualSpellingsOfAddresses(String host) throws Exception {
        try (SourceResolver resolver = resolver(List.of(), InetAddress::getAllByName, null)) {
            String message = problem(resolver, "http://" + host + "/");
            assertTrue(message.contains("unusual spelling") || message.contains("no valid host"), message);
            assertEquals(List.of(), lookups);
        }
    }

    @Test
    void shouldRefuseWhenOneOfSeveralAddressesIsInternal() throws Exception {
        HostPolicy.NameLookup mixed = host -> new InetAddress[]{InetAddress.getByName("8.8.8.8"), InetAddress.getByName("::1")};
        try (SourceResolver resolver = resolver(List.of(), mixed, null)) {
            assertTrue(problem(resolver, "http://mixed.example/").contains("internal address"));
        }
    }

    @Test
    void shouldConnectToTheAddressThatWasCheckedWhenTheNameIsRebound() throws Exception {
        HostPolicy.NameLookup once = host -> {
            if (lookups.size() > 1) {
                throw new UnknownHostException("asked again: " + host);
            }
            return new InetAddress[]{InetAddress.getLoopbackAddress()};
        };
        try (RawServer server = captureServer(); SourceResolver resolver = resolver(List.of("pinned.example"), once, null);
                LocalCapture opened = resolver.open("http://pinned.example:" + server.port() + "/a.pcap")) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
            assertEquals(List.of("pinned.example"), lookups);
        }
    }

    @Test
    void shouldCheckAgainWhenARedirectLeadsToAnInternalHost() throws Exception {
        HostPolicy.NameLookup loopback = host -> new InetAddress[]{InetAddress.getLoopbackAddress()};
        try (RawServer target = captureServer()) {
            List<String> locations = List.of("http://evil.example:" + target.port() + "/",
                    "http://127.0.0.1:" + target.port() + "/",
                    "http://2130706433:" + target.port() + "/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd");
            for (String location : locations) {
                try (RawServer first = new RawServer(out -> out.write(RawServer.text(
                        "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n")));
                        SourceResolver resolver = resolver(List.of("good.example", "*"), loopback, null)) {
                    String message = problem(resolver, "http://good.example:" + first.port() + "/");
                    assertTrue(message.contains("internal address") || message.contains("unusual spelling")
                            || message.contains("redirects to something that is not fetched"), message);
                    assertEquals(1, first.connections());
                }
            }
            assertEquals(0, target.connections());
        }
    }

    @Test
    void shouldFetchFromListedHostsOnlyWhenSomeAreListed() throws Exception {
        HostPolicy.NameLookup loopback = host -> new InetAddress[]{InetAddress.getLoopbackAddress()};
        try (SourceResolver resolver = resolver(List.of("Caps.Example"), loopback, null)) {
            String message = problem(resolver, "http://other.example/");
            assertEquals("URLs of the host \"other.example\" are not fetched; the allowed hosts are caps.example.", message);
            assertEquals(List.of(), lookups);
        }
    }

    @Test
    void shouldNotReachMetadataWhenAListedNameLeadsThere() throws Exception {
        HostPolicy.NameLookup metadata = host -> new InetAddress[]{InetAddress.getByName("169.254.169.254")};
        try (SourceResolver resolver = resolver(List.of("caps.example"), metadata, null)) {
            assertTrue(problem(resolver, "http://caps.example/").contains("internal address"));
        }
    }

    @Test
    void shouldFetchNothingWhenOffline() throws Exception {
        SourcePolicy offline = new SourcePolicy(List.of(), List.of("*"), true, SourceLimits.DEFAULT);
        try (SourceResolver resolver = new SourceResolver(offline)) {
            assertTrue(problem(resolver, "https://example.com/a.pcap").contains("runs offline"));
        }
    }

    @Test
    void shouldVerifyTheCertificateAgainstTheNameWhenTheAddressIsPinned() throws Exception {
        SSLContext context = contextFor("pinned.example");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("X-Host", exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, CAPTURE.length);
            exchange.getResponseBody().write(CAPTURE);
            exchange.close();
        });
        server.start();
        HostPolicy.NameLookup loopback = host -> new InetAddress[]{InetAddress.getLoopbackAddress()};
        List<String> hosts = List.of("pinned.example", "other.example");
        int port = server.getAddress().getPort();
        try (SourceResolver resolver = resolver(hosts, loopback, context.getSocketFactory());
                SourceResolver untrusting = resolver(hosts, loopback, (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            try (LocalCapture opened = resolver.open("https://pinned.example:" + port + "/")) {
                assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
            }
            assertTrue(problem(resolver, "https://other.example:" + port + "/").contains("certificate is not trusted"));
            assertTrue(problem(untrusting, "https://pinned.example:" + port + "/").contains("certificate is not trusted"));
        } finally {
            server.stop(0);
        }
    }

    /** Both sides: a key with a certificate for the name, which is trusted too. */
    private SSLContext contextFor(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("test.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "test", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name, "-validity", "2",
                "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", store.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(keytool.waitFor(30, TimeUnit.SECONDS) && keytool.exitValue() == 0, "keytool made no key");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
