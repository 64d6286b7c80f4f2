package io.wirecause.analysis;

import io.wirecause.report.Answer;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tool that a model can call: its description, the records of its arguments and its answer, and how it presents its
 * analyses. JSON and schemas are derived from the records; names become snake_case there.
 *
 * @param name        the name a model calls, such as {@code analyze_tcp_connections}
 * @param title       a short name for people
 * @param description when to use the tool and when not, under 600 characters
 * @param arguments   the record that arguments are read into
 * @param totals      the record of the counts beside {@code total_packets}
 * @param answer      the record of the body
 * @param ownCodes    the codes of its analyses' findings
 * @param presenter   makes the presentation of one call
 * @param <A>         the arguments
 */
public record Tool<A extends Record & ToolArguments>(String name, String title, String description, Class<A> arguments,
                                                     Class<? extends Record> totals, Class<? extends Record> answer,
                                                     List<? extends FindingCode> ownCodes, Presenter<A> presenter) {
    /** Makes the presentation of one call. */
    @FunctionalInterface
    public interface Presenter<A> {
        /**
         * Checks the arguments and chooses what is asked for.
         *
         * @throws UserFacingException where an argument cannot be taken
         */
        Presentation present(A arguments, ToolContext context) throws UserFacingException;
    }

    /** The codes that its findings can have: its own and those about the capture as such. */
    public List<FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(ownCodes);
        for (CaptureFindingCode code : CaptureFindingCode.values()) {
            if (codes.stream().noneMatch(own -> own.code().equals(code.code()))) {
                codes.add(code);
            }
        }
        return codes;
    }

    /** Whether a call can leave something behind, such as a file: its arguments tell whether it does. */
    public boolean mayLeaveSomething() {
        return Arrays.stream(arguments.getDeclaredMethods()).anyMatch(method -> method.getName().equals("leavesSomething"));
    }

    /**
     * Analyses the capture.
     *
     * @throws UserFacingException if there is no answer; the message is for the caller
     */
    public Answer run(A given, ToolContext context) throws UserFacingException {
        return AnswerAssembler.answer(presenter.present(given, context), FilterEcho.of(given), context);
    }
}
