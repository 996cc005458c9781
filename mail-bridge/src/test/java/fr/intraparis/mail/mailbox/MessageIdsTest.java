package fr.intraparis.mail.mailbox;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MessageIdsTest {
    private final MessageIds ids = new MessageIds(new byte[32]);
    private final String id = ids.seal("amelie.durand@paris.fr", 7, 42);

    @Test
    void namesAMessageInItsOwnMailbox() {
        assertEquals(OptionalLong.of(42), ids.open("amelie.durand@paris.fr", 7, id));
    }

    @Test
    void namesNothingElsewhere() {
        assertEquals(OptionalLong.empty(), ids.open("bruno.martin@paris.fr", 7, id));
        assertEquals(OptionalLong.empty(), ids.open("amelie.durand@paris.fr", 8, id));
        assertEquals(
                OptionalLong.empty(),
                new MessageIds("another key".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .open("amelie.durand@paris.fr", 7, id));
    }

    @Test
    void cannotBeCountedOrBroken() {
        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == 'A' ? 'B' : 'A';
            String changed = id.substring(0, i) + other + id.substring(i + 1);
            assertEquals(OptionalLong.empty(), ids.open("amelie.durand@paris.fr", 7, changed), changed);
        }
        for (String odd : new String[] {"", "42", "a".repeat(31), "a".repeat(33), "é".repeat(32), "/".repeat(32)}) {
            assertEquals(OptionalLong.empty(), ids.open("amelie.durand@paris.fr", 7, odd), odd);
        }
    }
}
