package dev.postern.core.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Counts who is inside, and lets nobody in beyond the limits. Shared by all threads; other limits for the same people are
 * another {@code Admission}.
 */
public final class Admission {
    /** The answer at the door. */
    public enum Decision {
        ADMITTED,
        TOO_MANY,
        TOO_MANY_FROM_ADDRESS,
        SHORT_OF_MEMORY
    }

    private static final int PREFIX_OCTETS = 8;

    private final AdmissionLimits limits;
    private final AtomicInteger inside;
    private final Map<InetAddress, Integer> byAddress;
    private final BooleanSupplier shortOfMemory;

    /** Without an eye on memory. */
    public Admission(AdmissionLimits limits) {
        this(limits, () -> false);
    }

    public Admission(AdmissionLimits limits, BooleanSupplier shortOfMemory) {
        this(limits, shortOfMemory, new AtomicInteger(), new ConcurrentHashMap<>());
    }

    private Admission(
            AdmissionLimits limits,
            BooleanSupplier shortOfMemory,
            AtomicInteger inside,
            Map<InetAddress, Integer> byAddress) {
        this.limits = limits;
        this.shortOfMemory = shortOfMemory;
        this.inside = inside;
        this.byAddress = byAddress;
    }

    /** With other limits; who is inside counts for both, and may leave by either. */
    public Admission withLimits(AdmissionLimits others) {
        return new Admission(others, shortOfMemory, inside, byAddress);
    }

    /** Asks to enter; whoever is {@link Decision#ADMITTED} calls {@link #leave} exactly once. */
    public Decision enter(InetAddress address) {
        Decision unknown = enterUnknown();
        return unknown == Decision.ADMITTED ? identify(address) : unknown;
    }

    /**
     * Asks to enter for a client whose address a proxy has still to tell; whoever is {@link Decision#ADMITTED} calls
     * {@link #identify} or {@link #leaveUnknown} exactly once.
     */
    public Decision enterUnknown() {
        if (shortOfMemory.getAsBoolean()) {
            return Decision.SHORT_OF_MEMORY;
        }
        if (inside.incrementAndGet() > limits.connections()) {
            inside.decrementAndGet();
            return Decision.TOO_MANY;
        }
        return Decision.ADMITTED;
    }

    /** Says whose the place is; where that is not {@link Decision#ADMITTED}, it is given back. */
    public Decision identify(InetAddress address) {
        int fromAddress = byAddress.merge(neighbourhood(address), 1, Integer::sum);
        if (fromAddress > limits.connectionsPerAddress()) {
            leave(address);
            return Decision.TOO_MANY_FROM_ADDRESS;
        }
        return Decision.ADMITTED;
    }

    public void leaveUnknown() {
        inside.decrementAndGet();
    }

    public void leave(InetAddress address) {
        inside.decrementAndGet();
        byAddress.computeIfPresent(neighbourhood(address), (at, count) -> count == 1 ? null : count - 1);
    }

    public int inside() {
        return inside.get();
    }

    /** RFC 6177 §2: an end site has at least a /64, so counting single IPv6 addresses would count nothing. */
    private static InetAddress neighbourhood(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] octets = address.getAddress();
        Arrays.fill(octets, PREFIX_OCTETS, octets.length, (byte) 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("sixteen octets are an address", impossible);
        }
    }
}
