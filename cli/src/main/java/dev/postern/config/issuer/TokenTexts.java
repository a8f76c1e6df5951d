package dev.postern.config.issuer;

import dev.postern.config.problem.Problems;
import dev.postern.config.schema.BadValue;
import dev.postern.config.schema.Surroundings;
import dev.postern.config.schema.ValueType;
import dev.postern.config.type.Text;
import dev.postern.core.token.identity.MailboxTemplate;
import dev.postern.core.token.json.ClaimPath;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What single values about tokens may be. */
public final class TokenTexts {
    /** RFC 6749 §3.3, scope-token. */
    static final Text SCOPE = new Text("a scope: printable, without spaces", Pattern.compile("[!#-\\[\\]-~]{1,256}"));

    static final Text DOMAIN =
            new Text("a domain name", Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?"));

    static final Text CLAIM_NAME = new Text("the name of a claim, dots between levels", Pattern.compile("\\S{1,256}"));

    private TokenTexts() {}

    /** Where a claim stands. */
    public record Claim() implements ValueType<ClaimPath> {
        @Override
        public String description() {
            return CLAIM_NAME.description();
        }

        @Override
        public ClaimPath parse(String text, Surroundings around) throws BadValue {
            return new ClaimPath(CLAIM_NAME.parse(text, around));
        }

        @Override
        public String print(ClaimPath path) {
            return path.text();
        }
    }

    /** How claims make a mailbox. */
    record Template() implements ValueType<MailboxTemplate> {
        @Override
        public String description() {
            return "text with at least one {claim}";
        }

        @Override
        public MailboxTemplate parse(String text, Surroundings around) throws BadValue {
            try {
                return MailboxTemplate.parse(text);
            } catch (IllegalArgumentException unusable) {
                throw new BadValue(
                        "is " + Problems.quote(text) + ", no template",
                        "write " + description() + " and letters, digits or . - _ @ around it");
            }
        }

        /** YAML reads braces without quotes as a group. */
        @Override
        public String insteadOfList() {
            return "put it in quotes, as \"{preferred_username}\"";
        }
    }

    /**
     * An algorithm as JOSE spells it.
     *
     * @param offered those that can be right here
     */
    record Algorithm(Set<SignatureAlgorithm> offered) implements ValueType<SignatureAlgorithm> {
        @Override
        public String description() {
            return "one of "
                    + new TreeSet<>(offered)
                            .stream().map(SignatureAlgorithm::text).collect(Collectors.joining(", "));
        }

        @Override
        public SignatureAlgorithm parse(String text, Surroundings around) throws BadValue {
            return SignatureAlgorithm.named(text)
                    .filter(offered::contains)
                    .orElseThrow(() -> new BadValue("is " + Problems.quote(text), "write " + description()));
        }

        @Override
        public String print(SignatureAlgorithm algorithm) {
            return algorithm.text();
        }
    }
}
