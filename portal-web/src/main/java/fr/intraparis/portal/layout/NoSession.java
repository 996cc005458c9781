package fr.intraparis.portal.layout;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/** Keeps the promise that any node answers any request: whoever opens a session here breaks at once, in the open. */
public class NoSession implements HttpSessionListener {
    @Override
    public void sessionCreated(HttpSessionEvent event) {
        throw new IllegalStateException("portal-web keeps no HttpSession");
    }
}
