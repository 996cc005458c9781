package fr.intraparis.identity.password;

import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M3")
class ForeseeableWordsTest {

    @ParameterizedTest(name = "{0}: refused {1}")
    @CsvSource({
        "Intraparis2026!, true",
        "IntraParis-Mairie-2026, true",
        "aaaaaaaaaaaaaaaaaaaa, true",
        "MotDePasse12345!, true",
        "amelie.durand.amelie, true",
        "Amélie-Durand-Paris-1, true",
        "azertyuiopqsdfghjklm, true",
        "cheval agrafe correct pile, false",
        "xK7-vTq2_mR9zLp4, false",
        "les tuiles bleues du toit, false",
    })
    void whatEveryoneWouldTryIsRefused(String password, boolean refused) {
        assertEquals(refused, new ForeseeableWords().validate("amelie.durand", password) != null);
    }
}
