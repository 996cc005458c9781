package fr.intraparis.kernel;

import fr.intraparis.kernel.testing.Shows;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonLinesTest {
    @Test
    @Shows("M15")
    void aRecordIsOneLineWhateverItsValuesHold() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("correlationId", "1");
        fields.put("path", "/a\"\\\n\r\t\u0001\u2028é \ud83d\ude00\",\"forged\":\"x");
        JsonObject read = read(record("request", fields, null));
        assertEquals(fields.get("path"), read.getString("path"));
        assertEquals("1", read.getString("correlationId"));
        assertEquals("request", read.getString("LogMessage"));
        assertEquals("INFO", read.getString("Level"));
        assertEquals("a.b", read.getString("LoggerName"));
        assertTrue(read.getString("Timestamp").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{4}"));
        assertEquals(10, read.size());
    }

    @Test
    void aFailureHasItsStack() {
        JsonObject read = read(record("broken", Map.of(), new IllegalStateException("why")));
        assertTrue(read.getJsonObject("Throwable").getString("StackTrace").contains("IllegalStateException: why"));
        assertEquals("broken", read.getString("LogMessage"));
    }

    private static LogRecord record(String message, Map<String, String> fields, @Nullable Throwable thrown) {
        LogRecord record = new LogRecord(Level.INFO, message);
        record.setLoggerName("a.b");
        record.setParameters(new Object[] {fields});
        record.setThrown(thrown);
        return record;
    }

    private static JsonObject read(LogRecord record) {
        String line = new JsonLines().format(record);
        assertEquals(line.length() - 1, line.indexOf('\n'), line);
        return Json.createReader(new StringReader(line)).readObject();
    }
}
