package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/** One direction of a connection: its frames, its header blocks, and what it may send. */
final class Http2Side {
    /** Bytes of one header block with its continuations; a longer one cannot be read, and the table is forgotten. */
    static final int MAX_BLOCK = 1 << 16;
    private static final byte[] NOTHING = {};

    final boolean client;
    final FrameParser parser;
    final HeaderDecoder decoder;
    /** What this side may send on the connection; null where bytes were missed, so that it is not known. */
    SendWindow window = new SendWindow(SendWindow.DEFAULT);
    /** What this side may send on a new stream. */
    long initialWindow = SendWindow.DEFAULT;
    /** The lowest last stream of its GOAWAY frames; -1 where it sent none. */
    long lastTaken = -1;

    private byte[] block = NOTHING;
    private int blockBytes;
    private boolean blockCut;
    private boolean blockOpen;
    /** Stream of the header block that goes on; 0 for none. */
    int blockStream;
    /** The stream that it promises; 0 for none. */
    int blockPromised;
    boolean blockEndsStream;
    long blockFrame;
    long blockTime;
    long blockLength;
    private final ByteView view = new ByteView();

    Http2Side(boolean client, int preface, HeaderTable.Budget budget) {
        this.client = client;
        this.parser = new FrameParser(preface);
        this.decoder = new HeaderDecoder(budget);
    }

    /** A header block begins with the frame at hand. */
    void beginBlock(int stream, int promised, boolean endsStream) {
        if (blockOpen) {
            decoder.forget();
        }
        blockStream = stream;
        blockPromised = promised;
        blockEndsStream = endsStream;
        blockFrame = parser.startFrame();
        blockTime = parser.startTime();
        blockLength = 0;
        blockBytes = 0;
        blockCut = false;
        blockOpen = true;
    }

    /** Whether a continuation on this stream is expected. */
    boolean isInBlock(int stream) {
        return blockOpen && blockStream == stream;
    }

    /**
     * Adds a fragment of the block.
     *
     * @return the whole block where it ends with it, valid until the next one begins; null where more comes
     */
    ByteView addFragment(ByteView bytes, int from, int length, boolean ends) {
        blockLength += FrameParser.HEADER + parser.length();
        blockCut |= parser.length() > FrameParser.MAX_PAYLOAD;
        if (ends && blockBytes == 0) {
            blockOpen = false;
            view.point(bytes, from, length);
            return view;
        }
        int kept = Math.min(length, MAX_BLOCK - blockBytes);
        blockCut |= kept < length;
        if (block.length < blockBytes + kept) {
            block = Arrays.copyOf(block, Math.max(blockBytes + kept, Math.min(MAX_BLOCK, 2 * block.length)));
        }
        bytes.get(from, block, blockBytes, kept);
        blockBytes += kept;
        if (!ends) {
            return null;
        }
        blockOpen = false;
        view.point(block, 0, blockBytes);
        block = NOTHING;
        return view;
    }

    /** Whether the block that has just ended was too long to be kept whole. */
    boolean isBlockCut() {
        return blockCut;
    }

    /** Bytes were missed: what the table holds, how far a block came and what may be sent are not known any more. */
    void forget() {
        decoder.forget();
        blockOpen = false;
        block = NOTHING;
        window = null;
    }
}
