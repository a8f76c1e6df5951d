package dev.postern.integration.keycloak;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an administrator does at a Keycloak, by its REST interface. */
final class KeycloakAdmin {
    private static final String KEYS = "components?type=org.keycloak.keys.KeyProvider";

    private final Requests requests;
    private final String base;

    KeycloakAdmin(Requests requests, String base) {
        this.requests = requests;
        this.base = base;
    }

    /** Sessions of this user are logged out; Keycloak also refuses all of their tokens from now on. */
    void logOut(String user) {
        ask("POST", "users/" + userId(user) + "/logout", "");
    }

    void endSession(String sid) {
        ask("DELETE", "sessions/" + sid, "");
    }

    void enable(String user, boolean enabled) {
        change("users/" + userId(user), account -> account.put("enabled", enabled));
    }

    private String userId(String user) {
        return text(
                Requests.objects(ask("GET", "users?exact=true&username=" + user, ""))
                        .get(0),
                "id");
    }

    String secret(String client) {
        return text(Requests.object(ask("GET", clientPath(client) + "/client-secret", "")), "value");
    }

    /** Where Keycloak tells that this mail program was logged out. */
    void tellOfLogouts(String client, URI address) {
        change(
                clientPath(client),
                settings ->
                        Requests.members(settings.get("attributes")).put("backchannel.logout.url", address.toString()));
    }

    private String clientPath(String client) {
        return "clients/"
                + text(
                        Requests.objects(ask("GET", "clients?clientId=" + client, ""))
                                .get(0),
                        "id");
    }

    /** The name of a new key of this kind, which signs from now on; those before it stay published. */
    String addKey(String provider) {
        String name = "rotated-" + System.nanoTime();
        int priority = 1_000 + Requests.objects(ask("GET", KEYS, "")).size();
        ask(
                "POST",
                "components",
                JSONObjectUtils.toJSONString(Map.of(
                        "name",
                        name,
                        "providerId",
                        provider,
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "parentId",
                        text(Requests.object(ask("GET", "", "")), "id"),
                        "config",
                        Map.of("priority", List.of(String.valueOf(priority))))));
        return name;
    }

    /** Disabled keys are published no more. */
    void disableKeysBut(String name, String provider) {
        for (Map<String, Object> key : Requests.objects(ask("GET", KEYS, ""))) {
            if (provider.equals(key.get("providerId")) && !name.equals(key.get("name"))) {
                change(
                        "components/" + text(key, "id"),
                        settings -> Requests.members(settings.get("config")).put("enabled", List.of("false")));
            }
        }
    }

    private void change(String path, Consumer<Map<String, Object>> change) {
        Map<String, Object> settings = Requests.object(ask("GET", path, ""));
        change.accept(settings);
        ask("PUT", path, JSONObjectUtils.toJSONString(settings));
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.get(name));
    }

    private String ask(String method, String path, String json) {
        String where = base + "/admin/realms/" + TestRealm.NAME + (path.isEmpty() ? "" : "/" + path);
        HttpResponse<String> answer = requests.send(HttpRequest.newBuilder(URI.create(where))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json)));
        return Requests.good(answer);
    }

    private String token() {
        return new MailProgram(requests, base + "/realms/master", "admin-cli", "")
                .password(PrivateKeycloak.ADMINISTRATOR)
                .access();
    }
}
