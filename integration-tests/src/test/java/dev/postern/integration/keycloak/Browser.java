package dev.postern.integration.keycloak;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that fills in Keycloak's forms: just enough of one to approve a device. */
final class Browser {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("name=\"code\" value=\"([^\"]*)\"");
    private static final int MOST_REDIRECTS = 10;

    private final Requests requests;
    /** Keycloak marks them for https only; browsers make an exception for loopback. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(Requests requests) {
        this.requests = requests;
    }

    void approve(URI address, String user) {
        HttpResponse<String> login = visit(HttpRequest.newBuilder(address));
        HttpResponse<String> consent =
                submit(login, Map.of("username", user, "password", TestRealm.password(user), "credentialId", ""));
        HttpResponse<String> done = submit(consent, Map.of("code", found(CODE, consent), "accept", "Yes"));
        Requests.good(done);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        URI action = page.uri().resolve(found(ACTION, page).replace("&amp;", "&"));
        return visit(HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Requests.encoded(fields))));
    }

    private static String found(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + page.uri() + ": " + page.body());
        }
        return matcher.group(1);
    }

    private HttpResponse<String> visit(HttpRequest.Builder first) {
        HttpResponse<String> answer = send(first);
        for (int redirects = 0; answer.statusCode() / 100 == 3 && redirects < MOST_REDIRECTS; redirects++) {
            String location = answer.headers().firstValue("Location").orElseThrow();
            answer = send(HttpRequest.newBuilder(answer.uri().resolve(location)));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = requests.send(request);
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String pair = set.split(";", 2)[0];
            cookies.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return answer;
    }
}
