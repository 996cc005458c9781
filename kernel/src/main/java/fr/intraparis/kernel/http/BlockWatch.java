package fr.intraparis.kernel.http;

import fr.intraparis.kernel.block.BlocksInForce;
import fr.intraparis.kernel.news.News;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Listens to the block channel for a WAR behind the door, as long as the WAR lives: one listener each, with a role of the
 * database that can read the blocks in force and nothing else. Named in {@code web.xml}.
 */
public final class BlockWatch implements ServletContextListener {
    private static final String BLOCKS = "fr.intraparis.blocks";

    @Override
    public void contextInitialized(ServletContextEvent started) {
        of(started.getServletContext());
    }

    @Override
    public void contextDestroyed(ServletContextEvent stopping) {
        of(stopping.getServletContext()).stop();
    }

    /** The blocks in force, as that WAR hears them; whoever asks first starts to listen. */
    public static BlocksInForce of(ServletContext war) {
        synchronized (BlockWatch.class) {
            if (war.getAttribute(BLOCKS) instanceof BlocksInForce heard) {
                return heard;
            }
            Config config = ConfigProvider.getConfig();
            BlocksInForce blocks = BlocksInForce.listen(
                    // One thread that lives as long as the WAR and needs nothing of the server.
                    task -> new Thread(task, "blocks of " + war.getContextPath()),
                    new News.Place(
                            config.getValue("intraparis.blocks-db-url", String.class),
                            config.getValue("intraparis.blocks-db-user", String.class),
                            config.getValue("intraparis.blocks-db-password", String.class)));
            war.setAttribute(BLOCKS, blocks);
            return blocks;
        }
    }
}
