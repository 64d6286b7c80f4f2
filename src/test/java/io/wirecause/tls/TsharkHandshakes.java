package io.wirecause.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What tshark reads of TLS, DTLS and QUIC handshakes in a capture, message by message, by connection. */
final class TsharkHandshakes {
    private static final DateTimeFormatter GENERALIZED = DateTimeFormatter.ofPattern("MMM d, uuuu HH:mm:ss", Locale.ENGLISH);
    private static final String FILTER = "tls.handshake || dtls.handshake || tls.alert_message || dtls.alert_message";

    private final Map<String, Connection> connections = new TreeMap<>();
    private final List<String> path = new ArrayList<>();
    private String stream = "";
    private Message message;
    private Certificate certificate;
    private String attribute = "";

    /** A message; each has some of these. */
    static final class Message {
        String name = "";
        String ja3 = "";
        String ja3s = "";
        String cipher = "";
        int version;
        int chosenVersion;
        boolean retry;
        final List<Certificate> certificates = new ArrayList<>();
    }

    /** A certificate. */
    static final class Certificate {
        String subject = "";
        final TreeSet<String> names = new TreeSet<>();
        String notBefore = "";
        String notAfter = "";
    }

    /** The messages of a connection. */
    static final class Connection {
        final List<Message> clients = new ArrayList<>();
        final List<Message> servers = new ArrayList<>();
        final List<Message> chains = new ArrayList<>();
        final List<String> alerts = new ArrayList<>();
    }

    /** Asks tshark; keys are {@code tcp N} and {@code udp N}. */
    static Map<String, Connection> read(Path capture) throws IOException {
        Process process = new ProcessBuilder("tshark", "-n", "-r", capture.toString(), "-Y", FILTER, "-T", "pdml", "-J",
                "tcp udp tls dtls quic").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        TsharkHandshakes all = new TsharkHandshakes();
        try (InputStream in = process.getInputStream()) {
            XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                all.next(reader, reader.next());
            }
        } catch (XMLStreamException e) {
            // A hostile string may break tshark's XML: what came before counts.
            process.destroy();
        }
        return all.connections;
    }

    private void next(XMLStreamReader reader, int event) {
        if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("packet")) {
            stream = "";
        } else if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().matches("proto|field")) {
            String name = reader.getAttributeValue(null, "name");
            path.add(name);
            String show = reader.getAttributeValue(null, "show");
            String shown = reader.getAttributeValue(null, "showname");
            begin(name.replaceFirst("^dtls\\.", "tls."), show == null ? "" : show, shown == null ? "" : shown);
        } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().matches("proto|field")) {
            path.remove(path.size() - 1);
        }
    }

    private void begin(String name, String show, String shown) {
        switch (name) {
            case "tcp.stream" -> stream = "tcp " + show;
            case "udp.stream" -> stream = "udp " + show;
            case "tls.handshake", "tls.alert_message" -> {
                message = new Message();
                certificate = null;
            }
            case "tls.handshake.type" -> type(Integer.parseInt(show));
            case "tls.alert_message.desc" -> connection().alerts.add(show);
            default -> {
                if (message != null) {
                    field(name, show, shown);
                }
            }
        }
    }

    private Connection connection() {
        return connections.computeIfAbsent(stream, k -> new Connection());
    }

    private void type(int type) {
        message = message == null ? new Message() : message;
        if (type == 1) {
            connection().clients.add(message);
        } else if (type == 2) {
            connection().servers.add(message);
        } else if (type == 11) {
            connection().chains.add(message);
        }
    }

    private void field(String name, String show, String shown) {
        switch (name) {
            case "tls.handshake.extensions_server_name" -> message.name = show;
            case "tls.handshake.ja3" -> message.ja3 = show;
            case "tls.handshake.ja3s" -> message.ja3s = show;
            case "tls.handshake.version" -> message.version = Integer.decode(show);
            case "tls.handshake.ciphersuite" -> message.cipher = show;
            case "tls.handshake.extensions.supported_version" -> message.chosenVersion = Integer.decode(show);
            case "tls.handshake.random" -> message.retry = show.replace(":", "").startsWith("cf21ad74e59a6111");
            case "x509af.signedCertificate_element" -> {
                certificate = new Certificate();
                message.certificates.add(certificate);
            }
            default -> {
                if (certificate != null) {
                    certificateField(name, show);
                }
            }
        }
    }

    private void certificateField(String name, String show) {
        boolean ofSubject = path.contains("x509af.subject");
        switch (name) {
            case "x509if.oid" -> attribute = show;
            case "x509sat.uTF8String", "x509sat.printableString", "x509sat.teletexString", "x509sat.bmpString" -> {
                if (ofSubject && attribute.equals("2.5.4.3")) {
                    certificate.subject = show;
                }
            }
            case "x509ce.dNSName" -> certificate.names.add(show);
            case "x509ce.iPAddress.ipv4", "x509ce.iPAddress.ipv6" -> certificate.names.add(show);
            case "x509af.utcTime", "x509af.generalizedTime" -> {
                if (path.contains("x509af.notBefore")) {
                    certificate.notBefore = date(show);
                } else if (path.contains("x509af.notAfter")) {
                    certificate.notAfter = date(show);
                }
            }
            default -> {
            }
        }
    }

    /** GeneralizedTime is shown in another way than UTCTime. */
    private static String date(String show) {
        return show.endsWith(")") ? show
                : LocalDateTime.parse(show.replaceFirst("\\.0+ UTC$", "").replaceAll(" +", " "), GENERALIZED)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")) + " (UTC)";
    }
}
