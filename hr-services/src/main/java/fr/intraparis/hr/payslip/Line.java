package fr.intraparis.hr.payslip;

import fr.intraparis.kernel.contract.hr.PayslipLine;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a payslip. */
@Entity
@IdClass(Line.Key.class)
@Table(name = "payslip_line")
class Line {
    @Id
    @Column(name = "payslip_id")
    private UUID payslipId;

    @Id
    private int position;

    private String label;
    private @Nullable BigDecimal base;
    private @Nullable BigDecimal rate;
    private @Nullable BigDecimal gain;
    private @Nullable BigDecimal deduction;
    private @Nullable BigDecimal employer;

    PayslipLine view() {
        return new PayslipLine(position, label, base, rate, gain, deduction, employer);
    }

    /** Which line of which payslip. Public because JPA makes it. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private UUID payslipId;
        private int position;

        /** For JPA. */
        @SuppressWarnings("NullAway") // EclipseLink fills it after construction
        public Key() {
            this.payslipId = null;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.position == position && Objects.equals(key.payslipId, payslipId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(payslipId, position);
        }
    }
}
