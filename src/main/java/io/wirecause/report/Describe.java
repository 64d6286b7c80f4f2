package io.wirecause.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record component means to the model that fills it in or reads it. The JSON schemas of tools are derived from
 * the records and these annotations, so that an answer and its schema cannot drift apart.
 *
 * <p>In a record of arguments a component without a {@link #fallback} that is not {@link #optional} must be given.
 * In an answer an optional component may be null and is then left out of the JSON.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Describe {
    /** One phrase for the model. */
    String value();

    /** Whether the component may be null. */
    boolean optional() default false;

    /** Arguments: the value taken where none is given, as JSON text; empty for none. */
    String fallback() default "";

    /** Arguments: an example value, as text; empty for none. */
    String example() default "";

    /** Arguments: whether it narrows the answer, which then repeats it under {@code filter}. */
    boolean filter() default false;

    /** Numbers: the least value allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Numbers: the greatest value allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** Strings: the values allowed; empty for any. */
    String[] oneOf() default {};
}
