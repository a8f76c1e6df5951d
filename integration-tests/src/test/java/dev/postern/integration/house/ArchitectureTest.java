package dev.postern.integration.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.session.Prelude;
import dev.postern.core.token.BearerToken;
import java.time.Instant;

/** Who may know whom. */
@AnalyzeClasses(
        packages = "dev.postern",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.ShippedJars.class})
class ArchitectureTest {
    private static final String[] DIALOGUES = {
        "..imap.wire..", "..imap.prelude..", "..imap.backend..", "..imap.relay..",
        "..smtp.wire..", "..smtp.prelude..", "..smtp.backend..", "..smtp.relay..",
        "..core.sasl.."
    };

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsMina = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.core.net..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule onlyTokensAndTheDemoKnowNimbus = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.core.token..", "dev.postern.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyKeysAndCertificatesKnowBouncyCastle = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.core.tls..", "dev.postern.core.token.jwt..", "dev.postern.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheConfigurationKnowsYaml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyTheDemoKnowsGreenMail = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.icegreen..");

    @ArchTest
    static final ArchRule theCoreKnowsNoProtocol = noClasses()
            .that()
            .resideInAPackage("dev.postern.core..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.postern..")
                    .and(DescribedPredicate.not(resideInAPackage("dev.postern.core.."))));

    @ArchTest
    static final ArchRule imapDoesNotKnowSmtp = noClasses()
            .that()
            .resideInAPackage("dev.postern.imap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.postern.smtp..", "dev.postern.cli..", "dev.postern.config..", "dev.postern.demo..");

    @ArchTest
    static final ArchRule smtpDoesNotKnowImap = noClasses()
            .that()
            .resideInAPackage("dev.postern.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.postern.imap..", "dev.postern.cli..", "dev.postern.config..", "dev.postern.demo..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsTheOtherPlane = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.cli..", "dev.postern.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.postern.admin..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule dialoguesSeeNoSocketAndNoThread = noClasses()
            .that()
            .resideInAnyPackage(DIALOGUES)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..")
                    .and(DescribedPredicate.not(addresses())));

    @ArchTest
    static final ArchRule dialoguesSeeNoClock = noClasses()
            .that()
            .resideInAnyPackage(DIALOGUES)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule theCoresRoomsHaveNoCycles = slices().matching("dev.postern.core.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule imapsRoomsHaveNoCycles = slices().matching("dev.postern.imap.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule smtpsRoomsHaveNoCycles = slices().matching("dev.postern.smtp.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Info)|.*[.$](Abstract|Default|Base)[A-Z].*|.*Base");

    @ArchTest
    static final ArchRule aFrontendsDoorIsItsProtocolAndItsSettings = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.imap..", "dev.postern.smtp..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.postern.imap..", "dev.postern.smtp..")
                    .and(DescribedPredicate.not(doors())));

    @ArchTest
    static final ArchRule preludesAreNotPublic = classes()
            .that()
            .implement(Prelude.class)
            .and()
            .doNotHaveSimpleName("ImapPrelude")
            .and()
            .doNotHaveSimpleName("SmtpPrelude")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule tokensAreRevealedToTheVerifierOnly = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.core.token..")
            .should()
            .callMethod(BearerToken.class, "reveal");

    @ArchTest
    static final ArchRule theMasterPasswordIsRevealedToBackendLoginsOnly = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.core.backend..", "dev.postern.demo..")
            .should()
            .callMethod(MasterPassword.class, "reveal");

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal().orShould().haveModifier(JavaModifier.SYNTHETIC);

    /** Leaves out what modules share for their tests. */
    static final class ShippedJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static DescribedPredicate<JavaClass> addresses() {
        return DescribedPredicate.describe("addresses", c -> c.getFullName().startsWith("java.net.Inet"));
    }

    private static DescribedPredicate<JavaClass> doors() {
        return DescribedPredicate.describe(
                "a frontend's door",
                c -> c.getFullName().matches("dev\\.postern\\.(imap|smtp)\\.(Imap|Smtp)(Protocol|Settings).*"));
    }
}
