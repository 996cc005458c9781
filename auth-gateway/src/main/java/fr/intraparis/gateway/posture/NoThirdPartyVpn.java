package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.reference.AddressRanges;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.gateway.reference.References;
import fr.intraparis.kernel.ErrorCode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The visitor does not come through a third-party VPN or out of a hosting centre (S25, S69; requirement A3). The city's
 * own ranges win over every list; a privacy relay wins over the lists that also name it, and is advice. A list that is
 * older than thirty days, or not there, keeps nobody out and never says that all is well.
 */
final class NoThirdPartyVpn implements Function<Visit, Finding> {
    /** Shared by the customers of a carrier (RFC 6598): it tells nothing about anybody's network. */
    private static final IPAddress SHARED = new IPAddressString("100.64.0.0/10").getAddress();

    @Override
    public Finding apply(Visit visit) {
        if (visit.zone() == Zone.MUNICIPAL) {
            return new Finding(ErrorCode.NET_VPN, Verdict.FIT, "");
        }
        Reference reference = visit.reference();
        IPAddress address = visit.address();
        LocalDate today = LocalDate.ofInstant(visit.at(), ZoneOffset.UTC);
        if (SHARED.contains(address)) {
            return new Finding(ErrorCode.NET_VPN, Verdict.FIT, address + " (RFC 6598)");
        }
        Optional<IPAddress> relay = reference.relay().holding(address);
        if (relay.isPresent()) {
            return new Finding(
                    ErrorCode.NET_RELAY, Verdict.ADVICE, evidence(address, relay.get(), reference.relay(), today));
        }
        List<AddressRanges> lists = List.of(reference.vpn(), reference.hosting());
        for (AddressRanges list : lists) {
            Optional<IPAddress> range = list.holding(address);
            if (range.isPresent()) {
                return new Finding(
                        ErrorCode.NET_VPN,
                        fresh(list, today) ? Verdict.UNFIT : Verdict.ADVICE,
                        evidence(address, range.get(), list, today));
            }
        }
        return lists.stream().allMatch(list -> fresh(list, today))
                ? new Finding(ErrorCode.NET_VPN, Verdict.FIT, address.toString())
                : new Finding(ErrorCode.NET_LIST_OLD, Verdict.UNKNOWN, address.toString());
    }

    private static boolean fresh(AddressRanges list, LocalDate today) {
        return list.known() && list.age(today) <= References.OLD_DAYS;
    }

    /** The range, the list, its version and its age: whoever is refused can check it. */
    private static String evidence(IPAddress address, IPAddress range, AddressRanges list, LocalDate today) {
        return "%s ∈ %s · %s %s (%d d)"
                .formatted(address, range, list.header().list(), list.header().version(), Math.max(0, list.age(today)));
    }
}
