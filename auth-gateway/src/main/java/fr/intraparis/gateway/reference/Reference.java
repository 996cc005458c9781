package fr.intraparis.gateway.reference;

import java.util.List;

/**
 * What the rules are judged against at one moment: a value, taken along by each visit.
 *
 * @param browsers the approved ones
 * @param vpn ranges of third-party VPNs
 * @param hosting ranges of hosting companies, where nobody sits at a desk
 * @param relay ranges of privacy relays such as Apple's: advice, no refusal
 * @param municipal the city's own
 * @param inside routes that open from the city's own network only
 */
public record Reference(
        BrowserCatalogue browsers,
        AddressRanges vpn,
        AddressRanges hosting,
        AddressRanges relay,
        AddressRanges municipal,
        InsideRoutes inside) {

    /** The names of the lists, as in their headers; a file of the folder is called so. */
    public static final List<String> LISTS = List.of("browsers", "vpn", "hosting", "relay", "municipal", "inside");

    /** Before anything was laid down: the catalogue of this release, and no ranges. */
    public static final Reference SHIPPED = new Reference(
            BrowserCatalogue.SHIPPED,
            AddressRanges.NONE,
            AddressRanges.NONE,
            AddressRanges.NONE,
            AddressRanges.NONE,
            InsideRoutes.NONE);

    /**
     * The same with one list replaced.
     *
     * @throws IllegalArgumentException when the text is not that list
     */
    Reference with(String list, String text) {
        Reference replaced = switch (list) {
            case "browsers" -> new Reference(BrowserCatalogue.read(text), vpn, hosting, relay, municipal, inside);
            case "vpn" -> new Reference(browsers, AddressRanges.read(text), hosting, relay, municipal, inside);
            case "hosting" -> new Reference(browsers, vpn, AddressRanges.read(text), relay, municipal, inside);
            case "relay" -> new Reference(browsers, vpn, hosting, AddressRanges.read(text), municipal, inside);
            case "municipal" -> new Reference(browsers, vpn, hosting, relay, AddressRanges.read(text), inside);
            case "inside" -> new Reference(browsers, vpn, hosting, relay, municipal, InsideRoutes.read(text));
            default -> throw new IllegalArgumentException("no such list: " + list);
        };
        String said = replaced.header(list).list();
        if (!said.equals(list)) {
            throw new IllegalArgumentException("this is the list " + said + ", not " + list);
        }
        return replaced;
    }

    /** What that list says of itself. */
    public Header header(String list) {
        return switch (list) {
            case "browsers" -> browsers.header();
            case "vpn" -> vpn.header();
            case "hosting" -> hosting.header();
            case "relay" -> relay.header();
            case "municipal" -> municipal.header();
            case "inside" -> inside.header();
            default -> throw new IllegalArgumentException("no such list: " + list);
        };
    }

    /** The name of its file. */
    static String file(String list) {
        return switch (list) {
            case "browsers" -> "browsers.json";
            case "inside" -> "inside.routes";
            default -> list + ".ranges";
        };
    }
}
