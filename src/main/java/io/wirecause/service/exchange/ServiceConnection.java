package io.wirecause.service.exchange;

import io.wirecause.flow.FlowKey;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.tcp.carrier.CarriedConnection;

/** A TCP connection or a flow of datagrams that speaks a protocol: pairs what its decoder tells. Times are nanoseconds. */
public final class ServiceConnection implements ServiceEvents {
    private static final int PRODUCT = 80;
    private static final int USER = 64;
    private static final String GREETING = "(greeting)";

    private final ServiceProtocol protocol;
    private final FlowKey.Endpoint client;
    private final FlowKey.Endpoint server;
    private final CarriedConnection carried;
    private final ServiceSink sink;
    private final DataPorts dataPorts;
    private DataPorts.DataPort dataPort;
    /** Whether the reply that comes next says that no data came over it, and whether one did. */
    private boolean dataAsked;
    private boolean dataTold;
    private final OpenRequests open = new OpenRequests();
    private final ServiceExchange exchange = new ServiceExchange();
    /** Requests answered in order, after those in {@link #open}, that are only counted. */
    private int beyond;
    private long frame;
    private long time;
    private OpenRequests.Asked newest;
    private String product;
    private String user;
    private boolean encrypted;
    private boolean asked;
    private boolean answered;
    private boolean endedBadly;
    /** The id of the request that a reply was told of last. */
    private long lastAnswered = IN_ORDER;
    /** How often the server said something, and how often of that when a reply was last made of it. */
    private long heard;
    private long understood;
    private Object row;

    /**
     * Nothing told yet.
     *
     * @param carried   what TCP knows of it; null for datagrams
     * @param dataPorts where ports are named that further connections use; null for datagrams
     */
    ServiceConnection(ServiceProtocol protocol, FlowKey.Endpoint client, FlowKey.Endpoint server, CarriedConnection carried,
                      DataPorts dataPorts, ServiceSink sink) {
        this.protocol = protocol;
        this.client = client;
        this.server = server;
        this.carried = carried;
        this.sink = sink;
        this.dataPorts = dataPorts;
        exchange.connection = this;
        sink.opened(this);
    }

    @Override
    public void at(long frameNumber, long nanos) {
        frame = frameNumber;
        time = nanos;
    }

    /** The server says something, of which the decoder may make a reply. */
    void hear() {
        heard++;
    }

    @Override
    public void request(long id, String what) {
        ask(id, what, false);
    }

    @Override
    public void patientRequest(long id, String what) {
        ask(id, what, true);
    }

    private void ask(long id, String what, boolean patient) {
        asked = true;
        int same = id == IN_ORDER ? -1 : open.find(id);
        if (same >= 0) {
            newest = open.get(same);
            newest.tries++;
            return;
        }
        if (id == IN_ORDER && (beyond > 0 || open.size() == OpenRequests.MOST)) {
            // Their replies come after those of all that are remembered.
            beyond++;
            newest = null;
            sink.unpaired(this, 1);
            return;
        }
        if (open.size() == OpenRequests.MOST) {
            open.remove(0);
            sink.unpaired(this, 1);
        }
        newest = open.add(id, what);
        newest.patient = patient;
        newest.frame = frame;
        newest.time = time;
        newest.losses = losses();
        newest.heard = heard;
    }

    /** Segments of both sides that were lost so far. */
    private int losses() {
        return carried == null ? 0 : carried.losses(true) + carried.losses(false);
    }

    @Override
    public void reply(long id, ServiceReply reply) {
        if (dataAsked) {
            dataTold(reply);
        }
        int index = open.find(id);
        if (index < 0 && carried == null && id == lastAnswered) {
            // The answer to a retransmission of what was answered before.
            return;
        }
        lastAnswered = id;
        if (index < 0) {
            beyond -= id == IN_ORDER && beyond > 0 ? 1 : 0;
            tell(reply, false);
            return;
        }
        OpenRequests.Asked request = open.remove(index);
        newest = newest == request ? null : newest;
        answered = true;
        endedBadly = reply.kind().isBad();
        understood = heard;
        fill(request);
        exchange.reply = reply;
        exchange.replyFrame = frame;
        exchange.replyTime = time;
        exchange.end = RequestEnd.ANSWERED;
        exchange.slowedByLoss = losses() != request.losses;
        sink.exchange(exchange);
    }

    @Override
    public void withdraw(long id) {
        int index = open.find(id);
        if (index >= 0) {
            OpenRequests.Asked request = open.remove(index);
            newest = newest == request ? null : newest;
        }
    }

    private void fill(OpenRequests.Asked request) {
        exchange.what = request.what;
        exchange.user = request.login ? request.user : null;
        exchange.patient = request.patient;
        exchange.tries = request.tries;
        exchange.requestFrame = request.frame;
        exchange.requestTime = request.time;
    }

    /** A greeting, which is a reply to the connection, or something else that nobody asked for. */
    @Override
    public void unasked(ServiceReply reply) {
        tell(reply, true);
    }

    private void tell(ServiceReply reply, boolean mayGreet) {
        boolean greeting = mayGreet && !answered && !asked && carried != null && carried.establishedTime() !=
                CarriedConnection.NEVER;
        answered = true;
        endedBadly = reply.kind().isBad();
        understood = heard;
        exchange.what = greeting ? GREETING : null;
        exchange.user = null;
        exchange.patient = false;
        exchange.tries = 0;
        exchange.requestFrame = greeting ? carried.firstFrame() : 0;
        exchange.requestTime = greeting ? carried.establishedTime() : 0;
        exchange.reply = reply;
        exchange.replyFrame = frame;
        exchange.replyTime = time;
        exchange.end = RequestEnd.ANSWERED;
        exchange.slowedByLoss = losses() != 0;
        sink.exchange(exchange);
    }

