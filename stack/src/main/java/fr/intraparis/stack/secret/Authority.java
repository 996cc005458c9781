package fr.intraparis.stack.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The installation's certificate authority and its one server certificate. Every part of the stack presents that
 * certificate and trusts that authority and no other.
 *
 * <p>The authority lives ten years; the server's certificate is made anew when it has less than thirty days left or
 * another host name is asked for.
 */
public final class Authority {
    /** The alias that Payara is told to use. */
    public static final String ALIAS = "s1as";

    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path folder;
    private final char[] password;

    private Authority(Path folder, String password) {
        this.folder = folder;
        this.password = password.toCharArray();
    }

    /** Opens the authority of that data folder, made if there is none, with a certificate for these hosts. */
    public static Authority open(Path data, Secrets secrets, Collection<String> hosts, Instant now) {
        Authority authority =
                new Authority(PrivateFiles.folder(data.resolve("tls")), secrets.password("tls.store-password"));
        try {
            authority.issue(hosts, now);
            return authority;
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException("Cannot make the certificates in " + authority.folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the certificates in " + authority.folder, e);
        }
    }

    /** The authority's certificate, PEM: what a browser is asked to trust. */
    public Path caCertificate() {
        return publicFolder().resolve("ca.crt");
    }

    /** The same as a signed profile for iPhones and iPads. */
    public Path appleProfile() {
        return publicFolder().resolve("nomades.mobileconfig");
    }

    /** The one folder whose content everybody may have: the bootstrap page serves it. */
    public Path publicFolder() {
        return folder.resolve("public");
    }

    /** The server's certificate followed by the authority's, PEM. */
    public Path chain() {
        return folder.resolve("server.pem");
    }

    /** The server's private key, PEM. */
    public Path key() {
        return folder.resolve("server.key");
    }

    /** The server's key and chain, PKCS#12. */
    public Path keyStore() {
        return folder.resolve("server.p12");
    }

    /** Our authority alone, PKCS#12. */
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /** The password of both stores. */
    public String password() {
        return new String(password);
    }

    /** What a client that trusts our authority and no other connects with. */
    public SSLContext trust() {
        try {
            return trust(caOnly((X509Certificate) load(trustStore()).getCertificate("ca")));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot read " + trustStore(), e);
        }
    }

    private static SSLContext trust(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private void issue(Collection<String> hosts, Instant now)
            throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
        Path caStore = folder.resolve("ca.p12");
        if (!Files.exists(caStore)) {
            makeAuthority(caStore, now);
        }
        KeyStore ca = load(caStore);
        X509Certificate caCertificate = (X509Certificate) ca.getCertificate("ca");
        Collection<String> names = new TreeSet<>(hosts);
        if (Files.exists(keyStore())
                && names.equals(namesOf((X509Certificate) load(keyStore()).getCertificate(ALIAS)))
                && expiresAfter(now.plus(RENEW_BEFORE))
                && Files.exists(appleProfile())) {
            return;
        }
        KeyPair pair = newKeys();
        X509v3CertificateBuilder builder = builder(
                        caCertificate, "CN=" + names.iterator().next(), pair, now, SERVER_LIFE)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(caCertificate))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                names.stream().map(Authority::generalName).toArray(GeneralName[]::new)));
        X509Certificate server = sign(builder, ca.getKey("ca", password));
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {server, caCertificate});
        save(store, keyStore());
        save(caOnly(caCertificate), trustStore());
        PrivateFiles.folder(publicFolder());
        PrivateFiles.write(caCertificate(), pem(caCertificate));
        PrivateFiles.write(chain(), pem(server) + pem(caCertificate));
        PrivateFiles.write(key(), pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
        PrivateFiles.write(
                appleProfile(), AppleProfile.of(caCertificate, pair.getPrivate(), List.of(server, caCertificate)));
    }

    private void makeAuthority(Path caStore, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = newKeys();
        X500Name name = new X500Name("CN=Intraparis installation authority " + hex(4) + ",O=Intraparis");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plus(CA_LIFE)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        X509Certificate certificate = sign(builder, pair.getPrivate());
        KeyStore store = empty();
        store.setKeyEntry("ca", pair.getPrivate(), password, new Certificate[] {certificate});
        save(store, caStore);
    }

    private boolean expiresAfter(Instant time) throws GeneralSecurityException, IOException {
        X509Certificate server = (X509Certificate) load(keyStore()).getCertificate(ALIAS);
        return server.getNotAfter().toInstant().isAfter(time);
    }

    private static Collection<String> namesOf(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .map(name -> String.valueOf(name.get(1)))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static GeneralName generalName(String host) {
        boolean address = host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')) || host.contains(":");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static JcaX509v3CertificateBuilder builder(
            X509Certificate issuer, String subject, KeyPair pair, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plus(life)),
                new javax.security.auth.x500.X500Principal(subject),
                pair.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, Key key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build((PrivateKey) key)));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(127, new SecureRandom()).setBit(126);
    }

    private static String hex(int bytes) {
        return new BigInteger(bytes * 8, new SecureRandom()).toString(16);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore caOnly(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("ca", certificate);
        return store;
    }

    private KeyStore load(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private void save(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        store.store(out, password);
        PrivateFiles.write(file, out.toByteArray());
    }

    private static String pem(Object... things) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object thing : Stream.of(things).collect(Collectors.toCollection(ArrayList::new))) {
                writer.writeObject(thing);
            }
        }
        return text.toString();
    }
}
