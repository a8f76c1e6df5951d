package dev.postern.admin.logout;

import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import dev.postern.core.observe.LogRate;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.token.LogoutNotice;
import dev.postern.core.token.LogoutVerdict;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.verification.LogoutVerifier;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes logout tokens, ends the sessions that they mean, and says so in the log. Shared by all threads. */
public final class LogoutDesk {
    /** What the provider hears: OpenID Connect Back-Channel Logout 1.0 §2.8. */
    public enum Answer {
        DONE,
        INVALID,
        /** We cannot tell at the moment whether it is good. */
        TEMPORARY
    }

    private final Supplier<LogoutVerifier> verifier;
    private final LiveSessions live;
    private final Consumer<String> passOn;
    private final LogRate refusals = new LogRate(Duration.ofSeconds(1));

    /**
     * @param verifier who judges now; asked for each logout token
     * @param live whose sessions end
     * @param passOn is given each token that was found good, because others may have to hear of it; must not block
     */
    public LogoutDesk(Supplier<LogoutVerifier> verifier, LiveSessions live, Consumer<String> passOn) {
        this.verifier = verifier;
        this.live = live;
        this.passOn = passOn;
    }

    /** Answers once, perhaps later and on another thread; the sessions have been told to end by then. */
    public void take(String logoutToken, String peer, Consumer<Answer> answer) {
        verifier.get().judge(logoutToken, verdict -> answer.accept(onVerdict(verdict, logoutToken, peer)));
    }

    private Answer onVerdict(LogoutVerdict verdict, String logoutToken, String peer) {
        if (verdict instanceof LogoutVerdict.Told told) {
            end(told.notice());
            passOn.accept(logoutToken);
            return Answer.DONE;
        }
        LogoutVerdict.Refused refused = (LogoutVerdict.Refused) verdict;
        refused(refused, peer);
        return refused.why().kind() == TokenRefusal.Kind.TEMPORARY ? Answer.TEMPORARY : Answer.INVALID;
    }

    private void end(LogoutNotice notice) {
        int ended = live.endGranted(notice::ends, CloseReason.LOGGED_OUT);
        EventLog.event(LogEvent.LOGOUT_HEARD)
                .with(LogKey.ISSUER, notice.issuer())
                .with(LogKey.SUBJECT, notice.subject())
                .with(LogKey.PROVIDER_SESSION, notice.sessionId())
                .with(LogKey.COUNT, ended)
                .write();
    }

    private void refused(LogoutVerdict.Refused refused, String peer) {
        int count = refusals.count();
        if (count > 0) {
            EventLog.event(LogEvent.LOGOUT_REFUSED)
                    .with(LogKey.CLIENT, peer)
                    .with(LogKey.ISSUER, refused.issuer())
                    .with(LogKey.REASON, refused.why())
                    .with(LogKey.DETAIL, refused.detail())
                    .with(LogKey.COUNT, count)
                    .write();
        }
    }
}
