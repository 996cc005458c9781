package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.Assurance;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How surely the agent who calls must have been authenticated. On a method, else on its class; a resource that says
 * neither this nor {@link CalledByServices} is closed to everybody. Above {@link Assurance#PWD} the authentication must
 * also be young enough.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NeedsAssurance {
    /** The weakest level that will do. */
    Assurance value();
}
