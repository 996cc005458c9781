package fr.intraparis.portal.block;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.nomades.BlockAgent;
import fr.intraparis.kernel.contract.nomades.BlockView;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.NomadesDoor;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks in force, the oldest first, and the form that blocks an agent. */
@Named
@RequestScoped
public class BlocksPage {
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;

    @Inject
    private NomadesDoor door;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private @Nullable Answer<List<BlockView>> blocks;
    private Answer<BlockView> blocked = Answer.absent();
    private String username = "";
    private String reason = "";

    /** Before the page is drawn: its status tells whether the list could be had. */
    public void show() {
        PageStatus.of(getBlocks().getProblem());
    }

    /** « Bloquer ». */
    public void block() {
        if (username.isBlank() || username.length() > LONGEST_NAME) {
            errors.add("username", "blocks.error.username");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            errors.add("reason", "blocks.error.reason", LONGEST_REASON);
        }
        if (!errors.isNone()) {
            return;
        }
        blocked = door.blockAgent(new BlockAgent(username.strip(), reason.strip()))
                .answer();
        if (blocked.isOk()) {
            // Faces has looked at the list before the act.
            blocks = null;
            username = "";
            reason = "";
            guard.renewKey();
            return;
        }
        errors.refuse(blocked.getProblem());
        PageStatus.of(blocked.getProblem());
        if (!blocked.isUnjudged()) {
            guard.renewKey();
        }
    }

    /** The blocks, as they are after what was just done, or why they are not there. */
    public Answer<List<BlockView>> getBlocks() {
        Answer<List<BlockView>> known = blocks;
        if (known == null) {
            known = door.blocks().answer();
            blocks = known;
        }
        return known;
    }

    /** The block that was just raised; null before. */
    public @Nullable BlockView getBlocked() {
        return blocked.getValue();
    }

    /** What its person is told, in the reader's language. */
    public String told(BlockView block) {
        return ErrorCode.of(block.code())
                .map(code -> code.title(visitor.getLocale()))
                .orElse(block.code());
    }

    /** Whom to block. */
    public String getUsername() {
        return username;
    }

    /** Whom to block. */
    public void setUsername(@Nullable String username) {
        this.username = username == null ? "" : username;
    }

    /** Why. */
    public String getReason() {
        return reason;
    }

    /** Why. */
    public void setReason(@Nullable String reason) {
        this.reason = reason == null ? "" : reason;
    }
}
