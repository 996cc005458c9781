package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.contract.nomades.BlockAgent;
import fr.intraparis.kernel.contract.nomades.BlockView;
import fr.intraparis.kernel.contract.nomades.DecideDevice;
import fr.intraparis.kernel.contract.nomades.DeviceView;
import fr.intraparis.kernel.contract.nomades.PasskeyLink;
import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** What the door's own API can be asked by an administrator. */
@ApplicationScoped
public class NomadesDoor {
    @Inject
    private Upstream upstream;

    /** Every account with a privileged role, and its factors. */
    public Pending<List<PrivilegedAccount>> privilegedAccounts() {
        return upstream.<PrivilegedAccount[]>get(
                        Neighbour.NOMADES, "/api/privileged-accounts", PrivilegedAccount[].class)
                .map(List::of);
    }

    /** Every block in force. */
    public Pending<List<BlockView>> blocks() {
        return upstream.<BlockView[]>get(Neighbour.NOMADES, "/api/blocks", BlockView[].class)
                .map(List::of);
    }

    /** One block in force. */
    public Pending<BlockView> block(String id) {
        return upstream.get(Neighbour.NOMADES, "/api/blocks/" + Upstream.segment(id), BlockView.class);
    }

    /** Blocks an agent. */
    public Pending<BlockView> blockAgent(BlockAgent agent) {
        return upstream.post(Neighbour.NOMADES, "/api/blocks", BlockView.class, agent);
    }

    /** Signs the lifting of a block. */
    public Pending<BlockView> signLifting(String id) {
        return upstream.post(
                Neighbour.NOMADES, "/api/blocks/" + Upstream.segment(id) + "/signature", BlockView.class, Map.of());
    }

    /** A one-time link with which that account binds one passkey. */
    public Pending<PasskeyLink> passkeyLink(String username) {
        return upstream.post(
                Neighbour.NOMADES,
                "/api/privileged-accounts/" + Upstream.segment(username) + "/passkey-link",
                PasskeyLink.class,
                Map.of());
    }

    /** The devices of an account. */
    public Pending<List<DeviceView>> devices(String username) {
        return upstream.<DeviceView[]>get(
                        Neighbour.NOMADES, "/api/devices/" + Upstream.segment(username), DeviceView[].class)
                .map(List::of);
    }

    /** What IT says about a device. */
    public Pending<DeviceView> decideDevice(String thumbprint, DecideDevice decision) {
        return upstream.post(
                Neighbour.NOMADES,
                "/api/devices/" + Upstream.segment(thumbprint) + "/decision",
                DeviceView.class,
                decision);
    }
}
