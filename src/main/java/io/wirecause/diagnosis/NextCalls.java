package io.wirecause.diagnosis;

import io.wirecause.analysis.Tool;
import io.wirecause.report.Finding;
import io.wirecause.report.Flattened;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which call shows more of a finding: the tool that gives it, narrowed to what it is about. */
final class NextCalls {
    private final List<Tool<?>> tools;

    NextCalls(List<Source> sources) {
        tools = sources.stream().<Tool<?>>flatMap(source -> source.tools().stream()).toList();
    }

    /** The call for one finding; null where no tool is about it alone. */
    DiagnosisAnswer.NextCall of(Finding finding) {
        for (Tool<?> tool : tools) {
            if (tool.ownCodes().stream().anyMatch(code -> code.code().equals(finding.code()))) {
                return new DiagnosisAnswer.NextCall(tool.name(), arguments(tool.arguments(), finding),
                        "the evidence for " + finding.code());
            }
        }
        return null;
    }

    private static Map<String, String> arguments(Class<?> of, Finding finding) {
        Set<String> known = names(of);
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Subject.Kind kind : List.of(Subject.Kind.ENDPOINT, Subject.Kind.NAME, Subject.Kind.CALL, Subject.Kind.CLIENT,
                Subject.Kind.HOST)) {
            List<Subject> subjects = finding.subjects().stream().filter(subject -> subject.kind() == kind).toList();
            if (subjects.size() == 1 && arguments.isEmpty()) {
                fill(arguments, known, subjects.get(0));
            }
        }
        return arguments;
    }

    private static void fill(Map<String, String> arguments, Set<String> known, Subject subject) {
        String id = subject.id();
        switch (subject.kind()) {
            case ENDPOINT -> {
                if (known.contains("serverIp") && known.contains("serverPort")) {
                    arguments.put("server_ip", Joins.address(id));
                    arguments.put("server_port", id.substring(id.lastIndexOf(':') + 1));
                }
            }
            case NAME -> put(arguments, known, "domain", id);
            case CALL -> put(arguments, known, "callId", id);
            case CLIENT -> put(arguments, known, "client", id);
            default -> put(arguments, known, "address", id);
        }
    }

    private static void put(Map<String, String> arguments, Set<String> known, String name, String value) {
        if (known.contains(name)) {
            // As answers show it, which is also what the tools take; a Call-ID is as it was on the wire.
            arguments.put(name.equals("callId") ? "call_id" : name, WireText.clean(value));
        }
    }

    private static Set<String> names(Class<?> record) {
        Set<String> names = new HashSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.isAnnotationPresent(Flattened.class)) {
                names.addAll(names(component.getType()));
            } else {
                names.add(component.getName());
            }
        }
        return names;
    }
}
