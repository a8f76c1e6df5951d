package dev.postern.integration.transcript;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What Postern and its libraries have written to the log at any level while this was open, line by line. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    };

    private final Level before;

    public CapturedLog() {
        appender.start();
        LoggerContext context = LoggerContext.getContext(LogManager.class.getClassLoader(), false, null);
        LoggerConfig root = context.getConfiguration().getRootLogger();
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(appender, Level.TRACE, null);
        context.updateLoggers();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        LoggerContext context = LoggerContext.getContext(LogManager.class.getClassLoader(), false, null);
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.setLevel(before);
        root.removeAppender("captured");
        context.updateLoggers();
        appender.stop();
    }
}
