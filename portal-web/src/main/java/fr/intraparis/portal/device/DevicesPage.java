package fr.intraparis.portal.device;

import fr.intraparis.kernel.contract.nomades.DeviceView;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.NomadesDoor;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The devices of the account that is asked for; nothing is asked before. */
@Named
@RequestScoped
public class DevicesPage {
    @Inject
    private NomadesDoor door;

    @Inject
    private Visitor visitor;

    private Answer<List<DeviceView>> devices = Answer.absent();

    @PostConstruct
    void ask() {
        if (!getUsername().isEmpty()) {
            devices = door.devices(getUsername()).answer();
        }
    }

    /** Before the page is drawn: its status tells whether the list could be had. */
    public void show() {
        PageStatus.of(devices.getProblem());
    }

    /** Whose devices. */
    public String getUsername() {
        return visitor.parameter("id");
    }

    /** The devices, or why they are not there. */
    public Answer<List<DeviceView>> getDevices() {
        return devices;
    }
}
