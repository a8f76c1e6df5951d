package dev.postern.admin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.admin.http.SocketPlace;
import dev.postern.admin.http.SocketRefused;
import dev.postern.admin.logout.LogoutDesk;
import dev.postern.core.observe.Latencies;
import dev.postern.core.session.Crowd;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.testing.LogLines;
import dev.postern.core.token.KeyState;
import dev.postern.core.token.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control socket as operators, their scripts and strangers find it. */
class ControlEndpointTest {
    private final Crowd crowd = new Crowd();
    private final ToyProxy proxy = new ToyProxy();
    private final LogLines log = new LogLines();
    private final Path folder;
    private final Path socket;
    private final ControlEndpoint endpoint;

    private final class ToyProxy implements RunningProxy {
        private Verbosity verbosity = Verbosity.INFO;
        private Duration patience = Duration.ofSeconds(-1);
        private boolean madeWay;
        private ReloadOutcome outcome = new ReloadOutcome.Failed("port taken");

        @Override
        public ProxyStatus status() {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 993);
            return new ProxyStatus(
                    Instant.now().minusSeconds(61),
                    "1.2.3",
                    !patience.isNegative(),
                    verbosity,
                    List.of(new ProxyStatus.Listener("imap", address, List.of("imap"))),
                    List.of(new ProxyStatus.Backend(
                            "legacy",
                            "imap",
                            "mail:143",
                            Optional.of(false),
                            "timed_out",
                            Latencies.ofSteps().picture())),
                    List.of(new KeyState(
                            "https://idp.example.org", 2, Optional.of(Duration.ofSeconds(90)), true, "answer 503")));
        }

        @Override
        public Set<String> protocols() {
            return Set.of("toy", "imap");
        }

        @Override
        public LiveSessions live() {
            return crowd.live();
        }

        @Override
        public LogoutDesk logouts() {
            return new LogoutDesk(
                    () -> {
                        throw new IllegalStateException("no provider here");
                    },
                    crowd.live(),
                    logoutToken -> {});
        }

        @Override
        public Path drain(Duration wanted) {
            patience = wanted;
            return socket;
        }

        @Override
        public void makeWay() {
            madeWay = true;
        }

        @Override
        public void reload(Consumer<ReloadOutcome> answer) {
            answer.accept(outcome);
        }

