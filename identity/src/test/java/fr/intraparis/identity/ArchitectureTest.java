package fr.intraparis.identity;

import fr.intraparis.kernel.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theHouseKeepsItsShape() {
        HouseRules.check("fr.intraparis.identity");
    }
}
