package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

/**
 * The demonstration city's signed lists of networks, laid into the door's in-tray with today's date: a list that is too
 * old would block nobody. A real city lays down its own (docs/operations.md).
 *
 * @param folder the in-tray
 * @param signers the public keys of who may sign
 */
record ReferenceLists(Path folder, Path signers) {
    private static final String SIGNER = "demonstration";
    /** How the versions of the demonstration's own lists begin. */
    private static final String OURS = "demonstration-";

    private static final List<String> LISTS = List.of("vpn", "hosting", "relay", "municipal");

    /** Lays them down, unless today's are there. */
    static ReferenceLists lay(Installation installation, LocalDate today) {
        Path data = installation.plan().data();
        ReferenceLists lists = new ReferenceLists(
                PrivateFiles.folder(data.resolve("reference")), PrivateFiles.folder(data.resolve("reference-signers")));
        try {
            PrivateKey key = lists.key(PrivateFiles.folder(data.resolve("keys")).resolve("reference-signer.pem"));
            for (String list : LISTS) {
                Path file = lists.folder().resolve(list + ".ranges");
                String header = "# list: %s%n# version: %s%s%n# date: %s%n".formatted(list, OURS, today, today);
                if (!Files.exists(file) || demonstration(file)) {
                    String text = header
                            + Files.readString(
                                    installation.plan().layout().demoRanges().resolve(list + ".ranges"));
                    PrivateFiles.write(lists.folder().resolve(list + ".ranges.sig"), sign(key, text));
                    PrivateFiles.write(file, text);
                }
            }
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay down the lists of networks", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign the lists of networks", e);
        }
    }

    /** Whether it is one of ours: a list that somebody else laid down is left alone. */
    private static boolean demonstration(Path file) throws IOException {
        return Files.readString(file).contains("# version: " + OURS);
    }

    private PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            PrivateFiles.write(
                    signers.resolve(SIGNER + ".pem"),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            PrivateFiles.write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        }
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static byte[] sign(PrivateKey key, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), what);
    }
}