        @Override
        public void verbosity(Verbosity wanted) {
            verbosity = wanted;
        }
    }

    ControlEndpointTest(@TempDir Path folder) throws SocketRefused {
        this.folder = folder;
        this.socket = folder.resolve("control.sock");
        this.endpoint = ControlEndpoint.open(new SocketPlace(socket, Optional.empty()), proxy);
    }

    @BeforeEach
    void atLeastOneOfEachKind() {
        crowd.arrive(2);
        crowd.adaLogsIn();
    }

    @AfterEach
    void close() {
        endpoint.close();
        log.close();
    }

    private static Map<String, Object> json(String answer) throws Exception {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return JsonReader.object(answer.contains("chunked") ? unchunked(body) : body);
    }

    private static String unchunked(String body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int end = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, end), 16);
            if (size == 0) {
                return text.toString();
            }
            text.append(body, end + 2, end + 2 + size);
            at = end + 2 + size + 2;
        }
    }

    private List<?> sessions(String query) throws Exception {
        return (List<?>) Objects.requireNonNull(
                json(RawHttp.get(socket, "/v1/sessions" + query)).get("sessions"));
    }

    // ---- reload

    @Test
    void aReloadIsAnsweredWithWhatHasChangedAndLoggedWithWhoAskedForIt() throws Exception {
        proxy.outcome = new ReloadOutcome.Done(List.of("issuers", "limits"), List.of("control"), 2, true);

        assertThat(json(RawHttp.send(socket, "POST", "/v1/reload", "")))
                .containsEntry("changed", List.of("issuers", "limits"))
                .containsEntry("needs_restart", List.of("control"))
                .containsEntry("sessions_ended", 2L)
                .containsEntry("credentials_of_start", true);
        assertThat(log.with("settings reloaded"))
                .hasSize(1)
                .allMatch(line -> line.contains("operator=") && line.contains("issuers,limits"));
    }

    @Test
    void everyProblemOfABadFileIsAnsweredAndLogged() throws Exception {
        proxy.outcome = new ReloadOutcome.Refused(List.of(
                new ReloadOutcome.Trouble("postern.yaml", 7, "limits.x", "is no setting", "remove it"),
                new ReloadOutcome.Trouble("postern.yaml", 1, "", "is not UTF-8", "save it as UTF-8")));

        String answer = RawHttp.send(socket, "POST", "/v1/reload", "");

        assertThat(answer).startsWith("HTTP/1.1 422").contains("nothing has changed");
        assertThat(json(answer).get("problems"))
                .isEqualTo(List.of(
                        Map.of(
                                "file",
                                "postern.yaml",
                                "line",
                                7L,
                                "setting",
                                "limits.x",
                                "problem",
                                "is no setting",
                                "fix",
                                "remove it"),
                        Map.of(
                                "file",
                                "postern.yaml",
                                "line",
                                1L,
                                "problem",
                                "is not UTF-8",
                                "fix",
                                "save it as UTF-8")));
        assertThat(log.with("settings not reloaded")).hasSize(2);
    }

    @Test
    void aReloadThatCannotBeDoneIsToldAndOneWithABodyIsRefused() throws Exception {
        assertThat(RawHttp.send(socket, "POST", "/v1/reload", ""))
                .startsWith("HTTP/1.1 409")
                .contains("port taken");
        assertThat(RawHttp.send(socket, "POST", "/v1/reload", "{\"file\":\"/etc/other\"}"))
                .startsWith("HTTP/1.1 400");
        assertThat(RawHttp.get(socket, "/v1/reload")).startsWith("HTTP/1.1 405");
    }

    // ---- the socket

    @Test
    void theSocketIsForItsOwnerAndGroupAndNothingElseIsLeftBesideIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(socket, folder.resolve("control.sock.lock"));
        }
    }

    @Test
    void ofManyThatFindALeftOverSocketOneTakesItsPlace() throws Exception {
        Path leftOver = folder.resolve("left-over.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(leftOver));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Optional<ControlEndpoint>>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(threads.submit(() -> {
                    try {
                        return Optional.of(ControlEndpoint.open(new SocketPlace(leftOver, Optional.empty()), proxy));
                    } catch (SocketRefused late) {
                        assertThat(late).hasMessageContaining("belongs to a running process");
                        return Optional.<ControlEndpoint>empty();
                    }
                }));
            }
            List<ControlEndpoint> winners = new ArrayList<>();
            for (Future<Optional<ControlEndpoint>> each : all) {
                each.get(30, TimeUnit.SECONDS).ifPresent(winners::add);
            }
            winners.forEach(ControlEndpoint::close);
            assertThat(winners).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theSocketOfALivingProcessIsNotTakenAway() {
        assertThatThrownBy(() -> ControlEndpoint.open(new SocketPlace(socket, Optional.empty()), proxy))
                .isInstanceOf(SocketRefused.class)
                .hasMessageContaining("belongs to a running process; stop it");
        assertThat(socket).exists();
    }

    @Test
    void theSocketOfADeadProcessIsReplaced() throws Exception {
        Path left = folder.resolve("left.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(left).exists();

        try (ControlEndpoint second = ControlEndpoint.open(new SocketPlace(left, Optional.empty()), proxy)) {
            assertThat(RawHttp.get(second.path(), "/v1/status")).startsWith("HTTP/1.1 200");
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("precious"), "words");

        assertThatThrownBy(() -> ControlEndpoint.open(new SocketPlace(file, Optional.empty()), proxy))
                .hasMessageContaining("no socket; remove it");
        assertThat(file).hasContent("words");
    }

    @Test
    void anUnknownGroupIsToldAndTheSocketIsForItsOwnerAlone() throws Exception {
        Path other = folder.resolve("other.sock");

        try (ControlEndpoint closed =
                ControlEndpoint.open(new SocketPlace(other, Optional.of("nobody-has-this")), proxy)) {
            assertThat(closed.shutOut().orElseThrow())
                    .contains("there is no group nobody-has-this", "groupadd", "usermod -aG nobody-has-this");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
                    .isEqualTo("rw-------");
            assertThat(RawHttp.get(other, "/v1/status")).startsWith("HTTP/1.1 200");
        }
        assertThat(endpoint.shutOut()).isEmpty();
    }

    @Test
    void itKnowsWhenItsFileIsGoneOrAnothers() throws Exception {
        assertThat(endpoint.lost()).isFalse();
        Files.delete(socket);
        assertThat(endpoint.lost()).isTrue();
        try (ControlEndpoint next = ControlEndpoint.open(new SocketPlace(socket, Optional.empty()), proxy)) {
            assertThat(endpoint.lost()).isTrue();
            assertThat(next.lost()).isFalse();
        }
    }

    @Test
    void aDirectoryThatIsMissingIsTold() {
        SocketPlace place = new SocketPlace(folder.resolve("none/control.sock"), Optional.empty());

        assertThatThrownBy(() -> ControlEndpoint.open(place, proxy)).hasMessageContaining("does not exist; create it");
    }

    @Test
    void aPathBeyondTheKernelsLimitIsTold() {
        SocketPlace place = new SocketPlace(folder.resolve("x".repeat(100)), Optional.empty());

        assertThatThrownBy(() -> ControlEndpoint.open(place, proxy)).hasMessageContaining("too long for a socket");
    }

    @Test
    void itLeavesItsNameToASuccessorAndStaysReachableUnderAnother() throws Exception {
        Path aside = folder.resolve("control.sock.old");
        endpoint.stepAside(aside);

        try (ControlEndpoint next = ControlEndpoint.open(new SocketPlace(socket, Optional.empty()), proxy)) {
            assertThat(RawHttp.get(aside, "/v1/status")).startsWith("HTTP/1.1 200");
            assertThat(RawHttp.get(next.path(), "/v1/status")).startsWith("HTTP/1.1 200");
            endpoint.close();
            assertThat(aside).doesNotExist();
            assertThat(socket).exists();
        }
    }

    // ---- looking

    @Test
    void theStatusTellsWhoIsInAndWhatHasHappened() throws Exception {
        Map<String, Object> status = json(RawHttp.get(socket, "/v1/status"));

        assertThat(status).containsEntry("version", "1.2.3").containsEntry("state", "serving");
        assertThat((Long) status.get("up_seconds")).isBetween(61L, 120L);
        assertThat(status.get("sessions"))
                .isEqualTo(Map.of(
                        "total",
                        3L,
                        "logged_in",
                        1L,
                        "ending",
                        0L,
                        "awaiting_header",
                        0L,
                        "by_protocol",
                        Map.of("toy", 3L)));
        assertThat(status.get("listeners"))
                .isEqualTo(List.of(Map.of("name", "imap", "address", "127.0.0.1:993", "protocols", List.of("imap"))));
        assertThat(String.valueOf(status.get("backends"))).contains("state=down", "reason=timed_out");
        assertThat(status.get("keys"))
                .isEqualTo(List.of(Map.of(
                        "issuer",
                        "https://idp.example.org",
                        "count",
                        2L,
                        "age_seconds",
                        90L,
                        "usable",
                        true,
                        "trouble",
                        "answer 503")));
        assertThat(String.valueOf(status.get("since_start"))).contains("connections=3", "logins={toy=1}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3",
        "?user=ada, 1",
        "?user=bob, 0",
        "?client=mail-client, 1",
        "?issuer=https://idp.example.org/realms/example, 1",
        "?issuer=https://idp.example.org/realms/example&client=another, 0",
        "?token_subject=subject-of-ada, 1",
        "?protocol=toy, 3",
        "?protocol=imap, 0",
        "?protocol=undecided, 0",
        "?client=, 0",
        "?address=203.0.0.1, 1",
        "?older_than=0, 3",
        "?older_than=3600, 0",
        "?user=ada&sort=since, 1",
        "?sort=bytes, 3",
        "?sort=user, 3",
        "?sort=address, 3"
    })
    void listsAreFilteredAndSorted(String query, int count) throws Exception {
        assertThat(sessions(query)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "?name=x, unknown: name; known: id",
        "?older_than=1h, older_than takes seconds",
        "?address=mail.example.org, address takes one IP address",
        "?address=999.1.1.1, address takes one IP address",
        "?address=203.0.113.0/24, address takes one IP address",
        "?protocol=pop, 'protocol takes one of imap, toy, undecided'",
        "?protocol=IMAP, protocol takes one of imap",
        "?issuer=idp.example.org, issuer takes a URL",
        "?user=, user is empty",
        "?protocol=, protocol is empty",
        "?sort=colour, sort takes one of since",
        "?user=a&user=b, user is there twice",
        "?user=%zz, ''"
    })
    void aQueryThatMakesNoSenseIsRefusedInWords(String query, String why) throws IOException {
        assertThat(RawHttp.get(socket, "/v1/sessions" + query))
                .startsWith("HTTP/1.1 400")
                .contains(why)
                .doesNotContain("Exception");
    }

    @Test
    void oneSessionIsShownWithItsRights() throws Exception {
        Map<?, ?> listed = (Map<?, ?>) sessions("?user=ada").get(0);
        Map<String, Object> shown = json(RawHttp.get(socket, "/v1/sessions/" + listed.get("id")));

        assertThat(shown)
                .containsEntry("user", "ada")
                .containsEntry("issuer", "https://idp.example.org/realms/example")
                .containsEntry("client", "mail-client")
                .containsEntry("token_subject", "subject-of-ada")
                .containsEntry("backend", "legacy")
                .containsEntry("token_expires", "2100-01-01T00:00:00Z")
                .doesNotContainKeys("until", "ending");
        assertThat(RawHttp.get(socket, "/v1/sessions/none")).startsWith("HTTP/1.1 404");
    }

    @Test
    void fiftyThousandSessionsAreListed() throws Exception {
        crowd.arrive(50_000);

        assertThat(RawHttp.get(socket, "/v1/sessions").split("\"id\"", -1)).hasSize(50_003 + 1);
        assertThat(RawHttp.get(socket, "/v1/sessions?sort=since").split("\"id\"", -1))
                .hasSize(50_003 + 1);
    }

    // ---- steering

    @Test
    void sessionsOfAUserAreEndedAndTheLogSaysByWhomAndWhy() throws Exception {
        String answer =
                RawHttp.send(socket, "POST", "/v1/sessions/end", "{\"user\":\"ada\",\"reason\":\"stolen phone\"}");
        long closed = crowd.closedAfterAll();

        assertThat(json(answer)).containsEntry("ended", 1L);
        assertThat(closed).isEqualTo(1);
        assertThat(((Map<?, ?>) sessions("?user=ada").get(0)).get("ending"))
                .as("until its connection is gone")
                .isEqualTo("ended_by_administrator");
        assertThat(log.with("sessions ended by an operator"))
                .singleElement()
                .asString()
                .contains("operator=" + System.getProperty("user.name") + ":", "reason=\"stolen phone\"", "count=1");
    }

    @Test
    void allSessionsAreEndedOnlyWhereAllIsSaid() throws Exception {
        assertThat(RawHttp.send(socket, "POST", "/v1/sessions/end", "{\"reason\":\"r\"}"))
                .startsWith("HTTP/1.1 400");
        assertThat(RawHttp.send(socket, "POST", "/v1/sessions/end", "{\"all\":true,\"user\":\"ada\",\"reason\":\"r\"}"))
                .startsWith("HTTP/1.1 400");
        assertThat(crowd.closedAfterAll()).isZero();

        assertThat(json(RawHttp.send(socket, "POST", "/v1/sessions/end", "{\"all\":true,\"reason\":\"r\"}")))
                .containsEntry("ended", 3L);
        assertThat(crowd.closedAfterAll()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/sessions/end | {\"user\":\"ada\"} | 400 | reason: say why",
                "POST | /v1/sessions/end | {\"usr\":\"ada\",\"reason\":\"r\"} | 400 | unknown: usr; known: id",
                "POST | /v1/sessions/end | {\"user\":[],\"reason\":\"r\"} | 400 | user takes text",
                "POST | /v1/sessions/end | [] | 400 | no JSON object",
                "POST | /v1/drain | {\"timeout\":0} | 400 | timeout takes seconds",
                "POST | /v1/drain | {\"time\":5} | 400 | unknown: time; known: timeout",
                "PUT | /v1/log-level | {\"name\":\"org.eclipse.jetty\",\"level\":\"debug\"} | 400 | name takes postern",
                "PUT | /v1/log-level | {\"name\":\"postern\",\"level\":\"loud\"} | 400 | level takes one of error",
                "PUT | /v1/log-level | {\"name\":\"postern\"} | 400 | takes name and level",
                "GET | /v1/drain | '' | 405 | takes POST",
                "DELETE | /v1/sessions | '' | 405 | takes GET",
                "GET | / | '' | 404 | docs/control-api.md"
            })
    void anOrderThatMakesNoSenseIsRefusedInWords(String method, String path, String body, int status, String why)
            throws IOException {
        assertThat(RawHttp.send(socket, method, path, body))
                .startsWith("HTTP/1.1 " + status)
                .contains(why);
        assertThat(crowd.closedAfterAll()).isZero();
    }

    @Test
    void drainAndLogLevelReachTheProxy() throws Exception {
        assertThat(RawHttp.send(socket, "POST", "/v1/drain", "{\"timeout\":90}"))
                .startsWith("HTTP/1.1 202");
        assertThat(RawHttp.send(socket, "PUT", "/v1/log-level", "{\"name\":\"postern\",\"level\":\"debug\"}"))
                .startsWith("HTTP/1.1 200");

        assertThat(proxy.patience).isEqualTo(Duration.ofSeconds(90));
        assertThat(proxy.madeWay).isFalse();
        assertThat(proxy.verbosity).isEqualTo(Verbosity.DEBUG);
        assertThat(log.with("draining")).singleElement().asString().contains("operator=", "seconds=90");
        assertThat(log.with("log level set")).singleElement().asString().contains("operator=", "level=debug");
    }

    @Test
    void aSuccessorGetsAlsoWhatCannotBeShared() throws Exception {
        assertThat(RawHttp.send(socket, "POST", "/v1/drain", "{\"successor\":true}"))
                .startsWith("HTTP/1.1 202");

        assertThat(proxy.madeWay).isTrue();
        assertThat(proxy.patience).isZero();
    }

    @Test
    void aLogoutIsOrderedByItsTokenAlone() throws Exception {
        for (String body : List.of("{}", "{\"logout_token\":1}", "{\"logout_token\":\"x\",\"sub\":\"ada\"}")) {
            assertThat(RawHttp.send(socket, "POST", "/v1/logout", body))
                    .startsWith("HTTP/1.1 400")
                    .contains("takes logout_token");
        }
    }

    @Test
    void anOrderBeyondItsSizeIsRefusedBeforeItIsKept() throws IOException {
        assertThat(RawHttp.send(socket, "POST", "/v1/sessions/end", "x".repeat(25_000)))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void anOrderMayComeInPieces() throws Exception {
        String body = "{\"user\":\"ada\",\"reason\":\"r\"}";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            String head = "POST /v1/sessions/end HTTP/1.1\r\nHost: postern\r\nConnection: close\r\nContent-Length: ";
            for (String piece : List.of(head + body.length() + "\r\n\r\n", body.substring(0, 5), body.substring(5))) {
                channel.write(ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII)));
                Thread.sleep(50);
            }
            assertThat(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"ended\":1}");
        }
    }
}
