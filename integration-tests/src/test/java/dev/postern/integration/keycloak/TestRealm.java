package dev.postern.integration.keycloak;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The realm that the project ships, with what only a test may have: users with passwords, and the password grant. */
final class TestRealm {
    static final String NAME = "mail";
    static final List<String> MAIL_CLIENTS = List.of("thunderbird", "fairemail", "mail-cli", "webmail");
    private static final Path SHIPPED = Path.of("../conf/keycloak/postern-realm.json");

    private TestRealm() {}

    static String json(List<String> users) throws IOException {
        Map<String, Object> realm = Requests.object(Files.readString(SHIPPED));
        if (realm.containsKey("users")) {
            throw new AssertionError("the shipped realm has users");
        }
        for (Map<String, Object> client : Requests.objects(realm.get("clients"))) {
            if (client.containsKey("secret") || Boolean.TRUE.equals(client.get("directAccessGrantsEnabled"))) {
                throw new AssertionError("the shipped realm has a secret or a password grant");
            }
            if (MAIL_CLIENTS.contains(client.get("clientId"))) {
                client.put("enabled", true);
                client.put("directAccessGrantsEnabled", true);
            }
        }
        realm.put("users", users.stream().map(TestRealm::user).toList());
        return JSONObjectUtils.toJSONString(realm);
    }

    static String password(String user) {
        return user + "-password";
    }

    private static Map<String, Object> user(String name) {
        return Map.of(
                "username",
                name,
                "email",
                name + "@example.org",
                "emailVerified",
                true,
                "firstName",
                name,
                "lastName",
                "Example",
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", password(name))),
                "realmRoles",
                List.of("default-roles-" + NAME));
    }
}
