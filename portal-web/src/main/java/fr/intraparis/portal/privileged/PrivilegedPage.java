package fr.intraparis.portal.privileged;

import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.NomadesDoor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;

/** The privileged accounts; those that do not meet the policy come first. */
@Named
@RequestScoped
public class PrivilegedPage {
    @Inject
    private NomadesDoor door;

    private Answer<List<PrivilegedAccount>> accounts = Answer.absent();

    @PostConstruct
    void ask() {
        accounts = door.privilegedAccounts()
                .map(list -> list.stream()
                        .sorted(Comparator.comparing(PrivilegedAccount::meetsPolicy)
                                .thenComparing(PrivilegedAccount::displayName))
                        .toList())
                .answer();
    }

    /** Before the page is drawn: its status tells whether the list could be had. */
    public void show() {
        PageStatus.of(accounts.getProblem());
    }

    /** The accounts, or why they are not there. */
    public Answer<List<PrivilegedAccount>> getAccounts() {
        return accounts;
    }

    /** How many lack the factor that the policy asks for. */
    public long getBelowPolicy() {
        return accounts.value().orElse(List.of()).stream()
                .filter(account -> !account.meetsPolicy())
                .count();
    }
}
