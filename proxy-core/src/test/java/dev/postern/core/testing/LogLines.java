package dev.postern.core.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Keeps what the event log writes while a test runs. */
public final class LogLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder(lines);
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Level levelBefore = context.getConfiguration().getRootLogger().getLevel();

    public LogLines() {
        recorder.start();
        context.getConfiguration().getRootLogger().addAppender(recorder, Level.ALL, null);
        context.getConfiguration().getRootLogger().setLevel(Level.ALL);
        context.updateLoggers();
    }

    /** Lines that hold this text, in order. */
    public List<String> with(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(recorder.getName());
        context.getConfiguration().getRootLogger().setLevel(levelBefore);
        context.updateLoggers();
    }

    private static final class Recorder extends AbstractAppender {
        private final List<String> lines;

        Recorder(List<String> lines) {
            super("recorder-" + System.identityHashCode(lines), null, null, true, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLoggerName().equals("postern")) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
