package fr.intraparis.portal.mailbox;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MessagePageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amelie.durand@paris.fr | amelie.durand@paris.fr",
                "Amélie Durand <amelie.durand@paris.fr> | amelie.durand@paris.fr",
                "\"Durand, A. <x>\" <amelie.durand@paris.fr> | amelie.durand@paris.fr",
            })
    void anAnswerGoesToTheAddressAlone(String from, String address) {
        assertEquals(address, MessagePage.address(from));
    }
}
