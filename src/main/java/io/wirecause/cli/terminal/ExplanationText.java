package io.wirecause.cli.terminal;

import static io.wirecause.cli.terminal.Answers.list;
import static io.wirecause.cli.terminal.Answers.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of {@code explain_connection} for a person: the ladder, what is wrong, how it ended. */
public final class ExplanationText {
    private static final Pattern STEP = Pattern.compile("(\\d+\\.\\d+) (\\S+) (.*)");
    private static final Pattern TROUBLE = Pattern.compile("(?i)sent again|out of order|missing|\\bRST\\b|window is closed|refuse"
            + "|alert|unreachable|in vain|zero window");
    private static final int TIME = 12;

    private final Screen screen;
    private final Map<?, ?> answer;

    /** @param answer as it stands in the JSON */
    public ExplanationText(Screen screen, Map<?, ?> answer) {
        this.screen = screen;
        this.answer = answer;
    }

    /** Prints all of it. */
    public void print() {
        screen.text("", 0, Screen.Tone.STRONG, text(answer, "verdict"));
        screen.blank();
        String client = text(answer, "client");
        screen.text("", 0, Screen.Tone.PLAIN, text(answer, "explained")
                + (client.isEmpty() ? "" : ", " + client + " -> " + text(answer, "server")));
        screen.text("", 0, Screen.Tone.PLAIN, text(answer, "summary"));
        screen.blank();
        for (Object line : list(answer, "ladder")) {
            step(line.toString());
        }
        if (!text(answer, "close").isEmpty()) {
            screen.blank();
            screen.text("", 0, Screen.Tone.PLAIN, text(answer, "close"));
        }
        List<?> verdicts = list(answer, "verdicts");
        if (!verdicts.isEmpty()) {
            screen.heading("What was found");
        }
        for (Object each : verdicts) {
            screen.text("  ", 2, each.toString().startsWith("error") ? Screen.Tone.ERROR : each.toString().startsWith("warning")
                    ? Screen.Tone.WARNING : Screen.Tone.PLAIN, each.toString());
        }
        if (!text(answer, "others").isEmpty()) {
            screen.blank();
            screen.text("", 0, Screen.Tone.FAINT, text(answer, "others"));
        }
        if (!text(answer, "display_filter").isEmpty()) {
            screen.blank();
            screen.text(screen.tone(Screen.Tone.FAINT, "filter") + "  ", 8, Screen.Tone.CODE, text(answer, "display_filter"));
        }
    }

    private void step(String line) {
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            screen.text(" ".repeat(TIME + 4), TIME + 4, Screen.Tone.FAINT, line.strip());
            return;
        }
        String lead = screen.tone(Screen.Tone.FAINT, String.format("%" + TIME + "s", step.group(1))) + " "
                + String.format("%-2s", Screen.clean(step.group(2))) + " ";
        screen.text(lead, TIME + 4, TROUBLE.matcher(step.group(3)).find() ? Screen.Tone.WARNING : Screen.Tone.PLAIN,
                step.group(3));
    }
}
