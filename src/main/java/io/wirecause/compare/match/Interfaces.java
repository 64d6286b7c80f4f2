package io.wirecause.compare.match;

import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.CaptureDescription;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The interfaces that frames of a capture were captured on, those with most frames first. */
public final class Interfaces {
    /** Interfaces told apart. */
    private static final int MOST = 4_096;
    private static final int NAMED = 10;
    private static final int FRAMES_BETWEEN_LOOKS = 1 << 16;

    private final List<PointInterface> all = new ArrayList<>();

    /**
     * Reads a capture once, without decoding.
     *
     * @throws UserFacingException where the call is cancelled or out of time
     */
    public Interfaces(ToolContext context) throws UserFacingException {
        Map<Long, Long> counts = new HashMap<>();
        FrameCursor cursor = context.capture().frames();
        boolean cooked = false;
        for (long frames = 1; cursor.next(); frames++) {
            Frame frame = cursor.frame();
            cooked |= PointInterface.isCooked(frame);
            if (counts.size() < MOST || counts.containsKey(PointInterface.number(frame))) {
                counts.merge(PointInterface.number(frame), 1L, Long::sum);
            }
            if (frames % FRAMES_BETWEEN_LOOKS == 0) {
                context.progress().reached(cursor.position(), context.capture().size(), frames);
            }
        }
        CaptureDescription description = cursor.description();
        for (Map.Entry<Long, Long> each : counts.entrySet()) {
            all.add(new PointInterface(each.getKey(), cooked ? unnamed(each.getKey()) : name(each.getKey(), description),
                    each.getValue()));
        }
        all.sort(Comparator.comparingLong(PointInterface::frames).reversed().thenComparing(PointInterface::number));
    }

    private static String unnamed(long number) {
        return "interface " + number;
    }

    private static String name(long number, CaptureDescription description) {
        String name = number < description.interfaces().size() ? description.interfaces().get((int) number).name() : null;
        boolean shared = description.interfaces().stream().filter(one -> name != null && name.equals(one.name())).count() > 1;
        return name == null || shared ? unnamed(number) : name;
    }

    /** Those with most frames first. */
    public List<PointInterface> all() {
        return List.copyOf(all);
    }

    /**
     * The one of a name or number.
     *
     * @param argument the argument that asks for it, as the caller knows it
     * @throws UserFacingException where there is none, naming those that there are
     */
    public PointInterface named(String wanted, String argument) throws UserFacingException {
        for (PointInterface each : all) {
            if (wanted.equals(each.name()) || wanted.equals(Long.toString(each.number()))) {
                return each;
            }
        }
        List<String> known = all.stream().limit(NAMED).map(each -> WireText.inQuotes(each.name())).toList();
        throw new UserFacingException("The argument " + argument + " names no interface with frames in the capture; there "
                + (known.isEmpty() ? "is none." : known.size() == 1 ? "is " + known.get(0) + "."
                : "are " + String.join(", ", known) + (all.size() > NAMED ? " and others." : ".")));
    }
}
