package dev.postern.admin.http;

import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.observe.LogRate;
import dev.postern.core.session.CloseReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Lets one address have no more than its share of a port's connections, so that it cannot keep everybody else out. Shared
 * by Jetty's threads.
 */
final class AddressLimit implements SelectorManager.AcceptListener {
    private final String name;
    private final Predicate<InetAddress> exempt;
    private final Admission admission;
    private final Map<SelectableChannel, InetAddress> inside = new ConcurrentHashMap<>();
    private final LogRate lines = new LogRate(Duration.ofMinutes(1));

    /**
     * @param name of the port, for the log
     * @param exempt who is not counted
     */
    AddressLimit(String name, AdmissionLimits limits, Predicate<InetAddress> exempt) {
        this.name = name;
        this.exempt = exempt;
        this.admission = new Admission(limits);
    }

    /** A channel that is closed here is not served: Jetty says {@link #onAcceptFailed} next. */
    @Override
    public void onAccepting(SelectableChannel channel) {
        try {
            InetAddress address = ((InetSocketAddress) ((SocketChannel) channel).getRemoteAddress()).getAddress();
            if (exempt.test(address)) {
                return;
            }
            if (admission.enter(address) == Admission.Decision.ADMITTED) {
                inside.put(channel, address);
            } else {
                tell(address);
                channel.close();
            }
        } catch (IOException gone) {
            close(channel);
        }
    }

    private static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Then there is nobody to serve.
        }
    }

    private void tell(InetAddress address) {
        int count = lines.count();
        if (count > 0) {
            EventLog.event(LogEvent.CONNECTION_REFUSED)
                    .with(LogKey.LISTENER, name)
                    .with(LogKey.CLIENT, address.getHostAddress())
                    .with(LogKey.REASON, CloseReason.TOO_MANY_FROM_ADDRESS)
                    .with(LogKey.COUNT, count)
                    .write();
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        InetAddress address = inside.remove(channel);
        if (address != null) {
            admission.leave(address);
        }
    }
}
