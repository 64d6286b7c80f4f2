package io.wirecause.cli.terminal;

import static io.wirecause.cli.terminal.Answers.list;
import static io.wirecause.cli.terminal.Answers.number;
import static io.wirecause.cli.terminal.Answers.object;
import static io.wirecause.cli.terminal.Answers.objects;
import static io.wirecause.cli.terminal.Answers.text;

import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An answer of {@code diagnose_capture} for a person. */
public final class DiagnosisText {
    /** Nothing is wrong. */
    public static final int HEALTHY = 0;
    /** The worst cause is a warning. */
    public static final int WARNINGS = 3;
    /** The worst cause is an error. */
    public static final int ERRORS = 4;

    private static final int LABEL = 16;
    private static final int BAR = 24;
    private static final double NANOS = 1e6;
    /** Phases in the order of time, and the letter of each in a bar. */
    private static final List<String> PHASES = List.of("resolve", "connect", "tls", "server", "transfer", "client_idle");
    private static final String LETTERS = "rctST.";

    private final Screen screen;
    private final Map<?, ?> answer;

    /** @param answer as it stands in the JSON */
    public DiagnosisText(Screen screen, Map<?, ?> answer) {
        this.screen = screen;
        this.answer = answer;
    }

    /** How bad it is, as an exit code. */
    public static int exitCode(Map<?, ?> answer) {
        return objects(answer, "causes").stream()
                .mapToInt(cause -> text(cause, "severity").equals("error") ? ERRORS : WARNINGS).max().orElse(HEALTHY);
    }

    /** Prints all of it. */
    public void print() {
        String name = text(answer, "file");
        screen.line(screen.tone(Screen.Tone.FAINT, name.substring(name.lastIndexOf('/') + 1) + ": "
                + Plural.of((long) number(answer, "total_packets"), "frame") + " in "
                + Durations.words((long) (number(answer, "duration_seconds") * 1e9))));
        screen.blank();
        int code = exitCode(answer);
        Screen.Tone tone = code == HEALTHY ? Screen.Tone.GOOD : code == WARNINGS ? Screen.Tone.WARNING : Screen.Tone.ERROR;
        String label = code == HEALTHY ? "HEALTHY" : code == WARNINGS ? "WARNING" : "ERROR";
        screen.text(screen.tone(tone, label) + "  ", label.length() + 2, Screen.Tone.PLAIN, text(answer, "verdict"));
        causes();
        services();
        lines("Noted", list(answer, "notes"));
        lines("Found good", list(answer, "healthy"));
        lines("Cannot be told", list(answer, "unknown"));
        next();
    }

    private void causes() {
        List<Map<?, ?>> causes = objects(answer, "causes");
        int found = (int) number(answer, "causes_found");
        if (!causes.isEmpty()) {
            screen.heading(found > causes.size() ? "Causes, the worst " + causes.size() + " of " + found : "Causes");
        }
        int number = 0;
        for (Map<?, ?> cause : causes) {
            boolean error = text(cause, "severity").equals("error");
            String lead = screen.tone(error ? Screen.Tone.ERROR : Screen.Tone.WARNING, String.format("%2d. ", ++number));
            screen.text(lead, 4, Screen.Tone.STRONG, text(cause, "what"));
            row("where", text(cause, "who") + since(cause));
            row("affects", text(cause, "affected"));
            row("evidence", text(cause, "detail"));
            row("sure", text(cause, "confidence")
                    + (text(cause, "otherwise").isEmpty() ? "" : "; " + text(cause, "otherwise")));
            row("frames", list(cause, "frames").stream().map(Object::toString).collect(Collectors.joining(", ")));
            screen.text(label("filter"), LABEL, Screen.Tone.CODE, text(cause, "display_filter"));
            row("what to do", text(cause, "hint"));
            for (Map<?, ?> effect : objects(cause, "effects")) {
                long frame = (long) number(effect, "frame");
                row("leads to", text(effect, "what") + (frame > 0 ? " (frame " + frame + ")" : ""));
            }
            row("code", text(cause, "code"));
        }
    }

