package fr.intraparis.gateway.keycloak;

import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M3")
class KeycloakAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "400,invalid_grant,true",
        "400,invalid_request,false",
        "400,invalid_scope,false",
        "400,unauthorized_client,false",
        "400,,false",
        "401,invalid_client,false",
        "401,invalid_grant,false",
        "403,invalid_grant,false",
        "404,,false",
        "429,,false",
        "500,unknown_error,false",
        "500,invalid_grant,false",
        "502,,false",
        "503,,false"
    })
    void oneAnswerInTheWorldEndsASession(int status, String error, boolean over) {
        assertEquals(over, Keycloak.over(status, error));
    }

    @ParameterizedTest
    @CsvSource({"500,NOM-IDP-001", "503,NOM-IDP-001", "429,NOM-IDP-001", "400,NOM-IDP-003", "401,NOM-IDP-003"})
    void everyOtherAnswerHasItsCode(int status, String code) {
        assertEquals(code, Keycloak.failure(status).code().code());
    }
}
