package fr.intraparis.gateway;

import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CrossSiteTest {

    @ParameterizedTest
    @Shows("A6.3")
    @CsvSource({
        "same-origin,https://localhost:8443,true",
        "same-origin,,true",
        ",https://localhost:8443,true",
        ",,false",
        "same-site,https://localhost:8443,false",
        "cross-site,https://localhost:8443,false",
        "none,https://localhost:8443,false",
        "cross-site,,false",
        "none,,false",
        "same-origin,null,false",
        ",null,false",
        "same-origin,https://localhost:8444,false",
        "same-origin,http://localhost:8443,false",
        "same-origin,https://localhost:8443.evil.example,false",
        ",https://LOCALHOST:8443,false",
        "same-origin,https://localhost:8443/,false",
        "Same-Origin,,false",
        "same-origin;x,,false"
    })
    void onlyOurOwnPagesMayChangeSomething(String fetchSite, String origin, boolean own) {
        assertEquals(own, CrossSite.own(fetchSite, origin, "https://localhost:8443"));
    }
}
