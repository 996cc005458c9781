package fr.intraparis.gateway.direct;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.kernel.CorrelationId;
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

    /** Puts it there; what responses of the door carry for a browser is nothing to a front proxy. */
    void copyTo(HttpResponsePacket packet, Exchange exchange) {
        packet.setStatus(status);
        Part.put(packet, CorrelationId.HEADER, exchange.correlationId().value());
        headers.forEach((name, value) -> Part.put(packet, name, value));
    }
}
