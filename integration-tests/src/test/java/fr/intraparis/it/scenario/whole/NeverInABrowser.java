package fr.intraparis.it.scenario.whole;

import fr.intraparis.kernel.ErrorCode;
import java.util.Map;

/** The codes that no page of a run shows, each with its reason and with the test that meets it elsewhere. */
final class NeverInABrowser {
    private static final String PROGRAM = "answers a program: a browser's pages never ask so";

    static final Map<ErrorCode, String> REASONS = Map.ofEntries(
            Map.entry(
                    ErrorCode.NET_LIST_OLD,
                    "a list must lie for thirty days, and the door takes none that is older than the one in force"
                            + " (NoThirdPartyVpnTest)"),
            Map.entry(
                    ErrorCode.PRV_OWN_BLOCK,
                    "whoever is blocked is kept out of every page before the one that signs (BlockRowsTest)"),
            Map.entry(ErrorCode.PRV_LINK_UNAVAILABLE, "an administration of Keycloak that is not ours"),
            Map.entry(
                    ErrorCode.SES_TOKEN_INVALID,
                    "a browser has no token: between the door and the WARs behind it (InnerWarsIT)"),
            Map.entry(
                    ErrorCode.SES_ROLE_MISSING,
                    "the door asks for the role first, by its own code; behind it (InnerWarsIT)"),
            Map.entry(ErrorCode.DEV_LOST, "told to the page's script; the next page is the login (DevicesIT)"),
            Map.entry(ErrorCode.HRS_UNKNOWN_AGENT, "an account that human resources do not know of is not made here"),
            Map.entry(ErrorCode.PAY_PDF_FAILED, "a fault of ours in drawing a document"),
            Map.entry(
                    ErrorCode.MAI_ATTACHMENT_TOO_LARGE,
                    "the form weighs the files first and says so beside the field (NOM-SYS-002)"),
            Map.entry(
                    ErrorCode.MAI_REFUSED,
                    "the suite's mail server takes every address of the city: it knows a mailbox when its owner comes"),
            Map.entry(ErrorCode.MAI_FILE_TOO_LARGE, "no such file gets into a mailbox of the suite (ImapMailboxTest)"),
            Map.entry(ErrorCode.SYS_UNEXPECTED, "a fault of ours that nobody foresaw"),
            Map.entry(ErrorCode.SYS_KEY_MISSING, PROGRAM + " (RetryIT)"),
            Map.entry(ErrorCode.SYS_NOT_ACCEPTABLE, PROGRAM + " (InnerWarsIT)"),
            Map.entry(ErrorCode.SYS_MEDIA_TYPE, PROGRAM + " (InnerWarsIT)"),
            Map.entry(ErrorCode.SYS_NOT_READY, "the seconds of a start, while no door is open yet (RunIT)"),
            Map.entry(ErrorCode.SYS_REFERENCE, "said in the log and the audit, to who lays down a list (NetworkIT)"));

    private NeverInABrowser() {}
}
