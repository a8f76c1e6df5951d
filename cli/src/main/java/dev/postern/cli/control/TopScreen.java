package dev.postern.cli.control;

import dev.postern.cli.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal as a picture that is drawn anew: on its other screen, with keys that come without Enter. However the process ends
 * (but for SIGKILL), the terminal is as it was. Of one thread, but for the end.
 */
final class TopScreen implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final int POLL_MILLIS = 100;
    private static final int STTY_SECONDS = 5;
    private static final int INTERRUPT = 3;
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String TOP = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST = "\u001b[J";

    private final PrintWriter out;
    private final boolean bold;
    private final String settings;
    private final Thread atExit = new Thread(this::leave, "postern-terminal");
    private final AtomicBoolean left = new AtomicBoolean();

    private TopScreen(PrintWriter out, boolean bold, String settings) {
        this.out = out;
        this.bold = bold;
        this.settings = settings;
    }

    static TopScreen open(PrintWriter out, boolean bold) {
        String settings = Terminal.at(Terminal.INPUT) ? stty("-g") : "";
        TopScreen screen = new TopScreen(out, bold, settings);
        Runtime.getRuntime().addShutdownHook(screen.atExit);
        if (!settings.isEmpty()) {
            stty("-icanon", "-echo", "min", "1");
        }
        out.print(ENTER);
        out.flush();
        return screen;
    }

    /** As much of it as there is room for. */
    void show(List<String> lines) {
        String[] size = stty("size").split(" ", -1);
        int rows = size.length == 2 ? number(size[0], 24) : 24;
        int columns = size.length == 2 ? number(size[1], 80) : 80;
        StringBuilder picture = new StringBuilder(TOP);
        for (int i = 0; i < lines.size() && i < rows - 1; i++) {
            String line = lines.get(i);
            String cut = line.length() > columns ? line.substring(0, columns) : line;
            picture.append(i == 0 && bold ? "\u001b[1m" + cut + "\u001b[0m" : cut)
                    .append(REST_OF_LINE)
                    .append("\r\n");
        }
        out.print(picture.append(REST));
        out.flush();
    }

    private static int number(String text, int otherwise) {
        // A terminal that does not know its size says 0.
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
    }

    /** True as soon as somebody wants to go; false after this time, or for any other key: look again. */
    boolean quitWithin(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            int key = settings.isEmpty() ? -1 : key();
            if (key == 'q' || key == 'Q' || key == INTERRUPT) {
                return true;
            }
            if (key >= 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    private static int key() {
        try {
            return System.in.available() > 0 ? System.in.read() : -1;
        } catch (IOException gone) {
            return -1;
        }
    }

    @Override
    public void close() {
        leave();
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            out.print(LEAVE);
            out.flush();
            if (!settings.isEmpty()) {
                stty(settings);
            }
        }
    }

    /** What it says; empty where it cannot. */
    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0 ? said : "";
        } catch (IOException absent) {
            return "";
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
