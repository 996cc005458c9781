package fr.intraparis.gateway.login;

import fr.intraparis.gateway.Routes;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.http.StrictHttp;
import java.util.regex.Pattern;

/** Where a login may lead: a page of ours that needs a session, and nothing else. A pure rule. */
public final class ReturnTarget {
    /** Where a login leads that was not asked for by a page. */
    public static final String HOME = "/intraparis/";

    private static final int LONGEST = 2_000;
    private static final Pattern QUERY = Pattern.compile("([A-Za-z0-9._~!$'()*+,:@/?&=-]|%[0-9A-Fa-f]{2})*");

    private ReturnTarget() {}

    /** The target itself if it is one of ours, else {@link #HOME}: a stranger's address is never an error to exploit. */
    public static String of(String asked) {
        int question = asked.indexOf('?');
        String path = question < 0 ? asked : asked.substring(0, question);
        String query = question < 0 ? "" : asked.substring(question + 1);
        boolean ours = asked.length() <= LONGEST
                && StrictHttp.canonical(path)
                && QUERY.matcher(query).matches()
                && Routes.find(path)
                        .filter(route ->
                                Assurance.MFA.equals(route.assurance()) || Assurance.PHR.equals(route.assurance()))
                        .isPresent();
        return ours ? asked : HOME;
    }
}
