package fr.intraparis.hr.payslip;

import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.PayslipLine;
import fr.intraparis.kernel.contract.hr.PayslipView;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The payslip on paper: PDF/A-3a (to be kept for the career) and PDF/UA-1 (to be read aloud). The page is built as a
 * tree of text nodes, so nothing in the data can become markup; nothing is ever fetched. A payslip is a French legal
 * document: it has one language.
 */
@ApplicationScoped
class PayslipSheet {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.FRANCE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRANCE);
    private static final String FONT = "DejaVu Sans";

    private final byte[] regular = resource("fonts/DejaVuSans.ttf");
    private final byte[] bold = resource("fonts/DejaVuSans-Bold.ttf");
    private final String css = new String(resource("sheet.css"), StandardCharsets.UTF_8);
    private final byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    private final FSDefaultCacheStore fontMetrics = new FSDefaultCacheStore();

    byte[] print(PayslipView payslip) {
        return print(payslip, "");
    }

    /** The same with a mark of the copy on it, at the top and at the end: it stays PDF/A-3a and PDF/UA-1. */
    byte[] print(PayslipView payslip, String mark) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(48 * 1024);
        try {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.useFastMode();
            builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_A);
            builder.usePdfUaAccessibility(true);
            builder.useColorProfile(srgb);
            builder.withProducer("hr-services");
            builder.useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, fontMetrics);
            builder.useFont(
                    () -> new ByteArrayInputStream(regular), FONT, 400, BaseRendererBuilder.FontStyle.NORMAL, true);
            builder.useFont(
                    () -> new ByteArrayInputStream(bold), FONT, 700, BaseRendererBuilder.FontStyle.NORMAL, true);
            builder.useExternalResourceAccessControl(
                    (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
            builder.useExternalResourceAccessControl(
                    (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
            builder.withW3cDocument(page(payslip, mark), null);
            builder.toStream(out);
            builder.run();
        } catch (IOException | RuntimeException e) {
            throw new CodedException(ErrorCode.PAY_PDF_FAILED, payslip.month(), e);
        }
        return out.toByteArray();
    }

    private Document page(PayslipView payslip, String mark) {
        String month = MONTH.format(YearMonth.parse(payslip.month()));
        Document document;
        try {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        Element html = document.createElement("html");
        document.appendChild(html);
        html.setAttribute("lang", "fr");
        Element head = add(html, "head", "");
        add(head, "title", "Bulletin de paie de " + month + " – " + payslip.agentName());
        meta(head, "author", "Ville de Paris");
        meta(head, "description", "Bulletin de paie de " + month + " de l'agent " + payslip.agentId());
        meta(head, "subject", "Bulletin de paie");
        add(head, "style", css);

        Element body = add(html, "body", "");
        mark(body, mark);
        add(body, "h1", "Bulletin de paie");
        Element period = add(body, "p", "Période : " + month + " · payé le " + DAY.format(payslip.paidOn()));
        period.setAttribute("class", "period");

        Element employer = section(body, "party employer");
        add(employer, "h2", "Employeur");
        add(employer, "p", "Ville de Paris");
        add(employer, "p", "Direction des ressources humaines");
        add(employer, "p", "Hôtel de Ville, 75196 Paris Cedex 04");
        add(employer, "p", "SIRET 217 500 016 00019 · APE 8411Z");

        Element agent = section(body, "party agent");
        add(agent, "h2", "Agent");
        add(agent, "p", payslip.agentName());
        add(agent, "p", "Matricule : " + payslip.agentId());
        add(agent, "p", "Grade : " + payslip.grade());
        add(agent, "p", "Affectation : " + payslip.department());

        Element lines = section(body, "lines");
        Element table = add(lines, "table", "");
        Element header = add(add(table, "thead", ""), "tr", "");
        heading(header, "Désignation", "col").setAttribute("class", "label");
        for (String title : new String[] {"Base", "Taux", "À payer", "À déduire", "Part employeur"}) {
            heading(header, title, "col");
        }
        Element rows = add(table, "tbody", "");
        for (PayslipLine line : payslip.lines()) {
            Element row = add(rows, "tr", "");
            heading(row, line.label(), "row").setAttribute("class", "label");
            add(row, "td", amount(line.base()));
            add(row, "td", percent(line.rate()));
            add(row, "td", amount(line.gain()));
            add(row, "td", amount(line.deduction()));
            add(row, "td", amount(line.employer()));
        }
        BigDecimal employerCost = payslip.lines().stream()
                .map(PayslipLine::employer)
                .filter(Objects::nonNull)
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
        Element total = add(rows, "tr", "");
        total.setAttribute("class", "total");
        heading(total, "Total brut, retenues et cotisations employeur", "row").setAttribute("class", "label");
        add(total, "td", "");
        add(total, "td", "");
        add(total, "td", amount(payslip.gross()));
        add(total, "td", amount(payslip.deductions()));
        add(total, "td", amount(employerCost));

        Element net = add(section(body, "net"), "table", "");
        Element sums = add(net, "tbody", "");
        sum(sums, "Traitement et primes bruts", payslip.gross(), "");
        sum(sums, "Cotisations et retenues", payslip.deductions(), "");
        sum(sums, "Net à payer", payslip.net(), "pay");
        sum(sums, "Cumul net depuis le 1er janvier " + payslip.month().substring(0, 4), payslip.netYearToDate(), "");

        Element notes = section(body, "notes");
        add(notes, "p", "Montants en euros. Bulletin n° " + payslip.id() + ".");
        add(notes, "p", "Conservez ce bulletin sans limitation de durée : il sert à établir vos droits à pension.");
        mark(body, mark);
        return document;
    }

    private static void mark(Element body, String mark) {
        if (!mark.isEmpty()) {
            add(body, "p", mark).setAttribute("class", "mark");
        }
    }

    private static void sum(Element sums, String label, BigDecimal amount, String style) {
        Element row = add(sums, "tr", "");
        row.setAttribute("class", style);
        heading(row, label, "row").setAttribute("class", "label");
        add(row, "td", amount(amount) + " €");
    }

    private static void meta(Element head, String name, String content) {
        Element meta = add(head, "meta", "");
        meta.setAttribute("name", name);
        meta.setAttribute("content", clean(content));
    }

    private static Element section(Element parent, String style) {
        Element section = add(parent, "div", "");
        section.setAttribute("class", style);
        return section;
    }

    private static Element heading(Element row, String text, String scope) {
        Element cell = add(row, "th", text);
        cell.setAttribute("scope", scope);
        return cell;
    }

    private static Element add(Element parent, String name, String text) {
        Document document = parent.getOwnerDocument();
        Element element = document.createElement(name);
        if (!text.isEmpty()) {
            element.appendChild(document.createTextNode("style".equals(name) ? text : clean(text)));
        }
        parent.appendChild(element);
        return element;
    }

    /** Without control characters and those that turn the direction of writing: what is read is what is stored. */
    private static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.CONTROL && Character.getType(c) != Character.FORMAT)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String amount(@Nullable BigDecimal amount) {
        return amount == null ? "" : format("#,##0.00").format(amount);
    }

    private static String percent(@Nullable BigDecimal rate) {
        return rate == null ? "" : format("0.00##").format(rate) + " %";
    }

    private static DecimalFormat format(String pattern) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.FRANCE);
        symbols.setGroupingSeparator('\u00a0');
        return new DecimalFormat(pattern, symbols);
    }

    private static byte[] resource(String name) {
        try (InputStream file = PayslipSheet.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
