package fr.intraparis.gateway.rootcertificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import uk.org.okapibarcode.backend.QrCode;
import uk.org.okapibarcode.graphics.Color;
import uk.org.okapibarcode.output.SvgRenderer;

/** A text as a QR code, black on white whatever the colours of the page: phones expect it so. */
final class QrPicture {
    private QrPicture() {}

    /** As SVG. */
    static byte[] of(String text) throws IOException {
        QrCode code = new QrCode();
        code.setPreferredEccLevel(QrCode.EccLevel.M);
        code.setQuietZoneHorizontal(4);
        code.setQuietZoneVertical(4);
        code.setContent(text);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SvgRenderer(svg, 4, Color.WHITE, Color.BLACK, true).render(code);
        return svg.toByteArray();
    }
}
