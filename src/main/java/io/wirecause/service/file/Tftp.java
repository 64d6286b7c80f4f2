package io.wirecause.service.file;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;
import java.util.Map;
import java.util.Set;

/** TFTP (RFC 1350): requests for files, which a server answers from another port, and transfers that stand still. */
public final class Tftp implements DatagramDecoder {
    /** Its port. */
    public static final int PORT = 69;
    private static final long ONE_AT_A_TIME = 0;
    private static final int MOST_TRANSFERS = 1_024;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int DATA = 3;
    private static final int ERROR = 5;
    private static final int OPTIONS = 6;
    private static final int OPTIONS_REFUSED = 8;
    /** How often a block is sent again, from which on the transfer stands still. */
    private static final int MANY = 3;
    private static final int TEXT = 80;
    private static final String[] NAMES = {null, "file not found", "access violation", "disk full", "illegal operation",
        "unknown transfer", "file already exists", "no such user"};

    private final Map<ServiceEvents, Transfer> transfers = new LruMap<>(MOST_TRANSFERS);

    /** A file that a client wants or brings. */
    private static final class Transfer {
        private final String file;
        private final boolean write;
        private boolean answered;
        private int block = -1;
        private int repeats;

        Transfer(String file, boolean write) {
            this.file = file;
            this.write = write;
        }
    }

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        int operation = bytes.length() < 4 ? 0 : bytes.u16be(0);
        return destinationPort == PORT && (operation == READ || operation == WRITE) ? Sender.CLIENT : Sender.FOREIGN;
    }

    @Override
    public boolean answersFromOtherPorts() {
        return true;
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        int operation = bytes.u16be(0);
        if (fromClient && (operation == READ || operation == WRITE)) {
            Transfer before = transfers.get(events);
            if (before == null || before.answered) {
                transfers.put(events, new Transfer(WireText.quote(Words.zeroEnded(bytes, 2), TEXT), operation == WRITE));
            }
            events.request(ONE_AT_A_TIME, operation == READ ? "read" : "write");
            return;
        }
        Transfer transfer = transfers.get(events);
        if (transfer == null || operation < DATA || operation > OPTIONS) {
            return;
        }
        if (!fromClient) {
            server(operation, bytes, transfer, events);
        }
        if (operation == DATA && fromClient == transfer.write) {
            block(bytes.u16be(2), transfer, events);
        }
    }

    private static void server(int operation, ByteView bytes, Transfer transfer, ServiceEvents events) {
        ServiceReply reply = operation == ERROR ? error(bytes, transfer) : ServiceReply.OK;
        if (!transfer.answered) {
            transfer.answered = true;
            events.reply(ONE_AT_A_TIME, reply);
        } else if (operation == ERROR) {
            events.unasked(reply);
        }
    }

    /** An error; that the server takes no options is none: the client then asks without them (RFC 2347). */
    private static ServiceReply error(ByteView bytes, Transfer transfer) {
        int code = bytes.u16be(2);
        String words = Words.zeroEnded(bytes, 4).strip();
        return ServiceReply.of(code == OPTIONS_REFUSED ? ReplyKind.NEGATIVE : ReplyKind.ERROR, String.valueOf(code),
                code < NAMES.length ? NAMES[code] : null, words.isEmpty() ? null : words)
                .headed((transfer.write ? "TFTP server does not take " : "TFTP server does not give ") + transfer.file + ":")
                .at(code == 1 ? Party.UNCLEAR : Party.SERVER).advising(code == 1
                ? "Put the file into the server's directory, or correct its name in what the client was told (DHCP option 67)."
                : "Look at the rights of the file and of the server's directory, and into the server's log.");
    }

    /** A block of the file is on its way, perhaps again. */
    private static void block(int number, Transfer transfer, ServiceEvents events) {
        transfer.repeats = number == transfer.block ? transfer.repeats + 1 : 0;
        transfer.block = number;
        if (transfer.repeats == MANY) {
            events.incident(new Incident(ServiceFindingCode.SERVICE_UNANSWERED, transfer.file, Severity.WARNING,
                    Confidence.MEDIUM,
                    "TFTP transfer of " + transfer.file + " stands still: block " + number + " is sent again and again and not "
                    + "acknowledged", "Sent 4 times in a row by the " + (transfer.write ? "client" : "server"),
                    "Look on the way between the two: blocks or acknowledgements are lost, or a firewall does not let the port "
                    + "through that the server answers from.", Party.NETWORK, Incident.THIS_FRAME, Set.of()));
        }
    }
}
