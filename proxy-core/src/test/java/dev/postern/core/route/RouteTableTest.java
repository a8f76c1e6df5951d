package dev.postern.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.tls.ClientHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who goes where. */
class RouteTableTest {
    /** A mail host, a submission host, two web servers; the first of these takes the rest. */
    private static RouteTable<String> site(UnknownName unknownName) {
        return new RouteTable<>(
                List.of(
                        claim("mail", Set.of("imap.example.org"), Set.of("imap"), false),
                        claim("submission", Set.of("smtp.example.org"), Set.of("smtp"), false),
                        claim("web", Set.of("*.example.org"), Set.of("h2", "http/1.1", "acme-tls/1"), true),
                        claim("pages", Set.of("pages.example.org"), Set.of("http/1.1"), false)),
                unknownName);
    }

    private static RouteTable.Claim<String> claim(
            String route, Set<String> serverNames, Set<String> alpn, boolean byDefault) {
        return new RouteTable.Claim<>(route, serverNames, alpn, byDefault);
    }

    private static ClientHello hello(String serverName, String alpn) {
        return new ClientHello(serverName, alpn.isEmpty() ? List.of() : List.of(alpn.split(" ")), List.of(0x0304));
    }

    @ParameterizedTest(name = "{0} with [{1}] goes to {2}")
    @CsvSource({
        // What mail programs send: a name, no protocol. Some send neither.
        "imap.example.org, '', mail",
        "smtp.example.org, '', submission",
        "imap.example.org., '', mail",
        "'', '', web",
        // Those that send one need no name.
        "imap.example.org, imap, mail",
        "www.example.org, imap, mail",
        "'', smtp, submission",
        // What browsers send: both. The protocol comes first; between two web servers the name decides.
        "www.example.org, h2 http/1.1, web",
        "pages.example.org, h2 http/1.1, pages",
        "pages.example.org, http/1.1, pages",
        "pages.example.org, h2, web",
        "'', h2 http/1.1, web",
        // hazard 3: a browser that was lured to a mail host's name does not reach the mail.
        "imap.example.org, h2 http/1.1, web",
        "imap.example.org, http/1.1, web",
        "smtp.example.org, h2, web",
        // A protocol that nobody claims says nothing.
        "imap.example.org, pop3, mail",
        "www.example.org, pop3, web",
        // A certificate authority asks for the mail host's name too; the web server answers.
        "imap.example.org, acme-tls/1, web",
        // One label, as in certificates.
        "a.b.example.org, '', web",
        "example.org, '', web",
        "elsewhere.example.com, '', web",
        "elsewhere.example.com, imap, mail",
        "., '', web"
    })
    void everybody_has_one_way(String serverName, String alpn, String route) {
        assertThat(site(UnknownName.DEFAULT).choose(hello(serverName, alpn))).contains(route);
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere.example.com, '', false",
        "elsewhere.example.com, imap, false",
        "a.b.example.org, h2, false",
        "www.example.org, '', true",
        "imap.example.org, h2, true",
        "'', '', true",
        "'', imap, true"
    })
    void an_unknown_name_is_refused_where_that_is_asked_for(String serverName, String alpn, boolean welcome) {
        assertThat(site(UnknownName.REFUSE).choose(hello(serverName, alpn)).isPresent())
                .isEqualTo(welcome);
    }

    @Test
    void the_exact_name_comes_before_the_wildcard_wherever_it_stands() {
        RouteTable<String> table = new RouteTable<>(
                List.of(
                        claim("all", Set.of("*.example.org"), Set.of(), true),
                        claim("one", Set.of("one.example.org"), Set.of(), false)),
                UnknownName.DEFAULT);
        assertThat(table.choose(hello("one.example.org", ""))).contains("one");
        assertThat(table.choose(hello("two.example.org", ""))).contains("all");
    }

    @Test
    void one_name_for_all_suffices_where_browsers_say_what_they_are() {
        RouteTable<String> table = new RouteTable<>(
                List.of(
                        claim("mail", Set.of("example.org"), Set.of("imap"), true),
                        claim("web", Set.of(), Set.of("h2", "http/1.1"), false)),
                UnknownName.DEFAULT);
        assertThat(table.choose(hello("example.org", ""))).contains("mail");
        assertThat(table.choose(hello("example.org", "h2 http/1.1"))).contains("web");
    }

    /** hazard 8 */
    @Test
    void thousands_of_protocols_cost_little() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add("p" + i);
        }
        RouteTable<String> table = site(UnknownName.DEFAULT);
        ClientHello hello = new ClientHello("imap.example.org", many, List.of(0x0304));
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(table.choose(hello)).contains("mail");
        }
        assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
    }

    @Test
    void a_table_has_one_default() {
        RouteTable.Claim<String> takesAll = claim("a", Set.of(), Set.of(), true);
        RouteTable.Claim<String> takesNothing = claim("b", Set.of(), Set.of("imap"), false);
        assertThatThrownBy(() -> new RouteTable<>(List.of(takesNothing), UnknownName.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RouteTable<>(List.of(takesAll, takesAll), UnknownName.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
