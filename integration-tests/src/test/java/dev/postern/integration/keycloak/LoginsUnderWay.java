package dev.postern.integration.keycloak;

import dev.postern.integration.backend.Waiting;
import dev.postern.integration.keycloak.MailProgram.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody who gets a fresh token and logs in with it, again and again, on a thread of its own. */
final class LoginsUnderWay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final MailProgram program;
    private final Door door;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Thread thread = new Thread(this::repeat, "logins-under-way");

    /** What says yes or no. */
    interface Door {
        String answer(Tokens tokens) throws Exception;
    }

    LoginsUnderWay(MailProgram program, Door door) {
        this.program = program;
        this.door = door;
        thread.start();
    }

    private void repeat() {
        while (!enough.get()) {
            try {
                answers.add(door.answer(program.password("bob")));
            } catch (Exception | AssertionError failed) {
                answers.add("failed: " + failed);
                return;
            }
        }
    }

    /** Waits for so many more that begin and end from now on. */
    void awaitMore(int count) throws Exception {
        int goal = answers.size() + count + 1;
        Waiting.until("logins", PATIENCE, () -> answers.size() >= goal || !thread.isAlive());
    }

    List<String> answers() {
        return answers;
    }

    @Override
    public void close() {
        enough.set(true);
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
