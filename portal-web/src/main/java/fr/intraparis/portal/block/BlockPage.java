package fr.intraparis.portal.block;

import fr.intraparis.kernel.contract.nomades.BlockView;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.NomadesDoor;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One block with its evidence, and the signature under its lifting. */
@Named
@RequestScoped
public class BlockPage {
    @Inject
    private NomadesDoor door;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<BlockView> block = Answer.absent();
    private Answer<BlockView> signed = Answer.absent();

    @PostConstruct
    void ask() {
        block = door.block(visitor.parameter("id")).answer();
    }

    /** Before the page is drawn: its status tells whether there is such a block. */
    public void show() {
        if (!isSigned()) {
            PageStatus.of(block.getProblem());
        }
    }

    /** « Signer la levée ». */
    public void sign() {
        signed = door.signLifting(visitor.parameter("id")).answer();
        if (!signed.isOk()) {
            errors.refuse(signed.getProblem());
            PageStatus.of(signed.getProblem());
            if (!signed.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    /** The block, as it is after the signature if there has just been one, or why it can't be shown. */
    public Answer<BlockView> getBlock() {
        return signed.isOk() ? signed : block;
    }

    /** Whether its reader has just signed: then the page is the confirmation. */
    public boolean isSigned() {
        return signed.isOk();
    }

    /** Whether there is something to sign. */
    public boolean isToSign() {
        return block.value().filter(found -> !found.curable()).isPresent();
    }
}
