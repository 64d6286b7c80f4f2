package io.wirecause.packets;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.packets.export.PacketExport;
import io.wirecause.packets.follow.ConversationText;
import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Presents {@code show_packets}: as many packets as the page asks for and an answer has room for. */
final class PacketsReport implements Presentation {
    /** Bytes for packets and conversation, less and less of them; findings about the capture take the rest. */
    private static final int[] ROOM = {17_500, 14_500, 11_500, 8_500, 5_500, 3_000, 1_500};

    private final PacketsArguments arguments;
    private final PageWindow window;
    private final PacketChooser chooser;
    private final ConversationText conversation;
    private final PacketExport export;
    private final PacketsAnalysis analysis;

    PacketsReport(PacketsArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        PacketFilter filter = new PacketFilter(arguments);
        if (arguments.follow() && filter.connection() < 0) {
            throw new UserFacingException("follow=true needs connection, the number of a TCP connection (tcp.stream): findings, "
                    + "analyze_tcp_connections and the packets listed here give it.");
        }
        boolean listed = !arguments.follow() || arguments.page().isAsked() || arguments.layers() || arguments.bytes();
        this.window = listed ? new PageWindow(arguments.page()) : PageWindow.none();
        this.export = arguments.export() ? PacketExport.into(context.exports(), context.file()) : null;
        int most = context.limits().maxConnections();
        this.conversation = arguments.follow() ? new ConversationText(filter.connection(), most) : null;
        this.chooser = new PacketChooser(filter, window, arguments, export, most);
        if (conversation != null) {
            conversation.only((frame, time) -> isWanted(filter, frame, time));
        }
        this.analysis = new PacketsAnalysis(chooser, conversation, export);
    }

    /** Of a conversation, the pieces in the range of frames and in the time asked for. */
    private static boolean isWanted(PacketFilter filter, long frame, long time) {
        FrameRanges frames = filter.frames();
        return (frames == null || frame >= frames.first() && frame <= frames.last())
                && (filter.time() == null || filter.time().contains(time, filter.start()));
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        return ROOM.length - 1;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        int room = ROOM[shorter];
        var told = conversation == null ? null : conversation.record(room, chooser.filter().start());
        room -= told == null ? 0 : AnswerSize.of(told);
        List<PacketRecord> fit = fitting(chooser.records(), room);
        return new Body(new PacketsTotals(chooser.matched()),
                new PacketsAnswer(start(), chooser.filter().displayFilter(), fit, told,
                export == null ? null : export.record()), page(fit.size()));
    }

    /** The first packets that there is room for, one in any case, if need be without its parts. */
    private static List<PacketRecord> fitting(List<PacketRecord> all, int room) {
        List<PacketRecord> fit = new ArrayList<>();
        int left = room;
        for (PacketRecord packet : all) {
            int size = AnswerSize.of(packet) + 1;
            if (size > left) {
                break;
            }
            left -= size;
            fit.add(packet);
        }
        if (fit.isEmpty() && !all.isEmpty()) {
            PacketRecord whole = all.get(0);
            PacketRecord noBytes = whole.without(false, true);
            fit.add(AnswerSize.of(noBytes) <= room ? noBytes : whole.without(true, true));
        }
        return fit;
    }

    private Page page(int fit) throws UserFacingException {
        if (conversation == null || arguments.page().isAsked() || arguments.layers() || arguments.bytes()) {
            return window.page(fit);
        }
        return new Page(0, chooser.matched(), chooser.matched() > 0 ? "0" : null,
                "With follow=true the packets are not listed; ask with limit, such as limit=10.");
    }

    private String start() {
        return chooser.isTimed() ? Instant.EPOCH.plusNanos(chooser.filter().start()).toString() : null;
    }
}
