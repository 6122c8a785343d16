/**
 * The door of the ledger: maps events, and commits what arrives within one commit's time together. Read
 * {@link io.enterpriseproxy.server.intake.LedgerIntake} first.
 */
@NullMarked
package io.enterpriseproxy.server.intake;

import org.jspecify.annotations.NullMarked;
