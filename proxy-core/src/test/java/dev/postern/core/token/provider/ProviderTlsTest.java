package dev.postern.core.token.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.testing.TestCertificates.KeyKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider behind a CA of its own, and one that wants to see our certificate (RFC 8705 §2). */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class ProviderTlsTest {
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(2);
    private Path folder;
    private TestCertificates certificates;
    private HttpsServer provider;

    @BeforeEach
    void open(@TempDir Path given) {
        folder = given;
        certificates = TestCertificates.in(folder);
    }

    @AfterEach
    void close() {
        if (provider != null) {
            provider.stop(0);
        }
        background.shutdownNow();
    }

    /** @param clients whose certificates the provider wants; null where it wants none */
    private URI serve(@Nullable TestAuthority clients) throws Exception {
        provider = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        SSLContext context = clients == null ? certificates.serverContext() : asking(clients);
        provider.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ours = context.getDefaultSSLParameters();
                ours.setNeedClientAuth(clients != null);
                parameters.setSSLParameters(ours);
            }
        });
        provider.createContext("/", exchange -> {
            byte[] answer = "{\"active\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        return URI.create("https://localhost:" + provider.getAddress().getPort() + "/");
    }

    private SSLContext asking(TestAuthority clients) throws Exception {
        KeyStore served = KeyStore.getInstance("PKCS12");
        served.load(null, null);
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        served.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {
            certificates.authority().issue(keys, "localhost")
        });
        KeyManagerFactory ours = KeyManagerFactory.getInstance("PKIX");
        ours.init(served, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("clients", clients.certificate());
        TrustManagerFactory theirs = TrustManagerFactory.getInstance("PKIX");
        theirs.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        return context;
    }

    private Map<String, Object> ask(URI address, @Nullable Path caFile, @Nullable ClientCertificate own) {
        HttpSettings settings = new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 4096, caFile, false);
        return new ProviderHttp(settings, own, background)
                .post(address, "token=x", "")
                .join();
    }

    /** The failure and its causes. */
    private List<Throwable> whyNot(URI address, @Nullable Path caFile, @Nullable ClientCertificate own) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = catchThrowable(() -> ask(address, caFile, own));
                cause != null;
                cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private ClientCertificate own(TestAuthority authority) {
        KeyPair keys = TestAuthority.ecKeys("secp256r1");
        Path chain = folder.resolve("client.pem");
        Path key = folder.resolve("client-key.pem");
        TestAuthority.write(chain, authority.issue(keys, "postern.example.org"));
        TestAuthority.write(key, keys.getPrivate());
        return new ClientCertificate(chain, key);
    }

    @Test
    void a_ca_of_the_sites_own_is_believed_where_it_is_named() throws Exception {
        assertThat(ask(serve(null), certificates.caFile(), null)).containsEntry("active", true);
    }

    @Test
    void nobody_elses_certificate_is() throws Exception {
        URI address = serve(null);
        assertThat(whyNot(address, null, null)).hasAtLeastOneElementOfType(SSLException.class);
        Path another = folder.resolve("another-ca.pem");
        TestAuthority.write(another, TestAuthority.root("Somebody else").certificate());
        assertThat(whyNot(address, another, null)).hasAtLeastOneElementOfType(SSLException.class);
    }

    @Test
    void whose_authority_nobody_knows_is_told_as_that() throws Exception {
        Throwable unknown = catchThrowable(() -> ask(serve(null), null, null));
        assertThat(ProviderTrouble.unknownAuthority(unknown)).isTrue();
        assertThat(ProviderTrouble.reason(unknown)).contains("no authority that is trusted here");
    }

    /** The list that an administrator edits, and not the one that Java brings along. */
    @Test
    void without_a_file_the_operating_systems_authorities_are_asked() throws Exception {
        Path bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
        assumeTrue(Files.isReadable(bundle));
        Set<X509Certificate> theirs;
        try (InputStream in = Files.newInputStream(bundle)) {
            theirs = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toSet());
        }
        X509TrustManager manager = (X509TrustManager) ProviderTls.trust(null)[0];
        assertThat(Set.of(manager.getAcceptedIssuers())).isEqualTo(theirs);
    }

    @Test
    void our_certificate_is_shown_to_a_provider_that_asks() throws Exception {
        TestAuthority clients = TestAuthority.root("Clients of the provider");
        assertThat(ask(serve(clients), certificates.caFile(), own(clients))).containsEntry("active", true);
    }

    @Test
    void without_one_or_with_a_strangers_the_provider_refuses() throws Exception {
        URI address = serve(TestAuthority.root("Clients of the provider"));
        assertThat(whyNot(address, certificates.caFile(), null)).hasAtLeastOneElementOfType(IOException.class);
        ClientCertificate strange = own(TestAuthority.root("Somebody else"));
        assertThat(whyNot(address, certificates.caFile(), strange)).hasAtLeastOneElementOfType(IOException.class);
    }

    @Test
    void files_that_cannot_be_used_are_told_before_anything_is_asked() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> ProviderTls.check(empty, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem");
        ClientCertificate mismatched =
                new ClientCertificate(certificates.chainFile(KeyKind.RSA), folder.resolve("missing-key.pem"));
        assertThatThrownBy(() -> ProviderTls.check(null, mismatched))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing-key.pem");
    }
}
