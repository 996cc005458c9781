package fr.intraparis.mail.mailbox;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AttachmentView;
import fr.intraparis.kernel.contract.mail.MailboxView;
import fr.intraparis.kernel.contract.mail.MessageSummary;
import fr.intraparis.kernel.contract.mail.MessageView;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.rest.NeedsAssurance;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.outgoing.Post;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.ImapMailbox;
import fr.intraparis.mail.wire.Letter;
import fr.intraparis.mail.wire.Mark;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's own messages. */
@RequestScoped
@Path("messages")
@RolesAllowed("agent")
@NeedsAssurance(Assurance.MFA)
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;

    @Inject
    Caller caller;

    @Inject
    OpenMailboxes mailboxes;

    @Inject
    Transactions database;

    @Inject
    Registry registry;

    @Inject
    City city;

    @Inject
    Post post;

    /** One page of the mailbox, newest first. What waits for this agent's token is tried again on the way. */
    @GET
    @Operation(summary = "One page of the mailbox, newest first")
    public MailboxView list(
            @QueryParam("page") @DefaultValue("1") int page, @QueryParam("size") @DefaultValue("20") int size) {
        if (page < 1 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "page, size");
        }
        Post.Writer writer = caller.writer();
        try (ImapMailbox mailbox = mailboxes.open(caller.holder(), writer.mailbox(), writer.token())) {
            int waiting = post.visit(writer.mailbox(), writer.token());
            Letter.Page letters = mailbox.page(page, size);
            List<Letter.Line> lines = withoutSecondCopies(mailbox, letters.lines());
            Set<String> official = official(writer.mailbox(), lines);
            return new MailboxView(
                    lines.stream()
                            .map(line -> new MessageSummary(
                                    ids().seal(writer.mailbox(), letters.uidValidity(), line.uid()),
                                    line.from(),
                                    line.subject(),
                                    line.receivedAt(),
                                    line.seen(),
                                    line.attachments(),
                                    official.contains(line.messageId())))
                            .toList(),
                    letters.total(),
                    letters.unread(),
                    waiting);
        }
    }

    /** One message, which is then seen. */
    @GET
    @Path("{id}")
    @Operation(summary = "One message as text; reading marks it as seen")
    public MessageView read(@PathParam("id") String id) {
        Post.Writer writer = caller.writer();
        try (ImapMailbox mailbox = mailboxes.open(caller.holder(), writer.mailbox(), writer.token())) {
            long uid = uid(writer, mailbox, id);
            Letter.Sheet sheet = mailbox.read(uid).orElseThrow(MessagesResource::notFound);
            mailbox.mark(uid, Mark.SEEN);
            Letter.Line line = sheet.line();
            return new MessageView(
                    id,
                    line.messageId(),
                    line.from(),
                    sheet.to(),
                    sheet.cc(),
                    line.subject(),
                    line.receivedAt(),
                    sheet.text(),
                    sheet.files().stream()
                            .map(file ->
                                    new AttachmentView(file.number(), file.name(), file.contentType(), file.size()))
                            .toList(),
                    official(writer.mailbox(), List.of(line)).contains(line.messageId()));
        }
    }

    /** The bytes of one attachment, always as a download. */
    @GET
    @Path("{id}/attachments/{number}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "One attachment, as a download")
    public Response attachment(@PathParam("id") String id, @PathParam("number") int number) {
        Post.Writer writer = caller.writer();
        ImapMailbox mailbox = mailboxes.open(caller.holder(), writer.mailbox(), writer.token());
        try {
            ImapMailbox.Download file =
                    mailbox.attachment(uid(writer, mailbox, id), number).orElseThrow(MessagesResource::notFound);
            String encoded =
                    URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
            StreamingOutput content = out -> {
                try (mailbox) {
                    file.content().transferTo(out);
                }
            };
            return Response.ok(content)
                    .type(shown(file.contentType()))
                    .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded)
                    .build();
        } catch (RuntimeException e) {
            mailbox.close();
            throw e;
        }
    }

    /** Sends a message in the caller's name. 200 when the mail server has it, 202 when it waits. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sends a message in the agent's name; WAITING when the mail server cannot take it yet")
    public Response send(@HeaderParam(Idempotency.HEADER) String key, SendMessage message) {
        if (message == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "body");
        }
        SentReceipt receipt = post.send(caller.writer(), Idempotency.key(key), message);
        return Response.status("SENT".equals(receipt.state()) ? 200 : 202)
                .entity(receipt)
                .build();
    }

    /** Proven official: from the official address, and our own trace says that we sent that message to this mailbox. */
    private Set<String> official(String mailbox, List<Letter.Line> lines) {
        List<String> candidates = lines.stream()
                .filter(line -> line.sender().equals(city.officialMailbox()))
                .map(Letter.Line::messageId)
                .toList();
        return candidates.isEmpty()
                ? Set.of()
                : database.inTransaction(connection -> Traces.official(connection, mailbox, candidates));
    }

    /** A message whose first delivery ended unknown was handed over again: of its copies the oldest is shown. */
    private List<Letter.Line> withoutSecondCopies(ImapMailbox mailbox, List<Letter.Line> lines) {
        if (lines.isEmpty()) {
            return lines;
        }
        List<String> messageIds = lines.stream().map(Letter.Line::messageId).toList();
        Set<String> twice = database.inTransaction(connection -> Traces.triedTwice(connection, messageIds));
        return lines.stream()
                .filter(line -> !twice.contains(line.messageId()) || mailbox.isOldestCopy(line.uid(), line.messageId()))
                .toList();
    }

    private long uid(Post.Writer writer, ImapMailbox mailbox, String id) {
        return ids().open(writer.mailbox(), mailbox.uidValidity(), id).orElseThrow(MessagesResource::notFound);
    }

    private MessageIds ids() {
        return new MessageIds(registry.keyFor("message ids"));
    }

    private static String shown(String contentType) {
        return Set.of("application/pdf", "image/png", "image/jpeg").contains(contentType)
                ? contentType
                : MediaType.APPLICATION_OCTET_STREAM;
    }

    private static CodedException notFound() {
        return new CodedException(ErrorCode.MAI_NOT_FOUND, "");
    }
}
