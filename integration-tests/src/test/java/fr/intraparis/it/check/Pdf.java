package fr.intraparis.it.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What a PDF says, and whether it keeps the standards that it claims. */
public final class Pdf {
    private static final List<PDFAFlavour> STANDARDS = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private Pdf() {}

    /** Its text in reading order. */
    public static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Not a PDF", unreadable);
        }
    }

    /** What veraPDF finds against PDF/A-3a and PDF/UA-1; empty when it conforms to both. */
    public static List<String> faults(byte[] pdf) {
        List<String> faults = new ArrayList<>();
        for (PDFAFlavour standard : STANDARDS) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), standard);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
                ValidationResult result = validator.validate(parser);
                if (!result.isCompliant()) {
                    result.getTestAssertions().stream()
                            .map(fault -> standard + " " + fault.getRuleId().getClause() + ": " + fault.getMessage())
                            .distinct()
                            .forEach(faults::add);
                    if (faults.isEmpty()) {
                        faults.add(standard + ": not compliant");
                    }
                }
            } catch (IOException | ModelParsingException | EncryptedPdfException | ValidationException unreadable) {
                throw new IllegalStateException("veraPDF cannot read it", unreadable);
            }
        }
        return faults;
    }
}
