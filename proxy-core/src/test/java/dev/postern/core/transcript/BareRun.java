package dev.postern.core.transcript;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Plays one transcript against the dialogues of a protocol alone, delivered in one way. */
final class BareRun {
    private final Transcript transcript;
    private final Delivery delivery;
    private final BareCore core;
    private int at;

    BareRun(Transcript transcript, MailProtocol protocol, Delivery delivery) {
        this.transcript = transcript;
        this.delivery = delivery;
        this.core = new BareCore(protocol, transcript.settings(), delivery);
    }

    /**
     * Plays it.
     *
     * @throws AssertionError with the dialogue up to the line where Postern said or did something else
     */
    void play() {
        List<Step> steps = transcript.steps();
        try {
            core.open();
            while (at < steps.size()) {
                expectRefusal();
                play(steps.get(at));
                at++;
            }
            at = steps.size() - 1;
            expectSilence();
            boolean told = steps.stream().anyMatch(step -> endsClient(step));
            require(told || !core.closed(), "the client's connection was closed: " + core.closeReason());
        } catch (AssertionError | RuntimeException failure) {
            throw Disagreement.at(transcript, at, delivery.name(), failure);
        }
    }

    private static boolean endsClient(Step step) {
        return step.kind() == Step.Kind.CLIENT_IS
                || step.kind() == Step.Kind.CLIENT_WAITS
                || step.toString().equals("C! close")
                || step.toString().equals("B! close");
    }

    /** The next connect fails exactly where the backend's next line says that it refuses. */
    private void expectRefusal() {
        core.backendRefuses = transcript.steps().stream()
                .skip(at)
                .filter(step -> step.kind().mark().startsWith("B") && step.kind() != Step.Kind.BACKEND_IS)
                .findFirst()
                .filter(step -> step.text().toString().equals("refuse"))
                .isPresent();
    }

    private void play(Step step) {
        String word = step.text().toString().strip();
        switch (step.kind()) {
            case CLIENT_SENDS -> {
                expectSilence();
                require(!core.closed(), "the client's connection was closed before: " + core.closeReason());
                core.clientSends(group());
            }
            case BACKEND_SENDS -> {
                expectSilence();
                core.backendSends(group());
            }
            case CLIENT_HEARS -> hear(step, core.client);
            case BACKEND_HEARS -> hear(step, core.backendHeard);
            case CLIENT_ACTS -> clientActs(word);
            case CLIENT_WAITS -> clientWaits(word);
            case CLIENT_IS -> clientIs(word);
            case BACKEND_ACTS -> backendActs(word);
            case BACKEND_IS -> backendIs(word);
            case LOG_SAYS -> {}
        }
    }

    /** The text of this line and of all that follow at once from the same side. */
    private String group() {
        List<Step> steps = transcript.steps();
        Step.Kind kind = steps.get(at).kind();
        StringBuilder octets = new StringBuilder(steps.get(at).text().octets(UnaryOperator.identity()));
        while (at + 1 < steps.size() && steps.get(at + 1).kind() == kind) {
            at++;
            octets.append(steps.get(at).text().octets(UnaryOperator.identity()));
        }
        return octets.toString();
    }

    private static void hear(Step step, Heard heard) {
        require(!heard.isEmpty(), "Postern said nothing");
        if (step.text().endsLine()) {
            String line = heard.line();
            require(
                    step.text().matches(line, BareCore.SESSION),
                    "Postern said something else:\n" + "     got   "
                            + step.kind().mark() + " " + line);
        } else {
            require(heard.take(step.text().octets(UnaryOperator.identity())), "Postern said: " + heard);
        }
    }

    private void clientActs(String word) {
        expectSilence();
        switch (word) {
            case "close" -> core.clientCloses();
            case "tls" -> core.clientTls();
            default -> throw new AssertionError("a client cannot " + word);
        }
    }

    private void clientWaits(String word) {
        expectSilence();
        if (word.equals("overdue")) {
            core.acknowledgementOverdue();
        } else {
            core.closing(reason(word));
        }
    }

    private void clientIs(String word) {
        require(word.startsWith("closed"), "a client can be closed, not " + word);
        expectSilence();
        require(core.closed(), "the client's connection is open");
        String reason = word.substring("closed".length()).strip();
        require(
                reason.isEmpty() || reason(reason) == core.closeReason(),
                "the client's connection was closed for another reason: " + core.closeReason());
    }

    private void backendActs(String word) {
        if (!word.equals("refuse")) {
            expectSilence();
        }
        switch (word) {
            case "tls" -> core.backendTls();
            case "close" -> core.backendLost(BackendFailure.CONNECTION_LOST);
            case "overdue" -> core.backendLost(BackendFailure.TIMED_OUT);
            case "refuse" -> require(core.connects > 0, "Postern has not tried to connect to the backend");
            default -> throw new AssertionError("a backend cannot " + word);
        }
    }

    private void backendIs(String word) {
        switch (word) {
            case "never contacted" -> require(core.connects == 0, "Postern has connected to the backend");
            case "closed" -> {
                expectSilence();
                require(core.connects > 0 && core.backendClosed(), "the backend's connection is open");
            }
            default -> throw new AssertionError("a backend cannot be " + word);
        }
    }

    private void expectSilence() {
        require(core.client.isEmpty(), "Postern said to the client, unexpectedly: " + core.client);
        require(core.backendHeard.isEmpty(), "Postern said to the backend, unexpectedly: " + core.backendHeard);
    }

    private static CloseReason reason(String word) {
        return CloseReason.valueOf(
                word.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
