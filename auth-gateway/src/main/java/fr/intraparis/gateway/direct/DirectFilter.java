package fr.intraparis.gateway.direct;

import java.util.Optional;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/** Stands in the server's chain right behind its reading of HTTP. */
final class DirectFilter extends BaseFilter {
    private final DirectWay way;
    private final DirectWay.Use use;

    DirectFilter(DirectWay way, DirectWay.Use use) {
        this.way = way;
        this.use = use;
    }

    @Override
    public NextAction handleRead(FilterChainContext client) {
        if (!client.getConnection().isOpen()) {
            return client.getStopAction();
        }
        if (client.getMessage() instanceof HttpContent content
                && !HttpContent.isBroken(content)
                && content.isLast()
                && !content.getContent().hasRemaining()
                && content.getHttpHeader() instanceof HttpRequestPacket packet
                && (packet.getMethod() == Method.GET || packet.getMethod() == Method.HEAD)
                && packet.getProtocol() == Protocol.HTTP_1_1) {
            NextAction served = switch (use) {
                case RELAY -> relay(packet, client);
                case DECISIONS -> decide(packet, client);
            };
            if (served != null) {
                return served;
            }
        }
        return client.getInvokeAction();
    }

    private @Nullable NextAction relay(HttpRequestPacket packet, FilterChainContext client) {
        Optional<Passage> passage = way.passage(packet, client);
        if (passage.isEmpty()) {
            return null;
        }
        NextAction meanwhile = client.getSuspendAction();
        try {
            client.suspend();
        } catch (RuntimeException ended) {
            passage.get().leavePlace();
            throw ended;
        }
        passage.get().begin();
        return meanwhile;
    }

    private @Nullable NextAction decide(HttpRequestPacket packet, FilterChainContext client) {
        // Who does not take its answers waits on the long way, so that they do not gather here.
        if (!client.getConnection().canWrite() || !way.decided(packet)) {
            return null;
        }
        client.write(new Part(packet.getResponse(), Buffers.EMPTY_BUFFER, true));
        client.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        return client.getStopAction();
    }
}
