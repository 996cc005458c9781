package fr.intraparis.stack;

import fr.intraparis.kernel.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void standsLikeTheHouse() {
        HouseRules.check("fr.intraparis.stack");
    }
}
