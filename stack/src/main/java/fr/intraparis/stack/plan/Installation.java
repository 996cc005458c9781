package fr.intraparis.stack.plan;

import fr.intraparis.stack.secret.Authority;
import fr.intraparis.stack.secret.Cast;
import fr.intraparis.stack.secret.ClientKeys;
import fr.intraparis.stack.secret.PrivateFiles;
import fr.intraparis.stack.secret.Secrets;
import java.time.Instant;
import java.util.List;

/** A plan with what its data folder holds: secrets, certificates, the cast. */
public record Installation(StackPlan plan, Secrets secrets, Authority authority, ClientKeys keys, Cast cast) {
    /** Opens the data folder, and makes in it what is missing. */
    public static Installation open(StackPlan plan, Instant now) {
        PrivateFiles.folder(plan.data());
        PrivateFiles.folder(plan.logs());
        Secrets secrets = new Secrets(plan.data());
        Authority authority = Authority.open(plan.data(), secrets, List.of("localhost", "127.0.0.1", plan.host()), now);
        return new Installation(
                plan, secrets, authority, new ClientKeys(plan.data().resolve("keys")), Cast.of(plan.data(), secrets));
    }
}
