/**
 * The business events of the demo in the company's own words: invoices, goods receipts, shipments, payments, materials,
 * each with the text in which its system sends it and what is expected to come of it.
 *
 * <p>
 * May import the JDK, Jackson, and the address type of the adapter api. Read
 * {@link io.enterpriseproxy.demo.event.BusinessEvent} first.
 */
@NullMarked
package io.enterpriseproxy.demo.event;

import org.jspecify.annotations.NullMarked;
