package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds messages for tests, byte by byte, so that they can be wrong. */
public final class DnsBytes {
    public static final int RESPONSE = 0x8180;
    static final int QUERY = 0x0100;
    public static final int TRUNCATED = 0x0200;
    static final int TYPE_A = 1;
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final int id;
    private final int flags;
    private final int[] counts = new int[4];

    public DnsBytes(int id, int flags) {
        this.id = id;
        this.flags = flags;
    }

    public static DnsBytes query(int id, String name, int type) {
        return new DnsBytes(id, QUERY).question(name, type);
    }

    public static DnsBytes response(int id, String name, int type) {
        return new DnsBytes(id, RESPONSE).question(name, type);
    }

    public static DnsBytes failure(int id, String name, int type, int rcode) {
        return new DnsBytes(id, RESPONSE | rcode).question(name, type);
    }

    static byte[] name(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(0);
        return out.toByteArray();
    }

    public DnsBytes question(String name, int type) {
        counts[0]++;
        records.writeBytes(name(name));
        records.writeBytes(ByteBuffer.allocate(4).putShort((short) type).putShort((short) 1).array());
        return this;
    }

    /** A record; section 1 for answers, 2 for authorities, 3 for additionals. */
    public DnsBytes record(int section, String name, int type, byte[] data) {
        return record(section, name, type, 1, 300, data, data.length);
    }

    public DnsBytes record(int section, String name, int type, int recordClass, int ttl, byte[] data, int length) {
        counts[section]++;
        records.writeBytes(name(name));
        records.writeBytes(ByteBuffer.allocate(10).putShort((short) type).putShort((short) recordClass).putInt(ttl)
                .putShort((short) length).array());
        records.writeBytes(data);
        return this;
    }

    public DnsBytes address(String name, int last) {
        return record(1, name, TYPE_A, new byte[] {(byte) 192, 0, 2, (byte) last});
    }

    /** Claims more or fewer records than there are. */
    DnsBytes claim(int which, int count) {
        counts[which] = count;
        return this;
    }

    public byte[] bytes() {
        ByteBuffer message = ByteBuffer.allocate(12 + records.size()).putShort((short) id).putShort((short) flags);
        for (int count : counts) {
            message.putShort((short) count);
        }
        return message.put(records.toByteArray()).array();
    }

    /** The message as it would be sent over TCP. */
    public byte[] overTcp() {
        byte[] message = bytes();
        return ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array();
    }

    public DnsMessage parse(DnsService service) {
        DnsMessage message = new DnsMessage();
        byte[] bytes = bytes();
        message.parse(ByteView.of(bytes), bytes.length, service);
        return message;
    }

    public DnsMessage parse() {
        return parse(DnsService.DNS);
    }

    /** A host of 192.0.2.0/24. */
    public static Endpoint host(int last, int port) {
        return new Endpoint(4, 0, 0xc0000200L | last, port);
    }
}
