package dev.postern.integration.transcript;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.MapMessage;
import org.jspecify.annotations.Nullable;

/**
 * What Postern and its libraries have written to the log at any level while this was open, line by line: every logger is at
 * TRACE, Java's own at ALL.
 */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> everything = new CopyOnWriteArrayList<>();
    private final Map<LoggerConfig, Level> before = new LinkedHashMap<>();
    private final AbstractAppender appender = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            String text = event.getMessage().getFormattedMessage();
            lines.add(text);
            Object members = event.getMessage() instanceof MapMessage<?, ?> map ? map.getData() : "";
            everything.add(event.getLoggerName() + " " + text + " " + members + stack(event.getThrown())
                    + stack(event.getMessage().getThrowable()));
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            everything.add(entry.getLoggerName() + " " + entry.getMessage() + " "
                    + Arrays.toString(entry.getParameters()) + stack(entry.getThrown()));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };
    private final Logger javas = Logger.getLogger("");
    private final java.util.logging.@Nullable Level javasBefore = javas.getLevel();

    public CapturedLog() {
        appender.start();
        LoggerContext context = context();
        for (LoggerConfig logger :
                new ArrayList<>(context.getConfiguration().getLoggers().values())) {
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.TRACE);
        }
        context.getConfiguration().getRootLogger().addAppender(appender, Level.TRACE, null);
        context.updateLoggers();
        handler.setLevel(java.util.logging.Level.ALL);
        javas.setLevel(java.util.logging.Level.ALL);
        javas.addHandler(handler);
    }

    private static LoggerContext context() {
        return LoggerContext.getContext(LogManager.class.getClassLoader(), false, null);
    }

    private static String stack(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The text of each event. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Each event with its logger, its members and its stacks; and what was written by Java's own logging. */
    public List<String> everything() {
        return List.copyOf(everything);
    }

    @Override
    public void close() {
        LoggerContext context = context();
        before.forEach(LoggerConfig::setLevel);
        context.getConfiguration().getRootLogger().removeAppender("captured");
        context.updateLoggers();
        javas.removeHandler(handler);
        javas.setLevel(javasBefore);
        appender.stop();
    }
}
