package io.wirecause.packets;

import io.wirecause.analysis.PageArguments;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.Answered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Asks the tool in tests. */
final class Shown {
    private static final PacketsArguments ALL = new PacketsArguments(Answered.CAPTURE, null, null, null, null, null, null, null,
            false,
            false, false, false, new PageArguments(1_000, null));

    private Shown() {
    }

    /** The arguments of a call that lists everything, changed. */
    static Answered<PacketsAnswer> of(Path capture, UnaryOperator<PacketsArguments> change) throws Exception {
        return Answered.of(PacketsAnswer.class, PacketsTool.TOOL, change.apply(ALL), capture);
    }

    /** Everything. */
    static Answered<PacketsAnswer> of(Path capture) throws Exception {
        return of(capture, all -> all);
    }

    static PacketsArguments frames(PacketsArguments a, String frames) {
        return new PacketsArguments(a.capture(), frames, a.connection(), a.address(), a.port(), a.protocol(), a.after(),
                a.before(),
                a.layers(), a.bytes(), a.follow(), a.export(), a.page());
    }

    static PacketsArguments where(PacketsArguments a, String address, Integer port, String protocol) {
        return new PacketsArguments(a.capture(), a.frames(), a.connection(), address, port, protocol, a.after(), a.before(),
                a.layers(), a.bytes(), a.follow(), a.export(), a.page());
    }

    static PacketsArguments time(PacketsArguments a, String after, String before) {
        return new PacketsArguments(a.capture(), a.frames(), a.connection(), a.address(), a.port(), a.protocol(), after, before,
                a.layers(), a.bytes(), a.follow(), a.export(), a.page());
    }

    static PacketsArguments connection(PacketsArguments a, int connection) {
        return new PacketsArguments(a.capture(), a.frames(), connection, a.address(), a.port(), a.protocol(), a.after(),
                a.before(),
                a.layers(), a.bytes(), a.follow(), a.export(), a.page());
    }

    static PacketsArguments shows(PacketsArguments a, boolean layers, boolean bytes) {
        return new PacketsArguments(a.capture(), a.frames(), a.connection(), a.address(), a.port(), a.protocol(), a.after(),
                a.before(), layers, bytes, a.follow(), a.export(), a.page());
    }

    static PacketsArguments page(PacketsArguments a, Integer limit, String cursor) {
        return new PacketsArguments(a.capture(), a.frames(), a.connection(), a.address(), a.port(), a.protocol(), a.after(),
                a.before(), a.layers(), a.bytes(), a.follow(), a.export(), new PageArguments(limit, cursor));
    }

    /** What a connection said, through a call. */
    static ConversationLines follow(Path capture, int connection) throws Exception {
        Answered<PacketsAnswer> answer = of(capture, a -> {
            PacketsArguments one = connection(a, connection);
            return new PacketsArguments(one.capture(), null, connection, null, null, null, null, null, false, false, true, false,
                    new PageArguments(null, null));
        });
        return new ConversationLines(answer);
    }

    /** The turns, each with its side before its lines. */
    record ConversationLines(Answered<PacketsAnswer> answer) {
        List<String> turns() {
            return answer.body().conversation().turns().stream().map(turn -> turn.from() + " " + turn.lines()).toList();
        }
    }

    /** The frames listed. */
    static List<Long> numbers(Answered<PacketsAnswer> answer) {
        return answer.body().packets().stream().map(PacketRecord::number).toList();
    }

    /** The lines listed. */
    static List<String> infos(Answered<PacketsAnswer> answer) {
        return answer.body().packets().stream().map(packet -> packet.protocol() + " " + packet.info()).toList();
    }

    /** A call as a client makes it. */
    static CallOutcome call(ToolService service, Map<String, Object> arguments) {
        return service.call(PacketsTool.TOOL.name(), arguments);
    }
}
