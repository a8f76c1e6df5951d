package dev.postern.demo.backend;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A mail server for the demo: GreenMail keeps the mail, and in front of it stand two small fronts that speak what it
 * lacks and an old Dovecot and Postfix have: the master login, IMAP's ID, and no mail before AUTH.
 *
 * <p>A stand-in, and honest about it: it heeds no forwarded address, checks no sender, and gives mail for anybody else
 * to a mailbox that nobody reads. All of it is in memory and on loopback.
 */
public final class StandInBackend implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MASTER = "postern";
    private static final int SECRET_OCTETS = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final GreenMail greenMail;
    private final MasterUser master;
    private final LoginFront imap;
    private final LoginFront smtp;

    private StandInBackend(GreenMail greenMail, MasterUser master, LoginFront imap, LoginFront smtp) {
        this.greenMail = greenMail;
        this.master = master;
        this.imap = imap;
        this.smtp = smtp;
    }

    /** Starts it on free ports of loopback, with these mailboxes, empty. */
    public static StandInBackend start(Collection<String> addresses) throws IOException {
        GreenMail greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP)
        });
        List<Mailbox> mailboxes = addresses.stream()
                .map(address -> new Mailbox(address, secret()))
                .toList();
        mailboxes.forEach(mailbox -> greenMail.setUser(mailbox.address(), mailbox.address(), mailbox.password()));
        greenMail.start();
        MasterUser master = new MasterUser(MASTER, new MasterPassword(secret()));
        MasterPassdb passdb = new MasterPassdb(master, mailboxes);
        return new StandInBackend(
                greenMail,
                master,
                LoginFront.start(new ImapLoginDialogue(greenMail.getImap().getPort(), passdb)),
                LoginFront.start(new SmtpLoginDialogue(greenMail.getSmtp().getPort(), passdb)));
    }

    private static String secret() {
        byte[] octets = new byte[SECRET_OCTETS];
        RANDOM.nextBytes(octets);
        return Base64.getUrlEncoder().encodeToString(octets);
    }

    /** Who may log in for every mailbox. */
    public MasterUser master() {
        return master;
    }

    public int imapPort() {
        return imap.port();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** Puts a message, headers and all, into the inbox of a mailbox. */
    public void deliver(String address, String message) {
        GreenMailUser user = greenMail.getUserManager().getUser(address);
        user.deliver(GreenMailUtil.newMimeMessage(message));
    }

    @Override
    public void close() {
        imap.close();
        smtp.close();
        greenMail.stop();
    }
}
