package dev.postern.core.sasl;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what an exchange tells its peer. */
final class RecordingPeer implements SaslPeer {
    final List<String> said = new ArrayList<>();

    @Nullable
    BearerCredentials credentials;

    @Override
    public void challenge(String base64) {
        said.add("challenge " + base64);
    }

    @Override
    public void errorChallenge(String base64) {
        said.add("error " + new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    @Override
    public void verify(BearerCredentials shown) {
        credentials = shown;
        said.add("verify " + shown.authorizationIdentity() + " " + shown.token().reveal());
    }

    @Override
    public void authenticated(Verdict.Accepted who) {
        said.add("authenticated " + who.mailbox());
    }

    @Override
    public void refused(SaslRefusal why) {
        said.add("refused " + why);
    }
}
