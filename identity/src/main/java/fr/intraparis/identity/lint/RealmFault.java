package fr.intraparis.identity.lint;

/**
 * Something of the realm that does not hold.
 *
 * @param rule the id of the rule, as {@link RealmLint} lists it
 * @param found what was found, for a human
 */
public record RealmFault(String rule, String found) {}
