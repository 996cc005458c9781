package fr.intraparis.gateway.reference;

import fr.intraparis.kernel.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may sign lists: a folder with one public key per person, {@code <name>.pem}, on the curve P-256, as
 * {@code openssl ec -pubout} writes it. It is read again at each signature, so that who leaves can be struck off at once.
 */
final class Signers {
    private static final Log LOG = Log.of(Signers.class);
    private static final String ENDING = ".pem";

    private final Path folder;

    Signers(Path folder) {
        this.folder = folder;
    }

    /** Whose signature of that content this is, as {@code openssl dgst -sha256 -sign} makes it; empty when nobody's. */
    Optional<String> author(byte[] content, byte[] signature) {
        for (Path key : keys()) {
            try {
                Signature verifier = Signature.getInstance("SHA256withECDSA");
                verifier.initVerify(publicKey(Files.readString(key)));
                verifier.update(content);
                if (verifier.verify(signature)) {
                    String name = key.getFileName().toString();
                    return Optional.of(name.substring(0, name.length() - ENDING.length()));
                }
            } catch (SignatureException notEvenOne) {
                LOG.info("not a signature in that key's form", "key", key.getFileName());
            } catch (GeneralSecurityException | IOException | IllegalArgumentException unusable) {
                LOG.warn("a signer's key can't be read", unusable, "key", key.getFileName());
            }
        }
        return Optional.empty();
    }

    private List<Path> keys() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.warn("the signers' folder can't be read", unreadable);
            return List.of();
        }
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