    @Override
    public void login(String name) {
        user = name == null || name.isEmpty() ? null : WireText.clean(name, USER);
        if (newest != null) {
            newest.login = true;
            newest.user = user;
        }
    }

    @Override
    public void product(String words) {
        if (product == null && !words.isEmpty()) {
            product = WireText.clean(words, PRODUCT);
        }
    }

    @Override
    public void encrypted(String how) {
        open.clear();
        newest = null;
        if (!encrypted) {
            encrypted = true;
            sink.encrypted(this);
        }
    }

    @Override
    public void incident(Incident incident) {
        sink.incident(this, incident.frame() == Incident.THIS_FRAME ? incident.in(frame) : incident);
    }

    @Override
    public void dataPort(int port, boolean ofServer, String command) {
        if (dataPorts != null && port > 0) {
            dataTold = false;
            dataPort = dataPorts.name(ofServer ? server : client, port, ofServer, command);
        }
    }

    @Override
    public String dataFault() {
        dataAsked = true;
        return dataPort == null || dataPort.isOpen() || dataPort.firstFrame() > 0 ? null : dataPort.fate();
    }

    /** The server says itself that no data came. */
    private void dataTold(ServiceReply reply) {
        dataAsked = false;
        if (dataPort != null && !dataTold && dataPort.hasFailed(time)) {
            dataTold = true;
            sink.incident(this, DataFailure.of(protocol, dataPort, reply));
        }
    }

    /** A port for data that was named last, and to which nobody got through, where no reply has told so. */
    private void dataMissed(long captureEnd) {
        if (dataPort != null && !dataTold && dataPort.hasFailed(captureEnd)) {
            sink.incident(this, DataFailure.of(protocol, dataPort, null));
        }
    }

    @Override
    public String serverAddress() {
        return server.address();
    }

    @Override
    public void malformed() {
        sink.malformed(this, frame);
    }

    /**
     * Bytes of a side are missing: which reply belongs to which request is not known for those that wait in order; of others the
     * reply may yet come, or was among the bytes.
     */
    public void gap(boolean fromClient) {
        int lost = 0;
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).id == IN_ORDER) {
                open.remove(i);
                lost++;
            } else {
                open.get(i).doubtful |= !fromClient;
            }
        }
        newest = null;
        beyond = 0;
        if (lost > 0) {
            sink.unpaired(this, lost);
        }
    }

    /**
     * Nothing more comes.
     *
     * @param captureEnd time of the capture's last packet
     */
    public void finish(long captureEnd) {
        dataMissed(captureEnd);
        RequestEnd end = carried == null ? RequestEnd.WAITING : ending();
        long until = carried == null || end == RequestEnd.WAITING ? captureEnd : carried.lastTime();
        while (open.size() > 0) {
            OpenRequests.Asked request = open.remove(0);
            if (request.doubtful || heard > request.heard && understood <= request.heard) {
                // The server said something after it that could not be read, or that the capture lacks.
                sink.unpaired(this, 1);
                continue;
            }
            fill(request);
            // What the server said last is why it closed.
            exchange.patient |= endedBadly && (end == RequestEnd.SERVER_CLOSED || end == RequestEnd.SERVER_RESET);
            exchange.reply = null;
            exchange.replyFrame = 0;
            exchange.replyTime = until;
            exchange.end = end;
            exchange.slowedByLoss = losses() != request.losses;
            sink.exchange(exchange);
        }
    }

    /** How the connection ended. */
    private RequestEnd ending() {
        long clientEnd = Math.min(orLater(carried.finTime(true)), orLater(carried.resetTime(true)));
        long serverEnd = Math.min(orLater(carried.finTime(false)), orLater(carried.resetTime(false)));
        if (clientEnd == Long.MAX_VALUE && serverEnd == Long.MAX_VALUE) {
            return RequestEnd.WAITING;
        }
        if (clientEnd <= serverEnd) {
            return RequestEnd.CLIENT_LEFT;
        }
        return carried.resetTime(false) == serverEnd ? RequestEnd.SERVER_RESET : RequestEnd.SERVER_CLOSED;
    }

    private static long orLater(long when) {
        return when == CarriedConnection.NEVER ? Long.MAX_VALUE : when;
    }

    /** What was kept with {@link #keepRow}; null for nothing. */
    public Object row() {
        return row;
    }

    /** Keeps where the exchanges of this connection are counted, so that it need not be looked up for each of them. */
    public void keepRow(Object counted) {
        row = counted;
    }

    /** What it speaks. */
    public ServiceProtocol protocol() {
        return protocol;
    }

    /** Who asks. */
    public FlowKey.Endpoint client() {
        return client;
    }

    /** Who answers. */
    public FlowKey.Endpoint server() {
        return server;
    }

    /** Wireshark's {@code tcp.stream}; -1 for datagrams. */
    public int stream() {
        return carried == null ? -1 : carried.stream();
    }

    /** What the server says it is; null where it says nothing. */
    public String product() {
        return product;
    }

    /** Who signed in, or tried to; null where that is not in clear. */
    public String user() {
        return user;
    }

    /** Whether it went over to TLS or the like. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** Whether the server has answered anything. */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether nothing of the server was captured, although it speaks over TCP and takes the client's bytes. */
    public boolean isOneSided() {
        return carried != null && !carried.isSeen(false);
    }
}
