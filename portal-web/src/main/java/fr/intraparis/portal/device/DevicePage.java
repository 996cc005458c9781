package fr.intraparis.portal.device;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.nomades.DecideDevice;
import fr.intraparis.kernel.contract.nomades.DeviceView;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One device, and the word of IT about it. Its id is the account and the fingerprint, with a tilde between them. */
@Named
@RequestScoped
public class DevicePage {
    private static final int LONGEST = 80;

    @Inject
    private NomadesDoor door;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<DeviceView> device = Answer.absent();
    private Answer<DeviceView> decided = Answer.absent();
    private String agreement = "";
    private String ends = "";

    @PostConstruct
    void ask() {
        Answer<List<DeviceView>> all = door.devices(getUsername()).answer();
        Problem problem = all.getProblem();
        device = all.value()
                .flatMap(this::find)
                .map(Answer::of)
                .orElseGet(() -> Answer.refused(
                        problem != null
                                ? problem
                                : Problem.of(
                                        ErrorCode.DEV_NOT_FOUND,
                                        "",
                                        CorrelationId.current(),
                                        Clock.systemUTC().instant(),
                                        visitor.getLocale())));
    }

    private Optional<DeviceView> find(List<DeviceView> all) {
        return all.stream()
                .filter(one -> one.thumbprint().equals(getThumbprint()))
                .findFirst();
    }

    /** Before the page is drawn: its status tells whether there is such a device. */
    public void show() {
        if (!isDone()) {
            PageStatus.of(device.getProblem());
        }
    }

    /** « Poste de la Ville ». */
    public void workstation() {
        decide("WORKSTATION");
    }

    /** « Autoriser ». */
    public void authorise() {
        if (agreement.isBlank() || agreement.length() > LONGEST) {
            errors.add("agreement", "device.error.agreement");
        }
        if (!isDay(ends)) {
            errors.add("ends", "device.error.ends");
        }
        if (errors.isNone()) {
            decide("PERSONAL");
        }
    }

    /** « Retirer ». */
    public void withdraw() {
        decide("UNKNOWN");
    }

    private void decide(String kind) {
        boolean personal = kind.equals("PERSONAL");
        decided = door.decideDevice(
                        getThumbprint(),
                        new DecideDevice(getUsername(), kind, personal ? agreement : "", personal ? ends : ""))
                .answer();
        if (!decided.isOk()) {
            errors.refuse(decided.getProblem());
            PageStatus.of(decided.getProblem());
            if (!decided.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    /** The device as it is now, or why it cannot be shown. */
    public Answer<DeviceView> getDevice() {
        return decided.isOk() ? decided : device;
    }

    /** Whether a word has just been said: then the page is the confirmation. */
    public boolean isDone() {
        return decided.isOk();
    }

    /** Whose it is. */
    public String getUsername() {
        return visitor.parameter("id").split("~", 2)[0];
    }

    private String getThumbprint() {
        String[] parts = visitor.parameter("id").split("~", 2);
        return parts.length < 2 ? "" : parts[1];
    }

    /** Reference of the agreement. */
    public String getAgreement() {
        return agreement;
    }

    /** Reference of the agreement. */
    public void setAgreement(@Nullable String agreement) {
        this.agreement = Objects.requireNonNullElse(agreement, "").strip();
    }

    /** The day on which it is over. */
    public String getEnds() {
        return ends;
    }

    /** The day on which it is over. */
    public void setEnds(@Nullable String ends) {
        this.ends = Objects.requireNonNullElse(ends, "").strip();
    }
}
