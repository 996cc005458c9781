package fr.intraparis.kernel.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which requirement checks a test proves, as {@code docs/requirements.csv} names them. On a class: all its tests. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Shows {
    /** Check ids, such as {@code A6.1}. */
    String[] value();
}
