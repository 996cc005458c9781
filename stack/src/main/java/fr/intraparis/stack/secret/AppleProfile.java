package fr.intraparis.stack.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The root certificate as an iPhone or iPad takes it: a configuration profile (.mobileconfig), signed with the server's
 * key. The telephone shows the signature as verified once the root is trusted.
 */
final class AppleProfile {
    private AppleProfile() {}

    /** The signed profile. */
    static byte[] of(X509Certificate root, PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, OperatorCreationException, CMSException, java.io.IOException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key), chain.get(0)));
        generator.addCertificates(new JcaCertStore(chain));
        return generator
                .generate(new CMSProcessableByteArray(plist(root).getBytes(StandardCharsets.UTF_8)), true)
                .getEncoded();
    }

    /** Identifiers follow from the certificate, so that the same root always makes the same profile. */
    private static String plist(X509Certificate root) throws GeneralSecurityException {
        byte[] encoded = root.getEncoded();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadCertificateFileName</key><string>ca.crt</string>
                      <key>PayloadContent</key><data>%s</data>
                      <key>PayloadDisplayName</key><string>Nomades, certificat racine</string>
                      <key>PayloadIdentifier</key><string>fr.intraparis.nomades.root.certificate</string>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadUUID</key><string>%s</string>
                      <key>PayloadVersion</key><integer>1</integer>
                    </dict>
                  </array>
                  <key>PayloadDisplayName</key><string>Nomades</string>
                  <key>PayloadIdentifier</key><string>fr.intraparis.nomades.root</string>
                  <key>PayloadRemovalDisallowed</key><false/>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadUUID</key><string>%s</string>
                  <key>PayloadVersion</key><integer>1</integer>
                </dict>
                </plist>
                """.formatted(
                Base64.getEncoder().encodeToString(encoded), id("certificate", encoded), id("profile", encoded));
    }

    private static UUID id(String what, byte[] encoded) {
        return UUID.nameUUIDFromBytes(
                (what + Base64.getEncoder().encodeToString(encoded)).getBytes(StandardCharsets.UTF_8));
    }
}
