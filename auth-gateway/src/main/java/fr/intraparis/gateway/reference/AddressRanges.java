package fr.intraparis.gateway.reference;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A list of ranges of addresses. It is read from the formats that such lists are published in: a range or an address per
 * line ({@code #} begins a comment), Apple's {@code range,country,region,city,}, and Tor's {@code ExitAddress address
 * time}; other lines of Tor's are left out. Never changed after it is read.
 */
public final class AddressRanges {
    /** One that nobody has laid down yet. */
    public static final AddressRanges NONE = new AddressRanges(Header.NONE);

    /** Plain addresses and prefixes: nothing that another reader might take for another range. */
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private final Header header;
    private final IPv4AddressTrie four = new IPv4AddressTrie();
    private final IPv6AddressTrie six = new IPv6AddressTrie();

    private AddressRanges(Header header) {
        this.header = header;
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException naming the line that is no range, or when the header lacks something
     */
    static AddressRanges read(String text) {
        AddressRanges ranges = new AddressRanges(Header.ofComments(text));
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String range = range(line);
            if (!range.isEmpty()) {
                ranges.add(range, number);
            }
        }
        return ranges;
    }

    /** What the list says of itself. */
    public Header header() {
        return header;
    }

    /** Whether there is such a list at all. */
    public boolean known() {
        return !header.equals(Header.NONE);
    }

    /** How old the list is, in days; meaningless when there is none. */
    public long age(LocalDate today) {
        return header.date().until(today, java.time.temporal.ChronoUnit.DAYS);
    }

    /** How many ranges it holds. */
    public int size() {
        return four.size() + six.size();
    }

    /** The narrowest range that holds the address. */
    public Optional<IPAddress> holding(IPAddress address) {
        return address.isIPv4()
                ? Optional.ofNullable(four.longestPrefixMatch(address.toIPv4()))
                : Optional.ofNullable(six.longestPrefixMatch(address.toIPv6()));
    }

    private void add(String range, int line) {
        IPAddress parsed = new IPAddressString(range, PLAIN).getAddress();
        if (parsed == null || (parsed.isMultiple() && !parsed.isPrefixed())) {
            throw new IllegalArgumentException("line " + line + " is not a range of addresses");
        }
        IPAddress block = parsed.isPrefixed() ? parsed.toPrefixBlock() : parsed;
        if (block.isPrefixed() && block.getNetworkPrefixLength() == 0) {
            throw new IllegalArgumentException("line " + line + " holds every address there is");
        }
        if (block.isIPv4()) {
            four.add(block.toIPv4());
        } else {
            six.add(block.toIPv6());
        }
    }

    private static String range(String line) {
        String text = line.replaceFirst("#.*", "").strip();
        if (text.startsWith("ExitAddress ")) {
            return text.substring("ExitAddress ".length()).strip().split("\\s")[0];
        }
        if (text.startsWith("ExitNode ") || text.startsWith("Published ") || text.startsWith("LastStatus ")) {
            return "";
        }
        return text.isEmpty() ? "" : text.split("[,;\\s]", 2)[0];
    }
}
