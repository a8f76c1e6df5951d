package dev.postern.integration.cost;

import java.lang.management.ManagementFactory;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many objects of some classes this process has, after a full collection; as {@code jcmd GC.class_histogram}. */
final class LiveObjects {
    private LiveObjects() {}

    static long count(Predicate<String> className) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        // num: #instances #bytes class (module)
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 4 && words[0].endsWith(":") && className.test(words[3]))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
