package fr.intraparis.portal.layout;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Addresses of static files that change whenever their content does, so that a browser may keep them for ever. */
@Named
@ApplicationScoped
public class Assets {
    private static final String STYLE = "/assets/intraparis.css";
    private static final String ICON = "/assets/icon.svg";

    @Inject
    private ServletContext context;

    private String style = "";
    private String icon = "";

    @PostConstruct
    void sign() {
        style = address(STYLE);
        icon = address(ICON);
    }

    /** The one style sheet. */
    public String getStyle() {
        return style;
    }

    /** The icon of the tab. */
    public String getIcon() {
        return icon;
    }

    private String address(String path) {
        try (InputStream file = Objects.requireNonNull(context.getResourceAsStream(path), path)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
            return context.getContextPath() + path + "?v=" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
