package fr.intraparis.gateway.direct;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.grizzly.http.HttpResponsePacket;

/** The head of a decision, held until it is a yes. Whatever else a step may want to write is refused. */
final class HeldResponse extends HttpServletResponseWrapper {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status = SC_OK;

    HeldResponse() {
        super(HeldRequest.NO_RESPONSE);
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    /** Puts it there, with what every response of the door carries. */
    void copyTo(HttpResponsePacket packet, Exchange exchange) {
        packet.setStatus(status);
        SecurityHeaders.each(SecurityHeaders.contentSecurityPolicy(exchange.nonce()), packet::setHeader);
        packet.setHeader(CorrelationId.HEADER, exchange.correlationId().value());
        headers.forEach(packet::setHeader);
    }
}
