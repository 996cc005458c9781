package fr.intraparis.it.check;

import fr.intraparis.it.actor.DeviceKey;
import fr.intraparis.it.suite.Story;
import fr.intraparis.stack.secret.Person;

/** A device in the door's table, as a login from it would have left it: nobody sits at it. */
public final class KnownDevice {
    private KnownDevice() {}

    /** One of that person's; forgotten when the scenario ends. @return its thumbprint */
    public static String of(Instruments instruments, Person person) {
        String thumbprint = DeviceKey.made().thumbprint();
        Story.current()
                .afterwards(() -> instruments.nomades().change("DELETE FROM device WHERE thumbprint = ?", thumbprint));
        instruments
                .nomades()
                .change(
                        "INSERT INTO device (subject, thumbprint, username, class, label, browser, first_seen, last_seen)"
                                + " VALUES (?, ?, ?, 'UNKNOWN', '', 'Firefox 160', now(), now())",
                        person.username(),
                        thumbprint,
                        person.username());
        return thumbprint;
    }
}
