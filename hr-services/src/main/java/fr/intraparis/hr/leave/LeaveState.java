package fr.intraparis.hr.leave;

/** Where a request stands. Only {@link #PENDING} ever changes. */
enum LeaveState {
    PENDING,
    APPROVED,
    REFUSED,
    CANCELLED
}
