/**
 * The short way of a request that only reads: judged as every other, then relayed where the server has read its head,
 * without the servlet container and without a thread that waits for the upstream. It answers nothing by itself but what
 * an upstream has answered: whatever speaks against a request, it leaves to the long way, which says so with its code.
 *
 * <pre>
 * server's reading of HTTP ── {@link fr.intraparis.gateway.direct.DirectFilter} ── servlet container ── pipeline ── relay
 *                                 │  ▲                                ▲
 *                                 ▼  │ no, or with a code of its own  │ {@link fr.intraparis.gateway.direct.GivenBack}
 *                              {@link fr.intraparis.gateway.direct.Passage} ─────────────────────────┘
 *                                 │
 *                              {@link fr.intraparis.gateway.direct.UpstreamLines}
 * </pre>
 *
 * <p>Raises {@link fr.intraparis.kernel.ErrorCode#REL_UPSTREAM_SLOW} and what {@code AnswerHead} raises, by way of the
 * pipeline. Why it is: decision 0012.
 */
@NullMarked
package fr.intraparis.gateway.direct;

import org.jspecify.annotations.NullMarked;
