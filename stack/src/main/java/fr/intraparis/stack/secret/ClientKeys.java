package fr.intraparis.stack.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The key with which a client proves to Keycloak who it is (private_key_jwt, ES256): one file per client, 0600. */
public record ClientKeys(Path folder) {
    /** The private key's file, made if it is not there. */
    public Path file(String client) {
        Path file = PrivateFiles.folder(folder).resolve(client + ".jwk");
        if (!Files.exists(file)) {
            try {
                PrivateFiles.write(
                        file,
                        new ECKeyGenerator(Curve.P_256)
                                .keyUse(KeyUse.SIGNATURE)
                                .algorithm(JWSAlgorithm.ES256)
                                .keyIDFromThumbprint(true)
                                .generate()
                                .toJSONString());
            } catch (JOSEException e) {
                throw new IllegalStateException("Cannot make the key of " + client, e);
            }
        }
        return file;
    }

    /** The public half, as a key set for the realm. */
    public String publicSet(String client) {
        try {
            return new JWKSet(ECKey.parse(Files.readString(file(client)))).toString(true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the key of " + client, e);
        } catch (ParseException e) {
            throw new IllegalStateException("Not a key: " + file(client), e);
        }
    }
}
