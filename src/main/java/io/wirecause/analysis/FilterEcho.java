package io.wirecause.analysis;

import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;
import io.wirecause.report.SnakeCase;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments that narrow an answer, as the answer repeats them: those that {@link Describe#filter} marks. */
final class FilterEcho {
    private FilterEcho() {
    }

    /** By name in the order of the arguments; null where one was not given. */
    static Map<String, Object> of(Record arguments) {
        Map<String, Object> filter = new LinkedHashMap<>();
        for (RecordComponent component : arguments.getClass().getRecordComponents()) {
            Describe describe = component.getAnnotation(Describe.class);
            if (component.isAnnotationPresent(Flattened.class)) {
                filter.putAll(of((Record) AnswerSize.value(component, arguments)));
            } else if (describe != null && describe.filter()) {
                filter.put(SnakeCase.of(component.getName()), AnswerSize.value(component, arguments));
            }
        }
        return filter;
    }
}
