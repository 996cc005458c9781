package fr.intraparis.gateway.network;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a request comes from. What a client writes about itself is never believed; only a configured proxy may
 * say for whom it asks, and then only the last address that is not a proxy's counts.
 */
public final class ClientAddress {
    /** Plain addresses only: no prefix, wildcard, octal, or single number that some readers take for an address. */
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private static final int PEERS = 10_000;

    private final List<IPAddress> proxies;
    /** Whoever comes, comes again: the text of a socket's address is read once. */
    private final Cache<String, IPAddress> peers =
            Caffeine.newBuilder().maximumSize(PEERS).build();

    /** @param proxies comma-separated ranges such as 10.0.0.0/8; may be empty */
    public ClientAddress(String proxies) {
        this.proxies = ranges(proxies);
    }

    /**
     * The address of the person.
     *
     * @param socket of the peer
     * @param forwarded the values of X-Forwarded-For in order; ignored unless the peer is a configured proxy
     */
    public IPAddress of(String socket, List<String> forwarded) {
        IPAddress address = peer(socket);
        if (!within(proxies, address)) {
            return address;
        }
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<IPAddress> hop = parse(hops.get(i));
            if (hop.isEmpty()) {
                return address;
            }
            address = hop.get();
            if (!within(proxies, address)) {
                return address;
            }
        }
        return address;
    }

    /** Whether the peer is one of our proxies: what it says of others is believed. */
    public boolean proxy(String socket) {
        return within(proxies, peer(socket));
    }

    private IPAddress peer(String socket) {
        return peers.get(
                socket, text -> parse(text).orElseThrow(() -> new IllegalArgumentException("no address: " + text)));
    }

    private static Optional<IPAddress> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        int zone = text.indexOf('%');
        return Optional.ofNullable(new IPAddressString(zone < 0 ? text : text.substring(0, zone), PLAIN).getAddress())
                // A wildcard or a range is not somebody's address.
                .filter(address -> !address.isMultiple())
                .map(ClientAddress::plain);
    }

    /** An IPv4 address in IPv6 clothes is that IPv4 address. */
    private static IPAddress plain(IPAddress address) {
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private static boolean within(List<IPAddress> ranges, IPAddress address) {
        for (IPAddress range : ranges) {
            if (range.getIPVersion() == address.getIPVersion() && range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<IPAddress> ranges(String configured) {
        return Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(range -> {
                    IPAddress parsed = new IPAddressString(range).getAddress();
                    if (parsed == null) {
                        throw new IllegalArgumentException("not a range of addresses: " + range);
                    }
                    return parsed.toPrefixBlock();
                })
                .toList();
    }
}
