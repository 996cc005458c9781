package fr.intraparis.portal;

import fr.intraparis.kernel.testing.HouseRules;
import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.api.Test;

@Shows("M14")
class ArchitectureTest {

    @Test
    void theHouseKeepsItsShape() {
        HouseRules.check("fr.intraparis.portal");
    }
}
