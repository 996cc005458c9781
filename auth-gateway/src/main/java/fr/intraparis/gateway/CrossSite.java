package fr.intraparis.gateway;

import org.jspecify.annotations.Nullable;

/** Whether a request that may change something comes from our own pages: a pure rule. */
public final class CrossSite {
    private CrossSite() {}

    /**
     * What the browser says must be ours, and it must say at least one of the two.
     *
     * @param fetchSite the header Sec-Fetch-Site
     * @param origin the header Origin
     * @param ours the public origin
     */
    public static boolean own(@Nullable String fetchSite, @Nullable String origin, String ours) {
        if (fetchSite == null && origin == null) {
            return false;
        }
        return (fetchSite == null || fetchSite.equals("same-origin")) && (origin == null || origin.equals(ours));
    }
}
