package fr.intraparis.gateway;

import fr.intraparis.kernel.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theDoorKeepsTheShapeOfTheHouse() {
        HouseRules.check("fr.intraparis.gateway");
    }
}
