package dev.postern.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(new AdmissionLimits(4, 2));

    private Admission.Decision enter(String address) throws UnknownHostException {
        return admission.enter(InetAddress.getByName(address));
    }

    @Test
    void one_address_does_not_fill_the_house() throws UnknownHostException {
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.TOO_MANY_FROM_ADDRESS);
        assertThat(enter("192.0.2.2")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(admission.inside()).isEqualTo(3);
    }

    @Test
    void the_house_has_a_limit_and_forgets_who_has_left() throws UnknownHostException {
        for (int i = 1; i <= 4; i++) {
            assertThat(enter("192.0.2." + i)).isEqualTo(Admission.Decision.ADMITTED);
        }
        assertThat(enter("192.0.2.5")).isEqualTo(Admission.Decision.TOO_MANY);
        admission.leave(InetAddress.getByName("192.0.2.1"));
        assertThat(enter("192.0.2.5")).isEqualTo(Admission.Decision.ADMITTED);
    }

    @Test
    void other_limits_count_those_who_came_in_by_the_old_ones() throws UnknownHostException {
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.ADMITTED);
        Admission stricter = admission.withLimits(new AdmissionLimits(3, 1));
        InetAddress client = InetAddress.getByName("192.0.2.1");
        assertThat(stricter.enter(client)).isEqualTo(Admission.Decision.TOO_MANY_FROM_ADDRESS);
        assertThat(stricter.enter(InetAddress.getByName("192.0.2.2"))).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(stricter.enter(InetAddress.getByName("192.0.2.3"))).isEqualTo(Admission.Decision.TOO_MANY);

        admission.leave(client);
        stricter.leave(client);
        assertThat(admission.inside()).isEqualTo(1);
        assertThat(stricter.enter(client)).isEqualTo(Admission.Decision.ADMITTED);
    }

    @Test
    void nobody_more_comes_in_while_memory_is_short() throws UnknownHostException {
        AtomicBoolean full = new AtomicBoolean(true);
        Admission guarded = new Admission(new AdmissionLimits(4, 2), full::get);
        InetAddress client = InetAddress.getByName("192.0.2.1");
        assertThat(guarded.enter(client)).isEqualTo(Admission.Decision.SHORT_OF_MEMORY);
        full.set(false);
        assertThat(guarded.enter(client)).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(guarded.inside()).isEqualTo(1);
    }

    @Test
    void this_process_is_not_short_of_memory() {
        assertThat(HeapGauge.ofThisProcess().getAsBoolean()).isFalse();
    }

    @Test
    void neighbours_in_an_ipv6_network_count_as_one_address() throws UnknownHostException {
        assertThat(enter("2001:db8::1")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(enter("2001:db8::2")).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(enter("2001:db8::ffff:3")).isEqualTo(Admission.Decision.TOO_MANY_FROM_ADDRESS);
        assertThat(enter("2001:db8:0:1::1")).isEqualTo(Admission.Decision.ADMITTED);
    }

    @Test
    void who_is_not_known_yet_takes_a_place_and_no_address() throws UnknownHostException {
        InetAddress client = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < 4; i++) {
            assertThat(admission.enterUnknown()).isEqualTo(Admission.Decision.ADMITTED);
        }
        assertThat(admission.enterUnknown()).isEqualTo(Admission.Decision.TOO_MANY);
        admission.leaveUnknown();
        assertThat(admission.identify(client)).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(admission.identify(client)).isEqualTo(Admission.Decision.ADMITTED);
        assertThat(admission.identify(client)).isEqualTo(Admission.Decision.TOO_MANY_FROM_ADDRESS);
        assertThat(admission.inside()).isEqualTo(2);
        admission.leave(client);
        assertThat(enter("192.0.2.1")).isEqualTo(Admission.Decision.ADMITTED);
    }
}