    private static String since(Map<?, ?> cause) {
        return cause.get("since_seconds") == null ? ""
                : ", from " + text(cause, "since_seconds") + " s on (" + text(cause, "since") + ")";
    }

    private String label(String name) {
        return "    " + screen.tone(Screen.Tone.FAINT, String.format("%-" + (LABEL - 4) + "s", name));
    }

    private void row(String name, String words) {
        if (!words.isEmpty()) {
            screen.text(label(name), LABEL, Screen.Tone.PLAIN, words);
        }
    }

    private void services() {
        List<Map<?, ?>> services = objects(answer, "services");
        if (services.isEmpty()) {
            return;
        }
        int found = (int) number(answer, "servers_found");
        screen.heading(found > services.size() ? "Servers, " + services.size() + " of " + found + ", worst first" : "Servers");
        for (Map<?, ?> service : services) {
            String name = text(service, "name");
            long failed = (long) number(service, "failed_connections");
            String requests = service.get("requests") == null ? ""
                    : ", " + Plural.of((long) number(service, "requests"), "request") + ", "
                    + (long) number(service, "failed_requests") + " failed";
            screen.text("    ", 4, Screen.Tone.PLAIN, text(service, "server") + (name.isEmpty() ? "" : " (" + name + ")") + ": "
                    + Plural.of((long) number(service, "connections"), "connection") + ", " + failed + " failed" + requests);
            Map<?, ?> phases = object(service, "mean_ms");
            String bar = bar(phases);
            if (!bar.isEmpty()) {
                String means = PHASES.stream().filter(phase -> phases.get(phase) != null)
                        .map(phase -> phase.replace('_', ' ') + " "
                                + Durations.words((long) (number(phases, phase) * NANOS)))
                        .collect(Collectors.joining(", "));
                screen.text("    " + screen.tone(Screen.Tone.CODE, bar) + "  ", 4 + BAR + 2, Screen.Tone.FAINT, means);
            }
        }
        screen.line("    " + screen.tone(Screen.Tone.FAINT, "mean time by phase: r resolve, c connect, t TLS, S server, T "
                + "transfer, . client idle"));
    }

    /** Where the mean time goes, to scale; a phase that is not nothing has a letter at least. */
    static String bar(Map<?, ?> phases) {
        double all = PHASES.stream().mapToDouble(phase -> number(phases, phase)).sum();
        StringBuilder bar = new StringBuilder();
        double upTo = 0;
        for (int i = 0; i < PHASES.size() && all > 0; i++) {
            double share = number(phases, PHASES.get(i)) / all;
            upTo += share;
            long others = PHASES.subList(i + 1, PHASES.size()).stream().filter(phase -> number(phases, phase) > 0).count();
            int end = (int) Math.min(BAR - others, Math.max(bar.length() + 1, Math.round(upTo * BAR)));
            bar.append(share > 0 ? LETTERS.substring(i, i + 1).repeat(end - bar.length()) : "");
        }
        return bar.isEmpty() ? "" : String.format(Locale.ROOT, "%-" + BAR + "s", bar);
    }

    private void lines(String title, List<?> lines) {
        if (!lines.isEmpty()) {
            screen.heading(title);
            lines.forEach(line -> screen.text("    ", 4, Screen.Tone.PLAIN, line.toString()));
        }
    }

    private void next() {
        List<Map<?, ?>> next = objects(answer, "next");
        if (!next.isEmpty()) {
            screen.heading("To see more");
        }
        for (Map<?, ?> call : next) {
            String arguments = object(call, "arguments").entrySet().stream()
                    .map(each -> " " + quoted(each.getKey() + "=" + each.getValue())).collect(Collectors.joining());
            screen.text("    ", 4, Screen.Tone.CODE, "wirecause call " + text(call, "tool") + " "
                    + quoted("pcap_file=" + text(answer, "file")) + arguments);
        }
    }

    /** A word of a shell's command line. */
    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
