package io.wirecause.service.file;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceEvents;

/** ONC RPC over UDP: the portmapper, NFS and MOUNT at their usual ports. */
public final class Rpc implements DatagramDecoder {
    private static final int CALLS = 1 << 10;
    private final RpcMessages messages = new RpcMessages(CALLS);

    @Override
    public Sender sender(ByteView bytes, int sourcePort, int destinationPort) {
        return RpcMessages.isCall(bytes, 0) ? Sender.CLIENT : RpcMessages.isReply(bytes, 0) ? Sender.SERVER : Sender.FOREIGN;
    }

    @Override
    public void datagram(boolean fromClient, ByteView bytes, ServiceEvents events) {
        messages.read(fromClient, bytes, 0, events);
    }
}
