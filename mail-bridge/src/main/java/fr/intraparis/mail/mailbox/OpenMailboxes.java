package fr.intraparis.mail.mailbox;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.block.Block;
import fr.intraparis.kernel.block.BlocksInForce;
import fr.intraparis.kernel.http.BlockWatch;
import fr.intraparis.mail.wire.ImapLine;
import fr.intraparis.mail.wire.ImapMailbox;
import fr.intraparis.mail.wire.MailServer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The mailboxes that are open, each for the time of a request, and closed as soon as their session is blocked. */
@ApplicationScoped
class OpenMailboxes {
    private static final Log LOG = Log.of(OpenMailboxes.class);

    /** Whose it is. */
    record Holder(String subject, @Nullable String sid) {}

    private final Map<ImapLine, Holder> open = new ConcurrentHashMap<>();

    @Inject
    ServletContext war;

    @Inject
    MailServer server;

    @PostConstruct
    void watch() {
        BlockWatch.of(war).watch(this::close);
    }

    /** Opens the inbox of that address; the caller closes it. */
    ImapMailbox open(Holder holder, String address, String token) {
        ImapLine[] own = new ImapLine[1];
        ImapLine line = new ImapLine(() -> open.remove(own[0]));
        own[0] = line;
        open.put(line, holder);
        try {
            // Only now: a block that came before is found here, one that comes later finds the line.
            BlocksInForce blocks = BlockWatch.of(war);
            ErrorCode blocked = blocks.judge(holder.subject(), holder.sid());
            if (blocked != null) {
                throw new CodedException(blocked, "");
            }
            return ImapMailbox.open(server, address, token, line);
        } catch (RuntimeException failed) {
            open.remove(line);
            throw failed;
        }
    }

    private void close(Block block) {
        open.forEach((line, holder) -> {
            if (block.concerns(holder.subject(), holder.sid())) {
                line.cut(block.code());
                LOG.warn("a mailbox was closed by a block", "block", block.id());
            }
        });
    }
}
