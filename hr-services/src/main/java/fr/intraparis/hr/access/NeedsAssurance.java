package fr.intraparis.hr.access;

import fr.intraparis.kernel.Assurance;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How surely the caller must have been authenticated. On a method, else on its class; a resource without it is closed to
 * everybody. Above {@link Assurance#PWD} the authentication must also be younger than {@code hr.max-auth-age}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NeedsAssurance {
    /** The weakest level that will do. */
    Assurance value();
}
