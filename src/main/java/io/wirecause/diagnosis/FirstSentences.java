package io.wirecause.diagnosis;

import io.wirecause.analysis.Pass;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The first sentences of a diagnosis. */
final class FirstSentences {
    private static final int EFFECTS_NAMED = 2;
    private static final int GOOD_NAMED = 3;
    private static final int NOTED = 2;
    private static final int LONGEST_NUMBERS = 110;

    private FirstSentences() {
    }

    /** The cause and what to do; or that nothing is wrong, and what that rests on. */
    static String of(List<CauseTree.Root> causes, Places places, List<String> notes, List<String> healthy,
            List<String> remarks, List<String> unread, long frames, boolean focused) {
        if (causes.isEmpty()) {
            return nothing(notes, healthy, remarks, frames, focused) + notRead(unread);
        }
        CauseTree.Root first = causes.get(0);
        String effects = first.effects().stream().limit(EFFECTS_NAMED).map(effect -> lower(effect.title()))
                .collect(Collectors.joining("; "));
        return Sentence.of(cause(first.finding(), places)) + places.elsewhere(first.finding())
                + (effects.isEmpty() ? "" : " From it follows: " + Sentence.of(effects)) + " "
                + Sentence.of(first.finding().hint()) + (causes.size() == 1 ? "" : " Beside it "
                        + Plural.of(causes.size() - 1, "other cause", "other causes") + ", below.");
    }

    /** What a cause is, with its first numbers and its place. */
    static String cause(Finding finding, Places places) {
        return finding.title() + numbers(finding, places);
    }

    /** The first of the numbers behind a title, where they are short enough for a sentence, and the place if none was named. */
    private static String numbers(Finding finding, Places places) {
        int end = finding.detail().indexOf(';');
        String first = end < 0 ? finding.detail() : finding.detail().substring(0, end);
        boolean repeats = first.startsWith(finding.title()) || finding.title().startsWith(first);
        String numbers = first.length() > LONGEST_NUMBERS || repeats ? "" : bare(first);
        String where = places.where(finding, finding.title() + " " + numbers);
        String both = numbers + (numbers.isEmpty() || where.isEmpty() ? "" : "; ") + where;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    /** What is said of TCP alone must not pass for more. */
    private static String notRead(List<String> servers) {
        return servers.isEmpty() ? "" : " What connections to " + servers.stream().limit(NOTED).collect(Collectors.joining(", "))
                + (servers.size() > NOTED ? " and " + Plural.of(servers.size() - NOTED, "other server") : "")
                + " say was not read: a protocol that is not analysed, or encrypted.";
    }

    private static String nothing(List<String> notes, List<String> healthy, List<String> remarks, long frames,
            boolean focused) {
        if (frames == 0) {
            return "The capture holds no frame, so nothing can be said.";
        }
        String found = "Nothing wrong was found" + (focused ? " about what was asked" : "") + " in " + Plural.of(frames, "frame");
        String noted = notes.isEmpty() ? "" : " Noted: " + notes.stream().limit(NOTED)
                .collect(Collectors.joining("; ")) + ".";
        if (!healthy.isEmpty()) {
            return found + ". Checked: " + healthy.stream().limit(GOOD_NAMED).map(FirstSentences::bare)
                    .collect(Collectors.joining("; ")) + "." + noted;
        }
        if (!noted.isEmpty()) {
            return found + "." + noted;
        }
        String why = remarks.isEmpty() ? "they hold no complete exchange of a protocol that is analysed." : remarks.get(0);
        return found + ", but nothing in them could be checked: " + why;
    }

    /** What the capture cannot tell: frames that were not read, and connections that it holds in part. */
    static List<String> unknown(List<CauseTree.Root> roots, Pass.Reading reading, long beyond) {
        List<String> unknown = new ArrayList<>();
        if (beyond > 0) {
            unknown.add(Plural.of(beyond, "connection") + " went to servers beyond those that services tells apart.");
        }
        reading.coverage().undecoded().forEach((what, count) -> unknown.add(Plural.of(count, "frame") + " could not be read: "
                + what + "."));
        roots.stream().filter(root -> root.finding().code().equals("one_sided") || root.finding().code()
                .equals("starts_mid_stream")).forEach(root -> unknown.add(Sentence.of(root.finding().title()) + " "
                        + Sentence.of(root.finding().hint())));
        return unknown;
    }

    private static String bare(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** A title within a sentence: only a common word loses its capital. */
    private static String lower(String title) {
        boolean word = title.length() > 1 && Character.isUpperCase(title.charAt(0)) && Character.isLowerCase(title.charAt(1));
        return word ? Character.toLowerCase(title.charAt(0)) + title.substring(1) : title;
    }
}
