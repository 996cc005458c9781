package fr.intraparis.hr.payslip;

import fr.intraparis.hr.TestDatabase;
import fr.intraparis.hr.act.Acts;
import fr.intraparis.hr.act.SqlCount;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.contract.hr.PayslipLine;
import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.kernel.contract.hr.PayslipView;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayslipSheetTest {
    private static final AgentId AMELIE = new AgentId("4100001");
    private static final AgentId CHLOE = new AgentId("4100003");

    private final PayslipSheet sheet = new PayslipSheet();

    @Test
    @Shows("J2")
    void is_accepted_as_pdf_a_3a_and_pdf_ua_1() throws Exception {
        PayslipView payslip = latest(AMELIE);
        long start = System.nanoTime();
        byte[] pdf = sheet.print(payslip);
        long cold = (System.nanoTime() - start) / 1_000_000;
        start = System.nanoTime();
        sheet.print(payslip);
        long warm = (System.nanoTime() - start) / 1_000_000;
        Path kept = Path.of("target", "bulletin.pdf");
        Files.write(kept, pdf);
        int checks = checked(pdf);
        Figure.of("%d veraPDF checks, %d KiB, cold %d ms, warm %d ms", checks, pdf.length / 1024, cold, warm);
    }

    @Test
    @Shows("D1.1")
    void a_copy_with_a_mark_says_who_and_when_and_is_archivable_too() throws Exception {
        String mark = "Copie téléchargée par Amélie Durand (4100001) le 23 novembre 2026 à 08:15";
        byte[] pdf = sheet.print(latest(AMELIE), mark);
        String squeezed = text(pdf).replaceAll("\\s", "");
        int first = squeezed.indexOf(mark.replaceAll("\\s", ""));
        assertTrue(first >= 0, "a mark at the top");
        assertTrue(squeezed.indexOf(mark.replaceAll("\\s", ""), first + 1) > 0, "a mark at the end");
        assertTrue(checked(pdf) > 0);
        assertFalse(text(sheet.print(latest(AMELIE))).contains("Copie"), "the document itself bears none");
    }

    @ParameterizedTest
    @CsvSource({"workstation,DOWNLOAD", "personal,MARKED", "unknown,VIEW_ONLY", ",VIEW_ONLY", "WORKSTATION,VIEW_ONLY"})
    @Shows("D1.1")
    void the_class_of_the_device_decides_and_silence_is_no_class(@Nullable String device, Handing handing) {
        assertEquals(handing, Handing.of(device));
    }

    private static int checked(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int checks = 0;
        for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1}) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                assertTrue(
                        result.isCompliant(),
                        () -> flavour + ": "
                                + result.getTestAssertions().stream()
                                        .map(fault -> fault.getRuleId().getClause() + " " + fault.getMessage())
                                        .distinct()
                                        .toList());
                checks += result.getTotalAssertions();
            }
        }
        return checks;
    }

    @Test
    @Shows("M16")
    void a_changed_row_changes_the_document() throws Exception {
        PayslipView before = latest(CHLOE);
        TestDatabase.get()
                .execute("UPDATE payslip_line SET gain = gain + 111.11 WHERE position = 10 AND payslip_id = '"
                        + before.id() + "'");
        PayslipView after = latest(CHLOE);
        assertEquals(before.net().add(new BigDecimal("111.11")), after.net());
        assertEquals(before.netYearToDate().add(new BigDecimal("111.11")), after.netYearToDate());
        assertFalse(text(sheet.print(before)).contains(shown(after.net())));
        assertTrue(text(sheet.print(after)).contains(shown(after.net())));
    }

    @Test
    @Shows("J2")
    void a_name_is_text_and_nothing_else() throws Exception {
        String name = ") /OpenAction << /S /JavaScript /JS (app.alert(1)) >> <script>alert(1)</script>"
                + " <img src='https://evil.example/x'/>&amp; \u202Eeveil\u0000";
        PayslipView payslip = new PayslipView(
                UUID.randomUUID().toString(),
                "2026-10",
                "4100001",
                name,
                "Voirie",
                "Grade",
                LocalDate.of(2026, 10, 29),
                BigDecimal.TEN,
                BigDecimal.ONE,
                new BigDecimal("9"),
                new BigDecimal("9"),
                List.of(new PayslipLine(10, name, null, null, BigDecimal.TEN, BigDecimal.ONE, null)));
        byte[] pdf = sheet.print(payslip);
        assertTrue(text(pdf)
                .replaceAll("\\s", "")
                .contains("<script>alert(1)</script><imgsrc='https://evil.example/x'/>&amp;eveil"));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> found = new ArrayList<>();
            document.getDocument().getXrefTable().keySet().forEach(key -> {
                try {
                    if (document.getDocument().getObjectFromPool(key).getObject() instanceof COSDictionary object) {
                        for (String forbidden :
                                new String[] {"JS", "JavaScript", "AA", "OpenAction", "URI", "EmbeddedFile", "Launch"
                                }) {
                            if (object.containsKey(COSName.getPDFName(forbidden))) {
                                found.add(forbidden);
                            }
                        }
                    }
                } catch (RuntimeException e) {
                    found.add(e.toString());
                }
            });
            assertEquals(List.of(), found);
        }
    }

    @Test
    @Shows("M8")
    void another_agents_payslip_is_one_that_does_not_exist() {
        String id = latest(AMELIE).id();
        CodedException notMine = assertThrows(
                CodedException.class, () -> with(payslips -> payslips.view(CHLOE, UUID.fromString(id), "lines")));
        CodedException missing = assertThrows(
                CodedException.class, () -> with(payslips -> payslips.view(CHLOE, UUID.randomUUID(), "lines")));
        assertEquals(ErrorCode.HRS_NOT_FOUND, notMine.code());
        assertEquals(missing.code(), notMine.code());
        assertEquals(missing.detail(), notMine.detail());
    }

    @Test
    @Shows("M10")
    void a_view_leaves_one_audit_row() throws Exception {
        String count = "SELECT count(*) FROM audit WHERE act = 'payslip-view'";
        long before = TestDatabase.get().number(count);
        latest(AMELIE);
        assertEquals(before + 1, TestDatabase.get().number(count));
    }

    @Test
    @Shows("M11")
    void the_list_is_one_statement_and_a_payslip_three() {
        SqlCount.restart();
        List<PayslipSummary> list = with(payslips -> payslips.ofAgent(AMELIE));
        assertEquals(12, list.size());
        assertEquals(1, SqlCount.current());
        SqlCount.restart();
        with(payslips -> payslips.view(AMELIE, UUID.fromString(list.get(0).id()), "lines"));
        assertEquals(3, SqlCount.current());
    }

    private static String shown(BigDecimal amount) {
        return String.format(java.util.Locale.FRANCE, "%,.2f", amount).replace('\u202f', '\u00a0');
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static PayslipView latest(AgentId agent) {
        return with(payslips -> payslips.view(
                agent, UUID.fromString(payslips.ofAgent(agent).get(0).id()), "lines"));
    }

    private static <T> T with(Function<Payslips, T> act) {
        EntityManager entities = TestDatabase.get().entities().createEntityManager();
        try {
            entities.getTransaction().begin();
            Payslips payslips = new Payslips();
            payslips.entities = entities;
            payslips.acts = new Acts(new AuditTrail(new byte[32]), Clock.systemUTC(), queued -> {});
            T result = act.apply(payslips);
            entities.getTransaction().commit();
            return result;
        } finally {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }
}
