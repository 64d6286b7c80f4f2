package io.wirecause.mcp.json;

import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;
import io.wirecause.report.SnakeCase;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the arguments of a call into the record that the tool takes. What does not fit is refused with a sentence that
 * names the argument, what was wrong with it and what is allowed. Numbers and booleans may come as strings: models
 * write them so at times, and the command line has nothing else.
 */
public final class ArgumentBinder {
    private static final int SHOWN = 80;

    private ArgumentBinder() {
    }

    /**
     * The arguments as a record.
     *
     * @param given names in snake_case; a null value or an empty string for an argument that may be left out is as good
     *              as not given
     */
    public static <A extends Record> A bind(Class<A> type, Map<String, Object> given) throws UserFacingException {
        refuseUnknown(type, given);
        return read(type, given);
    }

    private static <A extends Record> A read(Class<A> type, Map<String, Object> given) throws UserFacingException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].isAnnotationPresent(Flattened.class) ? read(types[i].asSubclass(Record.class), given)
                    : value(components[i], given.get(SnakeCase.of(components[i].getName())));
        }
        return create(type, types, values);
    }

    private static void refuseUnknown(Class<?> type, Map<String, Object> given) throws UserFacingException {
        Set<String> known = new LinkedHashSet<>();
        Schema.components(type).forEach(component -> known.add(SnakeCase.of(component.getName())));
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new UserFacingException("Unknown argument " + quoted(name) + "; this tool takes "
                        + String.join(", ", known) + ".");
            }
        }
    }

    private static Object value(RecordComponent component, Object given) throws UserFacingException {
        Describe describe = Schema.describe(component);
        Argument argument = new Argument(SnakeCase.of(component.getName()), component.getType(), describe);
        boolean missing = given == null || given instanceof String text && text.isBlank();
        if (!missing) {
            return argument.read(given);
        }
        if (!describe.fallback().isEmpty()) {
            return argument.read(Json.parse(describe.fallback()));
        }
        if (!describe.optional()) {
            throw new UserFacingException("Argument " + argument.name + " is missing: " + describe.value() + ".");
        }
        return null;
    }

    private static <A extends Record> A create(Class<A> type, Class<?>[] types, Object[] values) throws UserFacingException {
        try {
            Constructor<A> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new UserFacingException(refused.getMessage(), refused);
            }
            throw new IllegalStateException("Cannot create " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + type, e);
        }
    }

    private static String quoted(String text) {
        return WireText.quote(text, SHOWN);
    }

    private record Argument(String name, Class<?> type, Describe describe) {
        Object read(Object given) throws UserFacingException {
            if (type == String.class) {
                return text(given);
            }
            if (type == boolean.class || type == Boolean.class) {
                return truth(given);
            }
            if (Schema.isWhole(type)) {
                return whole(given);
            }
            if (type == double.class || type == Double.class) {
                return inRange(number(given), given).doubleValue();
            }
            if (type.isEnum()) {
                return constant(given);
            }
            throw new IllegalStateException("No argument can be of " + type);
        }

        private String text(Object given) throws UserFacingException {
            List<String> allowed = List.of(describe.oneOf());
            if (given instanceof String text && (allowed.isEmpty() || allowed.contains(text))) {
                return text;
            }
            throw refused(given);
        }

        private Boolean truth(Object given) throws UserFacingException {
            if (given instanceof Boolean truth) {
                return truth;
            }
            if ("true".equals(given) || "false".equals(given)) {
                return Boolean.valueOf((String) given);
            }
            throw refused(given);
        }

        private Number whole(Object given) throws UserFacingException {
            BigDecimal number = inRange(number(given), given);
            try {
                if (type == int.class || type == Integer.class) {
                    return number.intValueExact();
                }
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw refused(given);
            }
        }

        private BigDecimal number(Object given) throws UserFacingException {
            if (!(given instanceof Number || given instanceof String)) {
                throw refused(given);
            }
            String digits = given.toString().trim();
            // Bounds the work of exact arithmetic on something like 1e999999999.
            if (digits.length() > 40 || !digits.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")) {
                throw refused(given);
            }
            return new BigDecimal(digits);
        }

        private BigDecimal inRange(BigDecimal number, Object given) throws UserFacingException {
            double value = number.doubleValue();
            if (value < describe.min() || value > describe.max()) {
                throw refused(given);
            }
            return number;
        }

        private Object constant(Object given) throws UserFacingException {
            int at = given instanceof String text ? Schema.constants(type).indexOf(text) : -1;
            if (at < 0) {
                throw refused(given);
            }
            return type.getEnumConstants()[at];
        }

        private UserFacingException refused(Object given) {
            return new UserFacingException("Argument " + name + " must be " + allowed() + ", not " + shown(given) + ".");
        }

        private String allowed() {
            List<String> choice = type.isEnum() ? Schema.constants(type) : List.of(describe.oneOf());
            if (!choice.isEmpty()) {
                List<String> shown = new ArrayList<>();
                choice.forEach(one -> shown.add(quoted(one)));
                return "one of " + String.join(", ", shown);
            }
            if (type == String.class) {
                return "a string";
            }
            if (type == boolean.class || type == Boolean.class) {
                return "true or false";
            }
            return (Schema.isWhole(type) ? "a whole number" : "a number") + range();
        }

        private String range() {
            boolean least = describe.min() != Double.NEGATIVE_INFINITY;
            boolean most = describe.max() != Double.POSITIVE_INFINITY;
            if (least && most) {
                return " from " + Schema.bound(describe.min()) + " to " + Schema.bound(describe.max());
            }
            if (least) {
                return " of at least " + Schema.bound(describe.min());
            }
            return most ? " of at most " + Schema.bound(describe.max()) : "";
        }

        private static String shown(Object given) {
            if (given instanceof String text) {
                return quoted(text);
            }
            if (given instanceof Map) {
                return "an object";
            }
            return given instanceof List ? "a list" : WireText.clean(given.toString(), SHOWN);
        }
    }
}
